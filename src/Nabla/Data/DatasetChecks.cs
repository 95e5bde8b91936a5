using System.Globalization;
using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>The checks of a new data set, so that later code needs none.</summary>
internal static class DatasetChecks
{
    /// <summary>The smallest and largest allowed weights: within single precision, with a margin for sums over rows.</summary>
    public const double LeastWeight = 1e-30, LargestWeight = 1e30;

    private const double LargestTarget = 1e100;

    /// <summary>The weights in a table column.</summary>
    /// <exception cref="InvalidDataException">The column is not numeric, or a weight is missing or not above 0.</exception>
    public static double[] WeightsOf(TableColumn column)
    {
        if (column.Schema.Kind != ColumnKind.Number)
            throw new InvalidDataException($"column '{Excerpt.Of(column.Name)}' has values of the kind {column.Schema.Kind}: weights are numbers above 0");
        double[] weights = [.. column.Stored];
        int bad = Array.FindIndex(weights, value => !(value > 0));
        return bad < 0
            ? weights
            : throw new InvalidDataException($"row {bad}, column '{Excerpt.Of(column.Name)}': the weight {(double.IsNaN(weights[bad]) ? "is missing" : FormattableString.Invariant($"is {weights[bad]}"))}: expected a number above 0");
    }

    /// <summary>Checks features, for any task.</summary>
    public static void Features(string name, Matrix<double> features, IReadOnlyList<string> featureNames, ImageShape? image)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(features);
        (int rows, int columns) = (features.Rows, features.Columns);
        if (rows == 0 || columns == 0)
            throw new ArgumentException($"{rows} rows of {columns} features: expected at least one of each", nameof(features));
        Names(featureNames, columns, "feature", nameof(featureNames));
        Finite(features, featureNames);
        if (image is { } shape && (shape.Width < 1 || (long)shape.Width * shape.Height != columns))
            throw new ArgumentException($"{columns} features for images of {shape.Width} × {shape.Height} pixels", nameof(image));
    }

    /// <summary>Checks the labels of a classification.</summary>
    public static void Labels(int[] labels, int rows, IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Length != rows)
            throw new ArgumentException($"{labels.Length} labels for {rows} rows of features", nameof(labels));
        Names(classNames, wanted: null, "class", nameof(classNames));
        int classes = classNames.Count;
        for (int row = 0; row < labels.Length; row++)
        {
            if ((uint)labels[row] >= (uint)classes)
                throw new InvalidDataException($"row {row}: label {labels[row]} is not a class, expected 0 to {classes - 1}");
        }
    }

    /// <summary>Checks the targets of a regression.</summary>
    public static void Targets(Matrix<double> targets, int rows, IReadOnlyList<string> targetNames)
    {
        ArgumentNullException.ThrowIfNull(targets);
        if (targets.Rows != rows || targets.Columns == 0)
            throw new ArgumentException($"{targets.Rows} rows of {targets.Columns} targets for {rows} rows of features", nameof(targets));
        Names(targetNames, targets.Columns, "target", nameof(targetNames));
        Finite(targets, targetNames);
        NotTooLarge(targets, targetNames);
    }

    /// <summary>Refuses targets whose sum of squares overflows.</summary>
    public static void NotTooLarge(Matrix<double> targets, IReadOnlyList<string> names)
    {
        int bad = Array.FindIndex(targets.Data, value => Math.Abs(value) > LargestTarget);
        if (bad >= 0)
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"row {bad / targets.Columns}, column '{Excerpt.Of(names[bad % targets.Columns])}': the target {targets.Data[bad]} is too large: expected at most ±{LargestTarget}"));
    }

    /// <summary>Checks that labels are 0 or 1.</summary>
    public static void YesOrNo(Matrix<double> labels, IReadOnlyList<string> names)
    {
        int bad = Array.FindIndex(labels.Data, value => value is not (0 or 1));
        if (bad >= 0)
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"row {bad / labels.Columns}, column '{Excerpt.Of(names[bad % labels.Columns])}': the label '{labels.Data[bad]}' is not 0 or 1"));
    }

    /// <summary>Checks the weights of examples.</summary>
    public static void Weights(double[]? weights, int rows)
    {
        if (weights is null)
            return;
        if (weights.Length != rows)
            throw new ArgumentException($"{weights.Length} weights for {rows} rows of features", nameof(weights));
        int row = Array.FindIndex(weights, weight => weight is not (> 0 and < double.PositiveInfinity));
        if (row >= 0)
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"row {row}: weight {weights[row]}, expected a finite number above 0"));
        row = Array.FindIndex(weights, weight => weight is < LeastWeight or > LargestWeight);
        if (row >= 0)
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"row {row}: weight {weights[row]}, expected a number from {LeastWeight} to {LargestWeight}"));
    }

    /// <summary>Checks the number of names, or that there is at least one, and that all are different.</summary>
    public static void Names(IReadOnlyList<string> names, int? wanted, string what, string parameter)
    {
        ArgumentNullException.ThrowIfNull(names, parameter);
        if (names.Count == 0 || names.Count != (wanted ?? names.Count))
            throw new ArgumentException($"{names.Count} {what} names, expected {(wanted is null ? "at least 1" : wanted)}", parameter);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in names)
        {
            if (name is null)
                throw new ArgumentException($"a {what} name that is null", parameter);
            if (!seen.Add(name))
                throw new ArgumentException($"two {what} names are '{name}'", parameter);
        }
    }

    private static void Finite(Matrix<double> values, IReadOnlyList<string> names)
    {
        double[] data = values.Data;
        for (int i = 0; i < data.Length; i++)
        {
            if (!double.IsFinite(data[i]))
            {
                (int row, int column) = Math.DivRem(i, values.Columns);
                throw new InvalidDataException(string.Create(
                    CultureInfo.InvariantCulture, $"row {row}, column '{names[column]}': {data[i]} is not a finite number"));
            }
        }
    }
}
