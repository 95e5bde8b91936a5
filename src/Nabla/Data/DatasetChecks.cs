using System.Globalization;
using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>What is checked when a data set is made, so that nothing needs to be checked later.</summary>
internal static class DatasetChecks
{
    /// <summary>Refuses names of another number than wanted, none at all, and a name that stands twice.</summary>
    public static void Names(IReadOnlyList<string> names, int wanted, string what, string parameter)
    {
        if (names.Count != wanted || names.Count == 0)
            throw new ArgumentException($"{names.Count} {what} names, wanted {Math.Max(1, wanted)}", parameter);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string name in names)
        {
            if (!seen.Add(name))
                throw new ArgumentException($"two {what} names are '{name}'", parameter);
        }
    }

    /// <summary>Refuses NaN and infinities.</summary>
    public static void Finite(Matrix<double> values, IReadOnlyList<string> names)
    {
        for (int i = 0; i < values.Data.Length; i++)
        {
            if (!double.IsFinite(values.Data[i]))
            {
                (int row, int column) = Math.DivRem(i, values.Columns);
                throw new InvalidDataException(string.Create(
                    CultureInfo.InvariantCulture, $"row {row}, column '{names[column]}': {values.Data[i]} is not a finite number"));
            }
        }
    }

    /// <summary>Refuses labels outside 0 … classes − 1.</summary>
    public static void Labels(ReadOnlySpan<int> labels, int classes)
    {
        for (int row = 0; row < labels.Length; row++)
        {
            if ((uint)labels[row] >= (uint)classes)
                throw new InvalidDataException($"row {row}: label {labels[row]} is none of the {classes} classes, wanted 0 to {classes - 1}");
        }
    }
}
