using Nabla.Data;
using Nabla.Descriptions;

namespace Nabla.Inspection;

/// <summary>Columns with missing values.</summary>
internal static class MissingValues
{
    private const double Most = 0.5;

    public static IEnumerable<Finding> In(Dataset data)
    {
        if (data.Schema is null)
            yield break;
        var gaps = new List<(string Name, double Share)>();
        for (int column = 0; column < data.Features.Columns; column++)
        {
            int missing = 0;
            for (int row = 0; row < data.Rows; row++)
                missing += double.IsNaN(data.Features[row, column]) ? 1 : 0;
            if (missing > 0)
                gaps.Add((data.FeatureNames[column], (double)missing / data.Rows));
        }

        if (gaps.Count == 0)
            yield break;
        gaps.Sort((a, b) => b.Share.CompareTo(a.Share));
        (string name, double share) = gaps[0];
        string others = gaps.Count == 1 ? string.Empty : $", and {gaps.Count - 1} more of {data.FeatureNames.Count} features {(gaps.Count == 2 ? "has" : "have")} missing values";
        yield return new Finding(
            FindingKind.MissingValues,
            share > Most ? Severity.Warning : Severity.Note,
            name,
            $"feature '{name}' is missing in {Wording.Percent(share)} of {Figures.Count(data.Rows)} rows{others}",
            share > Most
                ? "little can be learned from so few values; leave it out, or find out why they are missing"
                : "missing values are replaced, and an extra feature marks them; values in new data must be missing for the same reason");
    }
}
