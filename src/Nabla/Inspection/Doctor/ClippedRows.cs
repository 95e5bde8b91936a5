using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Models;

namespace Nabla.Inspection;

/// <summary>New rows so far outside the training range that they are clipped.</summary>
internal static class ClippedRows
{
    public static IEnumerable<Finding> In(Model model, Dataset fresh)
    {
        var counts = new long[fresh.Features.Columns];
        model.Preprocessor.CountClipped(fresh.Features, counts);
        for (int column = 0; column < counts.Length; column++)
        {
            if (counts[column] > 0 && fresh.Image is null)
            {
                string name = fresh.FeatureNames[column];
                yield return new Finding(
                    FindingKind.Clipped,
                    Severity.Warning,
                    name,
                    $"feature '{name}' is far outside its training range in {Figures.Count((int)counts[column])} of {Figures.Count(fresh.Rows, "new row")}; there its value is clipped to the end of that range",
                    "look at these values: they may be mistakes, or the model may be too old for them");
            }
        }
    }
}
