using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using Nabla.Descriptions;

namespace Nabla.Cli.Options;

/// <summary>Creates options whose errors name the option, the given value and the expected value.</summary>
internal static class Define
{
    /// <summary>Creates an option with a value.</summary>
    /// <param name="name">The name with its hyphens.</param>
    /// <param name="value">The name of the value in help.</param>
    /// <param name="description">The effect and the default.</param>
    /// <param name="parse">Reads the value; throws an exception whose message states what is expected.</param>
    public static Option<T> Option<T>(string name, string value, string description, Func<string, T> parse) => new(name)
    {
        HelpName = value,
        Description = description,
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = Parser(name, parse),
    };

    /// <summary>Creates an option with the path of an input file.</summary>
    public static Option<string?> Input(string name, string value, string description) => Path(name, value, description, PathRole.Input);

    /// <summary>Creates an option with the path of an output file.</summary>
    /// <param name="name">The name with its hyphens.</param>
    /// <param name="description">The effect and the default.</param>
    /// <param name="usual">The default path; null if nothing is written by default.</param>
    public static PathOption Output(string name, string description, Func<ParseResult, string?>? usual = null)
        => Path(name, "FILE", description, PathRole.Output, usual);

    /// <summary>Creates an option with the path of a checkpoint folder.</summary>
    public static Option<string?> Folder(string name, string value, string description) => Path(name, value, description, PathRole.Folder);

    /// <summary>Adds shell completions of the option's value.</summary>
    public static Option<T> Offering<T>(this Option<T> option, Func<CompletionContext, IEnumerable<CompletionItem>> completions)
    {
        option.CompletionSources.Clear();
        option.CompletionSources.Add(completions);
        return option;
    }

    /// <summary>Adds another name of the option.</summary>
    public static Option<T> AlsoCalled<T>(this Option<T> option, string alias)
    {
        option.Aliases.Add(alias);
        return option;
    }

    /// <summary>Whether an option has a name.</summary>
    public static bool IsCalled(this Option option, string name)
        => string.Equals(option.Name, name, StringComparison.Ordinal) || option.Aliases.Contains(name);

    /// <summary>Creates an option without a value.</summary>
    public static Option<bool> Flag(string name, string description) => new(name) { Description = description, Arity = ArgumentArity.Zero };

    /// <summary>Creates an option with one of several values.</summary>
    public static Option<T?> Choice<T>(string name, string description, params (string Text, T Value)[] choices)
        where T : struct
    {
        return Option<T?>(name, string.Join('|', choices.Select(choice => choice.Text)), description, Parse)
            .Offering(context => Completions.Of(choices.Select(choice => choice.Text), context));

        T? Parse(string text)
        {
            int index = Array.FindIndex(choices, choice => choice.Text == text);
            return index >= 0
                ? choices[index].Value
                : throw new FormatException($"'{text}' is none of {string.Join(", ", choices.Select(choice => choice.Text))}");
        }
    }

    /// <summary>Creates an option whose value is an entry of a catalog, with parameters.</summary>
    public static Option<T?> Named<T>(string name, string description, Func<Catalog<T>> catalog)
        where T : class
        => Option<T?>(name, "NAME", description, text => catalog().Parse(text)).Offering(context => Completions.Of(catalog(), context));

    /// <summary>Creates an option with comma-separated names; a name that contains a comma is in double quotes.</summary>
    /// <param name="name">The name with its hyphens.</param>
    /// <param name="value">The name of the value in help.</param>
    /// <param name="description">The effect and the default.</param>
    /// <param name="check">Throws if a name is invalid.</param>
    public static Option<ValueList<string>?> Names(string name, string value, string description, Action<string>? check = null)
    {
        return Option<ValueList<string>?>(name, value, description, Parse);

        ValueList<string> Parse(string text)
        {
            string[] names = OptionText.Names(text);
            if (check is not null)
                Array.ForEach(names, check);
            return [.. names];
        }
    }

    /// <summary>Reads a whole number of at least <paramref name="least"/> that fits its type.</summary>
    public static T? WholeNumber<T>(string text, T least)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        if (T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out T value))
            return value >= least ? value : throw new FormatException($"'{text}' is not a whole number of {least} or more");
        throw new FormatException(text.Length > 0 && text.All(char.IsAsciiDigit)
            ? $"'{text}' is too large: expected a whole number from {least} to {T.MaxValue}"
            : $"'{text}' is not a whole number of {least} or more");
    }

    /// <summary>Reads a finite number.</summary>
    public static double? Number(string text) => OptionText.Number(text);

    /// <summary>Reads a number above 0.</summary>
    public static double? Positive(string text) => OptionText.Positive(text);

    /// <summary>Reads a number of 0 or more.</summary>
    public static double? NotNegative(string text) => OptionText.NotNegative(text);

    /// <summary>Reads a number of at least 0 and below 1.</summary>
    public static double? Fraction(string text) => OptionText.Fraction(text);

    private static PathOption Path(string name, string value, string description, PathRole role, Func<ParseResult, string?>? usual = null)
    {
        var option = new PathOption(name, role, usual)
        {
            HelpName = value,
            Description = description,
            Arity = ArgumentArity.ExactlyOne,
            CustomParser = Parser(name, text => text.Length > 0 ? text : throw new FormatException("an empty path")),
        };
        option.Offering(Completions.Files);
        return option;
    }

    private static Func<ArgumentResult, T?> Parser<T>(string name, Func<string, T> parse) => result =>
    {
        string text = result.Tokens[0].Value;
        try
        {
            // A value that looks like another option is probably a missing value.
            return text is ['-', '-', var letter, ..] && char.IsAsciiLetter(letter) ? throw new FormatException($"'{text}' is not a value") : parse(text);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            result.AddError($"option '{name}': {Sentence.Of(e)}");
            return default;
        }
    };
}
