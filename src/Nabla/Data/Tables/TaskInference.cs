namespace Nabla.Data;

/// <summary>Detects the task from the values of the target columns.</summary>
/// <param name="Task">The task.</param>
/// <param name="Reason">The reason, for messages: "column 'species' has 3 different texts".</param>
internal sealed record TaskInference(LearningTask Task, string Reason)
{
    /// <summary>The maximum number of integers that are classes.</summary>
    private const int MostClasses = 20;

    /// <summary>The minimum average number of rows per class, for more than two classes.</summary>
    private const int RowsPerClass = 5;

    /// <summary>
    /// The rule. One target: texts and booleans are classes; so are integers if there are two different ones, or at most 20 with five rows each on
    /// average; all other numbers are a regression. Several targets: all booleans, or all 0 and 1, are labels; numbers are a regression; other
    /// targets are refused.
    /// </summary>
    /// <exception cref="ArgumentException">There is no target.</exception>
    /// <exception cref="InvalidDataException">A target has dates, or one of several has texts.</exception>
    public static TaskInference Of(params IReadOnlyList<TableColumn> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        if (targets.Count == 0)
            throw new ArgumentException("0 targets: expected at least one", nameof(targets));
        if (targets.FirstOrDefault(target => target.Schema.Kind == ColumnKind.Date) is { } date)
            throw new InvalidDataException($"column '{Excerpt.Of(date.Name)}' has dates, which cannot be learned: expected numbers, texts or booleans");
        return targets.Count == 1 ? OfOne(targets[0]) : OfSeveral(targets);
    }

    /// <summary>Refuses to use as classes numbers with decimals and too many different values: they are measured or counted.</summary>
    /// <exception cref="InvalidDataException">The numbers are too many to be classes.</exception>
    internal static void RefuseNumbers(TableColumn target)
    {
        if (target.Schema.Kind != ColumnKind.Number)
            return;
        double[] different = [.. Present(target).Distinct()];
        if (different.Length > MostClasses && Array.Find(different, value => !double.IsInteger(value)) is not 0 and double fraction)
            throw new InvalidDataException(FormattableString.Invariant($"column '{Excerpt.Of(target.Name)}' has {different.Length} different numbers such as {fraction}, which are not classes: learn them as a regression (MlpRegressor, --task regression)"));
    }

    private static TaskInference OfOne(TableColumn target)
    {
        if (target.Schema.Kind != ColumnKind.Number)
        {
            string what = target.Schema.Kind == ColumnKind.Boolean ? $"'{Excerpt.Of(target.Schema.Levels[0])}' and '{Excerpt.Of(target.Schema.Levels[1])}'" : "texts";
            return new(LearningTask.Classification, $"column '{Excerpt.Of(target.Name)}' has {what}");
        }

        double[] present = Present(target);
        if (Array.Find(present, value => !double.IsInteger(value)) is not 0 and double fraction)
            return new(LearningTask.Regression, FormattableString.Invariant($"column '{Excerpt.Of(target.Name)}' has numbers such as {fraction}"));
        int distinct = present.Distinct().Count();
        bool classes = distinct == 2 || (distinct is > 2 and <= MostClasses && present.Length >= RowsPerClass * distinct);
        return new(
            classes ? LearningTask.Classification : LearningTask.Regression,
            $"column '{Excerpt.Of(target.Name)}' has {distinct} different whole {(distinct == 1 ? "number" : "numbers")} in {present.Length} rows");
    }

    private static TaskInference OfSeveral(IReadOnlyList<TableColumn> targets)
    {
        if (targets.FirstOrDefault(target => target.Schema.Kind == ColumnKind.Category) is { } text)
            throw new InvalidDataException($"column '{Excerpt.Of(text.Name)}' has texts: several targets are learned together only if all are numbers or all are yes and no");
        bool labels = targets.All(target => Present(target).All(value => value is 0 or 1));
        return labels
            ? new(LearningTask.MultiLabel, $"all {targets.Count} targets are yes and no")
            : new(LearningTask.Regression, $"{targets.Count} targets have numbers");
    }

    private static double[] Present(TableColumn column) => [.. column.Stored.Where(value => !double.IsNaN(value))];
}
