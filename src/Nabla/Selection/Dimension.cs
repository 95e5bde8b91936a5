using System.Globalization;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Selection;

/// <summary>A setting varied by a search. Values are texts, as on the command line.</summary>
/// <param name="Name">The setting, such as <c>learning-rate</c>.</param>
public abstract record Dimension(string Name)
{
    private const int UsualPoints = 5;

    /// <summary>The values in a grid.</summary>
    public abstract IReadOnlyList<string> Grid { get; }

    /// <summary>
    /// Reads <c>NAME=V1;V2;V3</c>, or <c>NAME=LOW..HIGH</c> with <c>:log</c> for a logarithmic scale and <c>:N</c> for the number of values in a grid
    /// (5 by default). A range between whole numbers contains only whole numbers.
    /// </summary>
    /// <exception cref="FormatException">The text is not of this form; the message states why.</exception>
    public static Dimension Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 1 || equals == text.Length - 1)
            throw new FormatException($"'{text}' is not of the form NAME=V1;V2;… or NAME=LOW..HIGH[:log][:N]");
        (string name, string values) = (text[..equals].Trim().TrimStart('-'), text[(equals + 1)..].Trim());
        return values.Contains("..", StringComparison.Ordinal) ? ParseRange(name, values) : ParseChoice(name, values);
    }

    /// <summary>The value at a position of at least 0 and below 1.</summary>
    public abstract string At(double place);

    private static Choice ParseChoice(string name, string text)
    {
        string[] values = [.. text.Split(';').Select(value => value.Trim())];
        return values.Distinct(StringComparer.Ordinal).Count() == values.Length
            ? new Choice(name, [.. values])
            : throw new FormatException($"{name}: a value stands twice in '{text}'");
    }

    private static NumberRange ParseRange(string name, string text)
    {
        string[] parts = text.Split(':');
        string[] ends = parts[0].Split("..");
        if (ends.Length != 2)
            throw new FormatException($"{name}: '{parts[0]}' is not of the form LOW..HIGH");
        bool logarithmic = false;
        int points = UsualPoints;
        foreach (string part in parts[1..])
        {
            if (part == "log")
                logarithmic = true;
            else if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out points))
                throw new FormatException($"{name}: '{part}' is neither log nor a number of values");
        }

        try
        {
            return new NumberRange(name, Number(ends[0]), Number(ends[1]), logarithmic, ends.All(IsWhole), points);
        }
        catch (ArgumentException e)
        {
            throw new FormatException($"{name}: {Sentence.Of(e)}", e);
        }

        double Number(string end) => double.TryParse(end, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            ? value
            : throw new FormatException($"{name}: '{end}' is not a number");

        static bool IsWhole(string end) => long.TryParse(end, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
    }
}

/// <summary>A choice among values.</summary>
/// <param name="Name">The setting.</param>
/// <param name="Values">The values, one or more.</param>
public sealed record Choice(string Name, ValueList<string> Values) : Dimension(Name)
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Grid => this.Values;

    /// <inheritdoc/>
    public override string At(double place) => this.Values[(int)(place * this.Values.Count)];

    /// <inheritdoc/>
    public override string ToString() => $"{this.Name}={string.Join(';', this.Values)}";
}

/// <summary>A range of numbers, rounded to four significant digits.</summary>
public sealed record NumberRange : Dimension
{
    /// <summary>Creates a range.</summary>
    /// <param name="name">The setting.</param>
    /// <param name="low">The lowest number.</param>
    /// <param name="high">The highest number.</param>
    /// <param name="logarithmic">Whether the scale is logarithmic; the range is then above 0.</param>
    /// <param name="whole">Whether the range contains only whole numbers.</param>
    /// <param name="points">The number of values in a grid, 2 or more.</param>
    /// <exception cref="ArgumentException">The range is empty, or is logarithmic and not above 0.</exception>
    public NumberRange(string name, double low, double high, bool logarithmic = false, bool whole = false, int points = 5)
        : base(name)
    {
        if (!(low < high) || !double.IsFinite(high - low))
            throw new ArgumentException(FormattableString.Invariant($"a range from {low} to {high}, expected an ascending one"), nameof(high));
        if (logarithmic && low <= 0)
            throw new ArgumentException(FormattableString.Invariant($"a range from {low} has no logarithm, expected one above 0"), nameof(low));
        if (points < 2)
            throw new ArgumentException($"a grid of {points} values, expected 2 or more", nameof(points));
        (this.Low, this.High, this.Logarithmic, this.Whole, this.Points) = (low, high, logarithmic, whole, points);
    }

    /// <summary>The lowest number.</summary>
    public double Low { get; }

    /// <summary>The highest number.</summary>
    public double High { get; }

    /// <summary>Whether the scale is logarithmic.</summary>
    public bool Logarithmic { get; }

    /// <summary>Whether the range contains only whole numbers.</summary>
    public bool Whole { get; }

    /// <summary>The number of values in a grid.</summary>
    public int Points { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Grid
        => [.. Enumerable.Range(0, this.Points).Select(i => this.At((double)i / (this.Points - 1))).Distinct(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public override string At(double place)
    {
        double value = this.Logarithmic
            ? Elementary.Exp<Scalar<double>>(Log(this.Low) + (place * (Log(this.High) - Log(this.Low)))).Value
            : this.Low + (place * (this.High - this.Low));
        return this.Whole
            ? Math.Round(value).ToString("0", CultureInfo.InvariantCulture)
            : value.ToString("G4", CultureInfo.InvariantCulture);

        static double Log(double x) => Elementary.Log<Scalar<double>>(x).Value;
    }

    /// <inheritdoc/>
    public override string ToString()
        => FormattableString.Invariant($"{this.Name}={this.Low:R}..{this.High:R}{(this.Logarithmic ? ":log" : string.Empty)}:{this.Points}{(this.Whole ? " whole" : string.Empty)}");
}
