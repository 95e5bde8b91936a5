using System.Globalization;
using Nabla.Data;

namespace Nabla.Csv;

/// <summary>Parses the fields of one column as doubles.</summary>
internal sealed class FieldParser(ColumnEncoder encoder)
{
    private static readonly NumberFormatInfo Format = CsvRecords.Numbers(decimalComma: false);

    private readonly FieldText text = new();

    // Numbers in another notation are read as texts first: 1.234 may be a thousand.
    private readonly bool isPlainNumber = encoder.Kind == ColumnKind.Number && encoder.Schema.Notation is null;

    /// <summary>The schema of the column so far: levels may still be added.</summary>
    public ColumnSchema Schema => encoder.Schema;

    /// <summary>Whether the levels are collected while reading.</summary>
    public bool FindsLevels => encoder.FindsLevels;

    /// <summary>A separate parser for another thread, which numbers levels independently.</summary>
    public FieldParser Apart() => new(encoder.Apart());

    /// <summary>The text of a collected level; null for a missing value.</summary>
    public string? LevelOf(double value) => encoder.LevelOf(value);

    /// <summary>The code of a level's text.</summary>
    /// <returns>The problem; null if there is none.</returns>
    public FieldProblem? Number(string level, out double value) => encoder.Encode(level, out value);

    /// <summary>Reads a field.</summary>
    /// <returns>The problem; null if there is none.</returns>
    public FieldProblem? Parse(ReadOnlySpan<byte> field, out double value)
    {
        value = double.NaN;
        bool number = this.isPlainNumber && (Decimals.TryRead(field, out value) || double.TryParse(field, Format, out value));
        if (number && double.IsFinite(value))
            return encoder.HasMissingNumbers ? encoder.EncodeNumber(value, [], out value) : null;
        double? given = number ? value : null;
        value = double.NaN;
        if (!this.text.TryDecode(field, out ReadOnlySpan<char> shown))
            return FieldProblem.NotUtf8;
        return number ? encoder.EncodeNumber(given, shown, out value) : encoder.Encode(shown, out value);
    }
}
