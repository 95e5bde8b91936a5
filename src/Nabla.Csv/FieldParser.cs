using System.Globalization;
using CsvHelper;
using Nabla.Data;

namespace Nabla.Csv;

/// <summary>Turns the fields of one column into doubles.</summary>
internal abstract class FieldParser
{
    private protected FieldParser()
    {
    }

    /// <summary>The column as it is so far: levels may yet be added.</summary>
    public abstract ColumnSchema Schema { get; }

    /// <summary>Reads a field.</summary>
    /// <returns>What is wrong with it, to stand after its text; null if nothing is.</returns>
    public abstract string? Parse(CsvReader fields, int field, out double value);
}

/// <summary>Numbers.</summary>
/// <param name="name">The column's name.</param>
/// <param name="missing">The texts of missing values.</param>
/// <param name="advice">What a text that is no number may mean.</param>
internal sealed class NumberParser(string name, MissingTexts missing, string advice) : FieldParser
{
    private readonly FieldText text = new();

    public override ColumnSchema Schema { get; } = ColumnSchema.Number(name);

    public override string? Parse(CsvReader fields, int field, out double value)
    {
        bool number = fields.TryParse(field, out value);
        if (number && double.IsFinite(value))
        {
            if (missing.HasNumbers && missing.Contains(value))
                value = double.NaN;
            return null;
        }

        if (!this.text.TryDecode(fields, field, out ReadOnlySpan<char> shown) || !missing.Contains(shown))
            return number ? "is not a finite number" : "is not a number" + advice;
        value = double.NaN;
        return null;
    }
}

/// <summary>Texts, dates and booleans by a schema that is known.</summary>
/// <param name="schema">The column.</param>
/// <param name="missing">The texts of missing values.</param>
/// <param name="dateFormats">The formats of dates; null for the usual ones.</param>
/// <param name="knownOnly">Whether a text that is none of the levels is refused.</param>
internal sealed class KnownParser(ColumnSchema schema, MissingTexts missing, string[]? dateFormats, bool knownOnly = false) : FieldParser
{
    private readonly FieldText text = new();

    public override ColumnSchema Schema => schema;

    public override string? Parse(CsvReader fields, int field, out double value)
    {
        value = double.NaN;
        if (!this.text.TryDecode(fields, field, out ReadOnlySpan<char> shown))
            return "is not UTF-8: say which encoding the file has";
        if (missing.Contains(shown))
            return null;
        bool encoded = schema.Kind == ColumnKind.Date && dateFormats is not null
            ? DateValue.TryParse(shown, out value, dateFormats)
            : schema.TryEncode(shown, out value);
        if (knownOnly && value == -1)
            return $"is none of {Excerpt.Of(schema.Levels)}";
        return encoded ? null : $"is not {schema.Wanted}";
    }
}

/// <summary>Texts whose levels are found while reading.</summary>
/// <param name="name">The column's name.</param>
/// <param name="missing">The texts of missing values.</param>
internal sealed class LevelParser(string name, MissingTexts missing) : FieldParser
{
    /// <summary>The most levels that are kept; the model file keeps no more either.</summary>
    public const int MostLevels = 10_000;

    private readonly FieldText text = new();
    private readonly LevelIndex levels = new();

    public override ColumnSchema Schema => ColumnSchema.Category(name, [.. this.levels.Levels]);

    public override string? Parse(CsvReader fields, int field, out double value)
    {
        value = double.NaN;
        if (!this.text.TryDecode(fields, field, out ReadOnlySpan<char> shown))
            return "is not UTF-8: say which encoding the file has";
        if (missing.Contains(shown))
            return null;
        int code = this.levels.Find(shown);
        if (code < 0 && this.levels.Count == MostLevels)
            return string.Create(CultureInfo.InvariantCulture, $"is one text more than the {MostLevels} that a category may have: ignore the column, or hash it");
        value = code < 0 ? this.levels.Add(shown) : code;
        return null;
    }
}
