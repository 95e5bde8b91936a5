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
    /// <returns>What is wrong with it; null if nothing is.</returns>
    public abstract FieldProblem? Parse(CsvReader fields, int field, out double value);
}

/// <summary>Numbers.</summary>
/// <param name="schema">The column.</param>
/// <param name="missing">The texts of missing values.</param>
/// <param name="advice">What a text that is no number may mean.</param>
internal sealed class NumberParser(ColumnSchema schema, MissingTexts missing, string advice = "") : FieldParser
{
    private readonly FieldText text = new();
    private readonly bool plain = schema.Notation is null;

    public override ColumnSchema Schema => schema;

    public override FieldProblem? Parse(CsvReader fields, int field, out double value)
    {
        bool isNumber = fields.TryParse(field, out value) && this.plain;
        if (isNumber && double.IsFinite(value))
        {
            if (missing.HasNumbers && missing.Contains(value))
                value = double.NaN;
            return null;
        }

        if (!this.text.TryDecode(fields, field, out ReadOnlySpan<char> shown))
            return FieldProblem.NotUtf8;
        if (missing.Contains(shown) || (schema.TryEncode(shown, out value) && missing.HasNumbers && missing.Contains(value)))
            value = double.NaN;
        else if (double.IsNaN(value) || isNumber)
            return isNumber ? new FieldProblem("is not a finite number", CsvRemedy.Missing) : this.Wrong(shown);
        return null;
    }

    private FieldProblem Wrong(ReadOnlySpan<char> text)
    {
        bool comma = NumberNotation.Of(["decimal comma"]).TryParse(text, out _) && this.plain;
        return comma
            ? new FieldProblem("is not a number: its decimals stand behind a comma", CsvRemedy.DecimalComma)
            : new FieldProblem($"is not {schema.Wanted}{advice}", CsvRemedy.Missing);
    }
}

/// <summary>Texts, dates and booleans by a schema that is known.</summary>
/// <param name="schema">The column.</param>
/// <param name="missing">The texts of missing values.</param>
/// <param name="dateFormats">The formats of dates that somebody named; null for those of the schema.</param>
/// <param name="knownOnly">Whether a text that is none of the levels is refused.</param>
internal sealed class KnownParser(ColumnSchema schema, MissingTexts missing, string[]? dateFormats, bool knownOnly = false) : FieldParser
{
    private readonly FieldText text = new();

    public override ColumnSchema Schema => schema;

    public override FieldProblem? Parse(CsvReader fields, int field, out double value)
    {
        value = double.NaN;
        if (!this.text.TryDecode(fields, field, out ReadOnlySpan<char> shown))
            return FieldProblem.NotUtf8;
        if (missing.Contains(shown))
            return null;
        bool encoded = schema.Kind == ColumnKind.Date && dateFormats is not null
            ? DateValue.TryParse(shown, out value, dateFormats)
            : schema.TryEncode(shown, out value);
        if (knownOnly && value == -1)
            return new FieldProblem($"is none of {Excerpt.Of(schema.Levels)}", CsvRemedy.SkipRows);
        return encoded ? null : new FieldProblem($"is not {schema.Wanted}", schema.Kind == ColumnKind.Boolean ? CsvRemedy.Categorical : CsvRemedy.Missing);
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

    public override FieldProblem? Parse(CsvReader fields, int field, out double value)
    {
        value = double.NaN;
        if (!this.text.TryDecode(fields, field, out ReadOnlySpan<char> shown))
            return FieldProblem.NotUtf8;
        if (missing.Contains(shown))
            return null;
        int code = this.levels.Find(shown);
        if (code < 0 && this.levels.Count == MostLevels)
            return new FieldProblem(string.Create(CultureInfo.InvariantCulture, $"is one text more than the {MostLevels} that a category may have: ignore the column, or hash it"), CsvRemedy.Ignore);
        value = code < 0 ? this.levels.Add(shown) : code;
        return null;
    }
}
