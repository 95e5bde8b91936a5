using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text;
using System.Text.Json;
using Nabla.Descriptions;

namespace Nabla.Cli.Options;

/// <summary>Options of a command from a JSON file: an object of option names, without hyphens, and values.</summary>
/// <param name="path">The file.</param>
/// <param name="command">The command.</param>
/// <param name="given">The options of the command line, which take precedence.</param>
internal sealed class ConfigFile(string path, Command command, ParseResult given)
{
    private const string OptionName = "--config";
    private const int MostBytes = 1 << 20;

    private static readonly JsonReaderOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The option for a configuration file.</summary>
    public static Option<string?> Option() => Define.Input(
        OptionName, "FILE", "options from a JSON file, such as { \"epochs\": 40, \"hidden\": [64, 32], \"early-stopping\": true }; options on the command line take precedence");

    /// <summary>The options as command-line words.</summary>
    /// <exception cref="InvalidDataException">The file is not such an object, or has an unknown name or a value that its option does not accept.</exception>
    public IReadOnlyList<string> Read()
    {
        if (Directory.Exists(path))
            throw new InvalidDataException($"'{path}' is a folder, expected a JSON file of options");
        ReadOnlySpan<byte> json = ReadBytes(path);
        if (json.StartsWith(Encoding.UTF8.Preamble))
            json = json[Encoding.UTF8.Preamble.Length..];
        try
        {
            return this.Read(json);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path}: line {e.LineNumber + 1}: this is not a JSON object of options", e);
        }
        catch (InvalidOperationException e)
        {
            throw new InvalidDataException($"{path}: a text is not UTF-8", e);
        }
    }

    // A pipe or a device has no known length.
    private static byte[] ReadBytes(string path)
    {
        using FileStream stream = File.OpenRead(path);
        var bytes = new byte[MostBytes + 1];
        int count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return count <= MostBytes ? bytes[..count] : throw new InvalidDataException($"{path}: more than {MostBytes >> 20} MB, expected a small JSON object of options");
    }

    private List<string> Read(ReadOnlySpan<byte> json)
    {
        var args = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(json, Lenient);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("no object", path, 0, 0);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            string place = $"{path}: line {json[..(int)reader.TokenStartIndex].Count((byte)'\n') + 1}";
            Option option = this.Find(name) ?? throw new InvalidDataException($"{place}: {this.Unknown(name)}");
            if (!seen.Add(option.Name))
                throw new InvalidDataException($"{place}: '{name}' is given twice{(option.Name == $"--{name}" ? string.Empty : $", it is {option.Name[2..]}")}");
            reader.Read();
            string[] words = Words(ref reader, option) ?? throw new InvalidDataException($"{place}: '{name}': expected {Wanted(option)}");
            if (this.ErrorOf(option, words) is { } error)
                throw new InvalidDataException($"{place}: {error}");
            if (!given.Has(command, name))
                args.AddRange(words);
        }

        while (reader.Read())
        {
            // Refuses anything after the object.
        }

        return args;
    }

    private IEnumerable<Option> Options => command.Options.Where(option => option.Name != OptionName);

    private Option? Find(string name) => command.FindOption(name) is { } option && option.Name != OptionName ? option : null;

    private string Unknown(string name)
        => Spelling.Nearest($"--{name}", this.Options.Select(option => option.Name)) is { } near
            ? $"there is no option '{name}': did you mean {near[2..]}?"
            : $"there is no option '{name}': see nabla {command.Name} --help";

    private static string Wanted(Option option) => option.Arity.MaximumNumberOfValues == 0 ? "true or false" : "a text, a number, or a list of them";

    /// <summary>The option and its value as command-line words; null if it does not accept the value.</summary>
    private static string[]? Words(ref Utf8JsonReader reader, Option option)
    {
        if (option.Arity.MaximumNumberOfValues == 0)
        {
            return reader.TokenType switch
            {
                JsonTokenType.True => [option.Name],
                JsonTokenType.False => [],
                _ => null,
            };
        }

        if (option.HelpName == "JSON")
        {
            using JsonDocument value = JsonDocument.ParseValue(ref reader);
            return [option.Name, value.RootElement.GetRawText()];
        }

        if (reader.TokenType != JsonTokenType.StartArray)
            return Text(ref reader) is { } text ? [option.Name, text] : null;
        var texts = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (Text(ref reader) is not { } one)
                return null;
            texts.Add(one);
        }

        // A repeatable option is repeated for each value; any other option gets one comma-separated value.
        return option.Arity.MaximumNumberOfValues > 1
            ? [.. texts.SelectMany(one => (string[])[option.Name, one])]
            : [option.Name, string.Join(',', texts.Select(one => one.Contains(',', StringComparison.Ordinal) ? $"\"{one}\"" : one))];
    }

    private static string? Text(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
        _ => null,
    };

    private string? ErrorOf(Option option, string[] words)
    {
        IReadOnlyList<ParseError> errors = CommandLineParser.Parse(command, words, Program.Parsing).Errors;
        return errors.FirstOrDefault(error => error.SymbolResult is OptionResult result && result.Option == option)?.Message;
    }
}
