using Nabla.Data;
using Nabla.Descriptions;

namespace Nabla.Inspection;

/// <summary>Classes with too few rows to train or evaluate.</summary>
internal static class RareClasses
{
    private const int LeastRows = 10;
    private const double LeastShare = 0.01;

    public static IEnumerable<Finding> In(Dataset data)
    {
        var counts = new int[data.ClassNames.Count];
        foreach (int label in data.Labels)
            counts[label]++;
        for (int label = 0; label < counts.Length; label++)
        {
            double share = (double)counts[label] / data.Rows;
            if (counts[label] >= LeastRows && share * counts.Length >= LeastShare)
                continue;
            yield return new Finding(
                FindingKind.RareClass,
                Severity.Warning,
                data.ClassNames[label],
                $"class '{data.ClassNames[label]}' has {Figures.Count(counts[label])} of {Figures.Count(data.Rows)} rows, {Wording.Percent(share)}",
                counts[label] == 0
                    ? "it can never be predicted correctly; leave the class out or find rows of it"
                    : "its scores are mostly chance; find more rows, join it with another class, or give rare classes more weight (balanced class weights)");
        }
    }
}
