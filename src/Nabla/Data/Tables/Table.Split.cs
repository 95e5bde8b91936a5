namespace Nabla.Data;

/// <content>Parts of a table.</content>
public sealed partial class Table
{
    /// <summary>Splits the rows randomly into a training and a test part, with the same rows as <see cref="Data.Split"/> for a data set.</summary>
    /// <param name="testFraction">The test part's fraction of all rows, in (0, 1).</param>
    /// <param name="seed">The seed; the same seed gives the same rows.</param>
    /// <param name="stratify">A column whose values have the same proportions in each part, such as the classes; null, the default, for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is outside (0, 1).</exception>
    /// <exception cref="InvalidDataException">There are fewer than two rows, or the column is missing.</exception>
    public (Table Train, Table Test) Split(double testFraction, ulong seed = 0, string? stratify = null)
    {
        if (testFraction == 0)
            throw new ArgumentOutOfRangeException(nameof(testFraction), "a test part of 0 of the rows: expected a fraction in (0, 1)");
        (Table train, _, Table? test) = this.Split(0, testFraction, seed, stratify);
        return (train, test!);
    }

    /// <summary>Splits the rows randomly into training, validation and test parts.</summary>
    /// <param name="validationFraction">The validation part's fraction of all rows, in [0, 1); 0 for none.</param>
    /// <param name="testFraction">The test part's fraction of all rows, in [0, 1); 0 for none.</param>
    /// <param name="seed">The seed; the same seed gives the same rows.</param>
    /// <param name="stratify">A column whose values have the same proportions in each part, such as the classes; null, the default, for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A fraction or their sum is outside [0, 1).</exception>
    /// <exception cref="InvalidDataException">There are fewer rows than parts, or the column is missing.</exception>
    public (Table Train, Table? Validation, Table? Test) Split(double validationFraction, double testFraction, ulong seed, string? stratify = null)
    {
        RowSplit split = stratify is null
            ? Data.Split.Rows(this.Rows, validationFraction, testFraction, seed)
            : Data.Split.StratifiedRows(Groups(this[stratify]), validationFraction, testFraction, seed);
        return (this.SelectRows(split.Train), Part(split.Validation), Part(split.Test));

        Table? Part(int[] rows) => rows.Length == 0 ? null : this.SelectRows(rows);
    }

    // The values in the order of classes, numbered as in data sets, so that the parts are the same.
    private static int[] Groups(TableColumn column)
    {
        ReadOnlySpan<double> values = column.Values;
        double[] distinct = [.. values.ToArray().Distinct()];
        double[] ordered = column.Schema.Kind == ColumnKind.Category
            ? [.. distinct.OrderBy(value => column.Schema.TextOf(value) ?? string.Empty, StringComparer.Ordinal)]
            : [.. distinct.Order()];
        Dictionary<double, int> numbers = ordered.Select((value, i) => (value, i)).ToDictionary(one => one.value, one => one.i);
        var groups = new int[values.Length];
        for (int row = 0; row < groups.Length; row++)
            groups[row] = numbers[values[row]];
        return groups;
    }
}
