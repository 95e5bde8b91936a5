using System.Globalization;
using Nabla.Data;
using Nabla.Descriptions;

namespace Nabla.Inspection;

/// <summary>Features that are the same in all rows. The border of images is not a finding.</summary>
internal static class ConstantFeatures
{
    public static IEnumerable<Finding> In(Dataset data)
    {
        if (data.Rows < 2 || data.Image is not null)
            yield break;
        int[] constant = [.. Enumerable.Range(0, data.Features.Columns).Where(column => IsConstant(data, column))];
        if (constant.Length == 0)
            yield break;
        string[] names = [.. constant.Select(column => data.FeatureNames[column])];
        yield return new Finding(
            FindingKind.ConstantFeature,
            Severity.Note,
            names[0],
            names.Length == 1
                ? $"feature '{names[0]}' is {Value(data, constant[0])} in all {Figures.Count(data.Rows)} rows"
                : $"{names.Length} of {data.FeatureNames.Count} features are the same in all {Figures.Count(data.Rows)} rows, {Wording.List(names)}",
            "nothing can be learned from a constant; leave it out");
    }

    /// <summary>Whether a column has a single value; a missing value counts like any other.</summary>
    public static bool IsConstant(Dataset data, int column)
    {
        double first = data.Features[0, column];
        for (int row = 1; row < data.Rows; row++)
        {
            if (!data.Features[row, column].Equals(first))
                return false;
        }

        return true;
    }

    private static string Value(Dataset data, int column)
    {
        double value = data.Features[0, column];
        return data.Schema is { } schema
            ? schema.Columns[column].TextOf(value) is { } text ? $"'{text}'" : "missing"
            : value.ToString("G6", CultureInfo.InvariantCulture);
    }
}
