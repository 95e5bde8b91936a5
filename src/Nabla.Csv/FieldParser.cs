using CsvHelper;
using Nabla.Data;

namespace Nabla.Csv;

/// <summary>Turns the fields of one column into doubles.</summary>
internal sealed class FieldParser(ColumnEncoder encoder)
{
    private readonly FieldText text = new();
    private readonly bool isNumber = encoder.Kind == ColumnKind.Number;

    /// <summary>The column as it is so far: levels may yet be added.</summary>
    public ColumnSchema Schema => encoder.Schema;

    /// <summary>Reads a field.</summary>
    /// <returns>What is wrong with it, to stand after its text; null if nothing is.</returns>
    public string? Parse(CsvReader fields, int field, out double value)
    {
        if (this.isNumber)
            return this.ParseNumber(fields, field, out value);
        if (this.text.TryDecode(fields, field, out ReadOnlySpan<char> shown))
            return encoder.Encode(shown, out value);
        value = double.NaN;
        return "is not UTF-8: say which encoding the file has";
    }

    private string? ParseNumber(CsvReader fields, int field, out double value)
    {
        // Only what is no finite number is looked at as a text.
        bool number = fields.TryParse(field, out value);
        if (number && double.IsFinite(value))
            return encoder.EncodeNumber(value, [], out value);
        const string Unreadable = "\uFFFD";
        return encoder.EncodeNumber(number ? value : null, this.text.TryDecode(fields, field, out ReadOnlySpan<char> shown) ? shown : Unreadable, out value);
    }
}
