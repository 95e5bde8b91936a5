using System.Globalization;
using Nabla.Data;

namespace Nabla.Csv;

/// <summary>Turns the fields of one column into doubles.</summary>
internal sealed class FieldParser(ColumnEncoder encoder)
{
    private static readonly NumberFormatInfo Format = CsvRecords.Numbers(decimalComma: false);

    private readonly FieldText text = new();

    // Of numbers in a notation of their own each is a text first: 1.234 may be a thousand.
    private readonly bool isPlainNumber = encoder.Kind == ColumnKind.Number && encoder.Schema.Notation is null;

    /// <summary>The column as it is so far: levels may yet be added.</summary>
    public ColumnSchema Schema => encoder.Schema;

    /// <summary>Whether the levels are found while reading.</summary>
    public bool FindsLevels => encoder.FindsLevels;

    /// <summary>One for another thread, which numbers levels by itself.</summary>
    public FieldParser Apart() => new(encoder.Apart());

    /// <summary>The text of a level that was found; null for a missing value.</summary>
    public string? LevelOf(double value) => encoder.LevelOf(value);

    /// <summary>The number of the text of a level.</summary>
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
