using System.Globalization;
using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>Splits rows randomly into training, validation and test parts.</summary>
/// <remarks>
/// A part of fraction f has f · rows rows, rounded to the nearest integer (halves up), but at least one if f &gt; 0; at least one row remains for
/// training. All fractions are of all rows, including that of the validation part.
/// </remarks>
public static class Split
{
    /// <summary>The default fraction of the test part.</summary>
    public const double UsualTestFraction = 0.25;

    /// <summary>Splits into a training and a test part.</summary>
    /// <param name="dataset">The rows to split.</param>
    /// <param name="testFraction">The test part's fraction of all rows, in [0, 1); 0 for no test part.</param>
    /// <param name="seed">The seed; the same seed gives the same rows.</param>
    /// <param name="stratify">Whether each part has the classes in proportion; ignored for a regression.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is outside [0, 1).</exception>
    /// <exception cref="InvalidDataException">There are fewer rows than parts.</exception>
    public static DataParts TrainTest(Dataset dataset, double testFraction, ulong seed, bool stratify = true)
        => TrainValidationTest(dataset, 0, testFraction, seed, stratify);

    /// <summary>Splits into a training, a validation and a test part.</summary>
    /// <param name="dataset">The rows to split.</param>
    /// <param name="validationFraction">The validation part's fraction of all rows, in [0, 1); 0 for none.</param>
    /// <param name="testFraction">The test part's fraction of all rows, in [0, 1); 0 for none.</param>
    /// <param name="seed">The seed; the same seed gives the same rows.</param>
    /// <param name="stratify">Whether each part has the classes in proportion; ignored for a regression.</param>
    /// <exception cref="ArgumentOutOfRangeException">A fraction or their sum is outside [0, 1).</exception>
    /// <exception cref="InvalidDataException">There are fewer rows than parts.</exception>
    public static DataParts TrainValidationTest(
        Dataset dataset, double validationFraction, double testFraction, ulong seed, bool stratify = true)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        RowSplit split = dataset.Times is { } times ? LatestRows(times, validationFraction, testFraction)
            : dataset.Groups is { } groups ? GroupedRows(groups, validationFraction, testFraction, seed)
            : stratify && dataset.Task == LearningTask.Classification
            ? StratifiedRows(dataset.Labels, validationFraction, testFraction, seed)
            : Rows(dataset.Rows, validationFraction, testFraction, seed);
        return split.Apply(dataset) with { Split = new SplitSettings(validationFraction, testFraction, seed, stratify, dataset.Rows) };
    }

    /// <summary>Splits data like <c>nabla train</c>: existing parts are kept unless a size is given.</summary>
    /// <param name="data">The rows to split, and their existing parts, if any.</param>
    /// <param name="validationFraction">The validation part's fraction of all rows, in [0, 1); 0 for none; null for the existing validation part, or
    /// none.</param>
    /// <param name="testFraction">The test part's fraction of all rows, in [0, 1); 0 for none; null for the existing test part, or
    /// <see cref="UsualTestFraction"/>.</param>
    /// <param name="seed">The seed; the same seed gives the same rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">A fraction or their sum is outside [0, 1).</exception>
    /// <exception cref="InvalidDataException">There are fewer rows than parts.</exception>
    public static DataParts Parts(DataParts data, double? validationFraction, double? testFraction, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(data);
        double test = testFraction ?? (data.Test is null ? UsualTestFraction : 0);
        DataParts parts = TrainValidationTest(data.Train, validationFraction ?? 0, test, seed);
        return parts with
        {
            Validation = validationFraction is null ? data.Validation : parts.Validation,
            Test = testFraction is null && data.Test is not null ? data.Test : parts.Test,
        };
    }

    /// <summary>Splits the rows 0 … rows − 1 uniformly at random.</summary>
    /// <inheritdoc cref="TrainValidationTest"/>
    public static RowSplit Rows(int rows, double validationFraction, double testFraction, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        return StratifiedRows(new int[rows], validationFraction, testFraction, seed);
    }

    /// <summary>
    /// Splits rows so that each part has the classes in proportion: a class of c rows gives a part of p of n rows c · p / n rows, rounded down or up,
    /// the largest remainders up (Hamilton's method). If the sizes allow it, a class with at least two rows has one in training and one in test; a
    /// single row is used for training.
    /// </summary>
    /// <param name="labels">The class of each row, from 0.</param>
    /// <param name="validationFraction">The validation part's fraction of all rows, in [0, 1); 0 for none.</param>
    /// <param name="testFraction">The test part's fraction of all rows, in [0, 1); 0 for none.</param>
    /// <param name="seed">The seed; the same seed gives the same rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">A fraction or their sum is outside [0, 1).</exception>
    /// <exception cref="InvalidDataException">There are fewer rows than parts.</exception>
    public static RowSplit StratifiedRows(ReadOnlySpan<int> labels, double validationFraction, double testFraction, ulong seed)
    {
        (int validation, int test) = Sizes(labels.Length, validationFraction, testFraction);
        int[][] classes = RowsByClass(labels);
        int[] counts = [.. classes.Select(rows => rows.Length)];
        int[] tests = ProportionalShares.Of(test, counts, laterParts: validation > 0 ? 2 : 1);
        int[] remaining = [.. counts.Zip(tests, (count, taken) => count - taken)];
        int[] validations = ProportionalShares.Of(validation, remaining, laterParts: 1);

        List<int> trainRows = [], validationRows = [], testRows = [];
        for (int label = 0; label < classes.Length; label++)
        {
            Span<int> rows = classes[label];
            new CounterRandom(seed, RandomPurpose.Split, (uint)label).Shuffle(rows);
            testRows.AddRange(rows[..tests[label]]);
            validationRows.AddRange(rows.Slice(tests[label], validations[label]));
            trainRows.AddRange(rows[(tests[label] + validations[label])..]);
        }

        return new RowSplit(Ascending(trainRows), Ascending(validationRows), Ascending(testRows));
    }

    /// <summary>
    /// Splits rows so that each group is in one part: groups are added randomly until a part has its number of rows or slightly more.
    /// </summary>
    /// <param name="groups">The group of each row.</param>
    /// <param name="validationFraction">The validation part's fraction of all rows, in [0, 1); 0 for none.</param>
    /// <param name="testFraction">The test part's fraction of all rows, in [0, 1); 0 for none.</param>
    /// <param name="seed">The seed; the same seed gives the same groups.</param>
    /// <exception cref="ArgumentOutOfRangeException">A fraction or their sum is outside [0, 1).</exception>
    /// <exception cref="InvalidDataException">There are fewer groups than parts.</exception>
    public static RowSplit GroupedRows(IReadOnlyList<int> groups, double validationFraction, double testFraction, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(groups);
        (int validation, int test) = Sizes(groups.Count, validationFraction, testFraction);
        int[][] members = [.. Enumerable.Range(0, groups.Count).GroupBy(row => groups[row]).Select(group => group.ToArray())];
        int parts = 1 + (validation > 0 ? 1 : 0) + (test > 0 ? 1 : 0);
        if (members.Length < parts)
            throw new InvalidDataException($"{members.Length} groups cannot be split into {parts} parts");
        new CounterRandom(seed, RandomPurpose.Split, 0).Shuffle<int[]>(members);
        var taken = new List<int>[] { [], [], [] };
        int next = 0;
        foreach ((int part, int size, int later) in ((int, int, int)[])[(2, test, parts - 1), (1, validation, 1)])
        {
            // At least one group remains for each later part.
            while (taken[part].Count < size && members.Length - next > later)
                taken[part].AddRange(members[next++]);
        }

        foreach (int[] rows in members.Skip(next))
            taken[0].AddRange(rows);
        return new RowSplit(Ascending(taken[0]), Ascending(taken[1]), Ascending(taken[2]));
    }

    /// <summary>
    /// Splits rows by time: the test part has the latest rows, the validation part those before them. Rows with the same time are in one part.
    /// </summary>
    /// <param name="times">The time of each row.</param>
    /// <param name="validationFraction">The validation part's fraction of all rows, in [0, 1); 0 for none.</param>
    /// <param name="testFraction">The test part's fraction of all rows, in [0, 1); 0 for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">A fraction or their sum is outside [0, 1).</exception>
    /// <exception cref="InvalidDataException">There are fewer different times than parts.</exception>
    public static RowSplit LatestRows(IReadOnlyList<double> times, double validationFraction, double testFraction)
    {
        ArgumentNullException.ThrowIfNull(times);
        (int validation, int test) = Sizes(times.Count, validationFraction, testFraction);
        int[] order = [.. Enumerable.Range(0, times.Count).OrderBy(row => times[row])]; // a stable sort
        int testStart = Boundary(times.Count - test), validationStart = Boundary(testStart - validation);
        if (validationStart <= 0 || (test > 0 && testStart == times.Count) || (validation > 0 && validationStart == testStart))
            throw new InvalidDataException("rows of too few different times cannot be split by time");
        return new RowSplit(Ascending([.. order[..validationStart]]), Ascending([.. order[validationStart..testStart]]), Ascending([.. order[testStart..]]));

        // All rows with the same time go to the later part.
        int Boundary(int place)
        {
            while (place > 0 && place < order.Length && times[order[place]].Equals(times[order[place - 1]]))
                place--;
            return place;
        }
    }

    private static (int Validation, int Test) Sizes(int rows, double validationFraction, double testFraction)
    {
        CheckFraction(validationFraction, nameof(validationFraction));
        CheckFraction(testFraction, nameof(testFraction));
        if (validationFraction + testFraction >= 1)
        {
            throw new ArgumentOutOfRangeException(nameof(validationFraction), string.Create(
                CultureInfo.InvariantCulture,
                $"parts of {validationFraction} and {testFraction} leave nothing for training: expected a sum below 1"));
        }

        int validationLeast = validationFraction > 0 ? 1 : 0, testLeast = testFraction > 0 ? 1 : 0;
        if (rows < 1 + validationLeast + testLeast)
            throw new InvalidDataException($"{rows} rows cannot be split into {1 + validationLeast + testLeast} parts");
        int test = Math.Clamp(Round(testFraction * rows), testLeast, rows - 1 - validationLeast);
        int validation = Math.Clamp(Round(validationFraction * rows), validationLeast, rows - 1 - test);
        return (validation, test);
    }

    private static int Round(double size) => (int)Math.Floor(size + 0.5);

    private static void CheckFraction(double fraction, string parameter)
    {
        if (!(fraction >= 0 && fraction < 1))
        {
            throw new ArgumentOutOfRangeException(parameter, string.Create(
                CultureInfo.InvariantCulture, $"a part of {fraction} of the rows: expected a fraction in [0, 1)"));
        }
    }

    private static int[][] RowsByClass(ReadOnlySpan<int> labels)
    {
        var classes = new List<List<int>>();
        for (int row = 0; row < labels.Length; row++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(labels[row], nameof(labels));
            while (classes.Count <= labels[row])
                classes.Add([]);
            classes[labels[row]].Add(row);
        }

        return [.. classes.Select(rows => rows.ToArray())];
    }

    private static int[] Ascending(List<int> rows)
    {
        rows.Sort();
        return [.. rows];
    }
}
