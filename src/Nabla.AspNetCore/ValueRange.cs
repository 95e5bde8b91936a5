using Nabla.Data;
using Nabla.Models;

namespace Nabla.AspNetCore;

/// <summary>The range of a column's values in training.</summary>
/// <param name="Least">The minimum.</param>
/// <param name="Greatest">The maximum.</param>
internal readonly record struct ValueRange(double Least, double Greatest)
{
    /// <summary>The range of a model's column; unlimited if the model file has none, or if the column holds neither numbers nor dates.</summary>
    public static ValueRange Of(Model model, int column)
    {
        ColumnRanges? ranges = model.Info.Ranges;
        bool hasRange = model.Preprocessor.Schema.Columns[column].Kind is ColumnKind.Number or ColumnKind.Date;
        return ranges is null || !hasRange ? new(double.NegativeInfinity, double.PositiveInfinity) : new(ranges.Least[column], ranges.Greatest[column]);
    }
}
