using Nabla.Data;
using Nabla.Descriptions;

namespace Nabla.Inspection;

/// <summary>Features with the same information as an earlier one: a linear function of it, or its levels renamed.</summary>
internal static class DuplicatedFeatures
{
    private const double Rounding = 1e-9;

    public static IEnumerable<Finding> In(Dataset data)
    {
        // Two rows always lie on a straight line.
        if (data.Rows < 3 || data.Image is not null)
            yield break;
        int[] columns = [.. Enumerable.Range(0, data.Features.Columns).Where(column => !ConstantFeatures.IsConstant(data, column))];
        var repeated = new List<(string Feature, string Of)>();
        for (int i = 0; i < columns.Length; i++)
        {
            int of = Array.FindIndex(columns, 0, i, earlier => Same(data, earlier, columns[i]));
            if (of >= 0)
                repeated.Add((data.FeatureNames[columns[i]], data.FeatureNames[columns[of]]));
        }

        if (repeated.Count == 0)
            yield break;
        (string feature, string original) = repeated[0];
        yield return new Finding(
            FindingKind.DuplicatedFeature,
            Severity.Note,
            feature,
            repeated.Count == 1
                ? $"feature '{feature}' carries the same information as '{original}' in all {Figures.Count(data.Rows)} rows"
                : $"{repeated.Count} of {data.FeatureNames.Count} features carry the same information as an earlier one in all {Figures.Count(data.Rows)} rows, as '{feature}' and '{original}' do",
            "leave one out; importance is shared between the two, and each looks unimportant");
    }

    private static bool Same(Dataset data, int a, int b)
    {
        ColumnKind kind = KindOf(data, a);
        if (kind != KindOf(data, b))
            return false;
        return kind == ColumnKind.Category ? SameLevels(data, a, b) : OnALine(data, a, b);
    }

    private static ColumnKind KindOf(Dataset data, int column) => data.Schema?.Columns[column].Kind ?? ColumnKind.Number;

    /// <summary>Whether the levels of two columns correspond one to one.</summary>
    private static bool SameLevels(Dataset data, int a, int b)
    {
        Dictionary<double, double> there = [], back = [];
        for (int row = 0; row < data.Rows; row++)
        {
            (double x, double y) = (data.Features[row, a], data.Features[row, b]);
            if (!Known(there, x, y) || !Known(back, y, x))
                return false;
        }

        return true;

        static bool Known(Dictionary<double, double> map, double from, double to)
            => map.TryGetValue(from, out double known) ? known.Equals(to) : map.TryAdd(from, to);
    }

    /// <summary>
    /// Whether (x − x₀)(y₁ − y₀) = (y − y₀)(x₁ − x₀) for all rows, with 1 as the first row whose x differs from that of row 0, and missing values in
    /// the same rows.
    /// </summary>
    private static bool OnALine(Dataset data, int a, int b)
    {
        (int first, int second) = (-1, -1);
        for (int row = 0; row < data.Rows; row++)
        {
            (double x, double y) = (data.Features[row, a], data.Features[row, b]);
            if (double.IsNaN(x) != double.IsNaN(y))
                return false;
            if (double.IsNaN(x))
                continue;
            if (first < 0)
            {
                first = row;
                continue;
            }

            (double dx, double dy) = (x - data.Features[first, a], y - data.Features[first, b]);
            if ((dx == 0) != (dy == 0))
                return false;
            if (second < 0)
            {
                second = dx == 0 ? -1 : row;
                continue;
            }

            double left = dx * (data.Features[second, b] - data.Features[first, b]);
            double right = dy * (data.Features[second, a] - data.Features[first, a]);
            if (Math.Abs(left - right) > Rounding * Math.Max(Math.Abs(left), Math.Abs(right)))
                return false;
        }

        return second >= 0;
    }
}
