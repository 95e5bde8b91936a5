using Nabla.Data;
using Nabla.Models;

namespace Nabla.AspNetCore;

/// <summary>The values of a column that training saw.</summary>
/// <param name="Least">The least.</param>
/// <param name="Greatest">The greatest.</param>
internal readonly record struct ValueRange(double Least, double Greatest)
{
    /// <summary>Of a model's column; all values where the file does not know, and for what is not a number or date.</summary>
    public static ValueRange Of(Model model, int column)
    {
        ColumnRanges? ranges = model.Info.Ranges;
        bool hasRange = model.Preprocessor.Schema.Columns[column].Kind is ColumnKind.Number or ColumnKind.Date;
        return ranges is null || !hasRange ? new(double.NegativeInfinity, double.PositiveInfinity) : new(ranges.Least[column], ranges.Greatest[column]);
    }
}
