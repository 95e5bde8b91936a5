using CsvHelper;
using Nabla.Data;

namespace Nabla.Csv;

/// <summary>Turns the fields of one column into doubles.</summary>
internal sealed class FieldParser(ColumnEncoder encoder)
{
    private readonly FieldText text = new();

    // Of numbers in a notation of their own each is a text first: 1.234 may be a thousand.
    private readonly bool isPlainNumber = encoder.Kind == ColumnKind.Number && encoder.Schema.Notation is null;

    /// <summary>The column as it is so far: levels may yet be added.</summary>
    public ColumnSchema Schema => encoder.Schema;

    /// <summary>Reads a field.</summary>
    /// <returns>The problem; null if there is none.</returns>
    public FieldProblem? Parse(CsvReader fields, int field, out double value)
    {
        value = double.NaN;
        bool number = this.isPlainNumber && fields.TryParse(field, out value);
        if (number && double.IsFinite(value))
            return encoder.EncodeNumber(value, [], out value);
        double? given = number ? value : null;
        value = double.NaN;
        if (!this.text.TryDecode(fields, field, out ReadOnlySpan<char> shown))
            return FieldProblem.NotUtf8;
        return number ? encoder.EncodeNumber(given, shown, out value) : encoder.Encode(shown, out value);
    }
}
