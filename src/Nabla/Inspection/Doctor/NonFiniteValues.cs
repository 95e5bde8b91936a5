using Nabla.Data;
using Nabla.Descriptions;

namespace Nabla.Inspection;

/// <summary>Infinite values, and NaN where missing values are not allowed.</summary>
internal static class NonFiniteValues
{
    public static IEnumerable<Finding> In(Dataset data)
    {
        bool gaps = data.Schema is not null;
        double[] values = data.Features.Data;
        int[] places = [.. Enumerable.Range(0, values.Length).Where(i => gaps ? double.IsInfinity(values[i]) : !double.IsFinite(values[i]))];
        if (places.Length == 0)
            yield break;
        (int row, int column) = Math.DivRem(places[0], data.Features.Columns);
        string name = data.FeatureNames[column];
        yield return new Finding(
            FindingKind.NonFiniteValues,
            Severity.Critical,
            name,
            $"{Figures.Count(places.Length)} of {Figures.Count(values.Length)} values are not finite numbers, the first in row {row}, feature '{name}'",
            "nothing can be learned from them; correct them or leave out their rows");
    }
}
