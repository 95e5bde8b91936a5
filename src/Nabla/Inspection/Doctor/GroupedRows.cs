using Nabla.Data;
using Nabla.Descriptions;

namespace Nabla.Inspection;

/// <summary>
/// Columns whose values seem to identify groups of rows, such as a patient or a household: a random split puts rows of a group into several parts, so
/// the score is too optimistic.
/// </summary>
internal static class GroupedRows
{
    private const int LeastGroups = 10;
    private const double LeastRows = 1.5, MostRows = 50;

    private static readonly string[] Words =
        ["patient", "subject", "person", "participant", "household", "family", "user", "customer", "client", "member", "session", "student", "device", "group"];

    public static IEnumerable<Finding> In(Dataset data)
    {
        if (data.Groups is not null || data.Image is not null)
            yield break;
        for (int column = 0; column < data.Features.Columns; column++)
        {
            string name = data.FeatureNames[column];
            ColumnKind kind = data.Schema?.Columns[column].Kind ?? ColumnKind.Number;
            if (!Names(name) || kind is not (ColumnKind.Number or ColumnKind.Category))
                continue;
            double[] values = data.PresentValues(column);
            int groups = values.Distinct().Count();
            double rows = values.Length / (double)Math.Max(1, groups);
            if (groups >= LeastGroups && rows is >= LeastRows and <= MostRows && Array.TrueForAll(values, double.IsInteger))
            {
                yield return new Finding(
                    FindingKind.GroupedRows,
                    Severity.Warning,
                    name,
                    $"column '{name}' has {Figures.Count(groups)} values, each in {Wording.Number(rows)} rows on average, as an identifier of persons or households does; a random split puts rows of one value into several parts, and scores look better than they are",
                    "keep the rows of each in one part: --group, or Dataset.WithGroups");
            }
        }
    }

    private static bool Names(string name)
        => RowCounters.NamesSomething(name) || Array.Exists(Words, word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
}
