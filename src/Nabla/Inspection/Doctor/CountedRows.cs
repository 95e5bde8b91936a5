using Nabla.Data;
using Nabla.Descriptions;

namespace Nabla.Inspection;

/// <summary>Features that only number or identify rows.</summary>
internal static class CountedRows
{
    public static IEnumerable<Finding> In(Dataset data)
    {
        for (int column = 0; column < data.Features.Columns; column++)
        {
            string name = data.FeatureNames[column];
            if (data.Image is not null || (data.Schema is { } schema && schema.Columns[column].Kind != ColumnKind.Number))
                continue;
            double[] values = [.. Enumerable.Range(0, data.Rows).Select(row => data.Features[row, column])];
            if (RowCounters.IsOne(name, values))
            {
                yield return new Finding(
                    FindingKind.RowCounter,
                    Severity.Warning,
                    name,
                    $"feature '{name}' is a different whole number in each of {Figures.Count(data.Rows)} rows, as a row number or an identifier is",
                    "leave it out: it says nothing about new rows");
            }
        }
    }
}
