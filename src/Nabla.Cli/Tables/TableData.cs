using Nabla.Cli.Options;
using Nabla.Cli.Output;
using Nabla.Csv;
using Nabla.Data;
using Nabla.Models;
using DataTable = Nabla.Data.Table;

namespace Nabla.Cli.Tables;

/// <summary>From the rows of a file to examples; what was found out or left out is said.</summary>
internal static class TableData
{
    /// <summary>Examples to learn from.</summary>
    /// <param name="file">The file.</param>
    /// <param name="targets">What is to be learnt.</param>
    /// <param name="task">What the target is; null to find out.</param>
    /// <param name="like">A model whose columns to take if no target is named.</param>
    /// <param name="weight">The column of weights; null for none.</param>
    /// <param name="parts">Columns that parts are made by.</param>
    /// <exception cref="ArgumentException">No target is named.</exception>
    public static Dataset ToLearn(TableFile file, IReadOnlyList<string>? targets, LearningTask? task, Model? like, PartColumns parts, string? weight)
    {
        if (targets is null && like is not null)
        {
            targets = ModelColumns.TargetNames(like);
            task ??= like.Task;
            if (targets is not null)
                file = file with { Options = ModelColumns.Repeated(like, file.Options) };
        }

        if (targets is null)
            throw new ArgumentException($"option '--target' is missing: which column of {file.Title} is to be learnt? There are {Excerpt.Of(file.ReadNames())}");
        CsvOptions options = file.Options;
        string[] groups = parts.Group is { } group ? [group] : [], times = parts.Time is { } time ? [time] : [];
        DataTable table = (file with { Options = options with { Needed = [.. targets, .. times], Groups = groups } }).Read();
        table = WithoutCounters(table, [.. targets, .. times, .. groups, .. weight is null ? (string[])[] : [weight], .. options.Only ?? [], .. options.Numeric, .. options.Categorical, .. options.Hashed], file.Streams);
        return Examples(file, table, TargetSchema.Of(table, targets, task ?? Infer(table, targets, file.Streams)), schema: null, parts, weight);
    }

    /// <summary>Examples to judge a model by, or to go on from it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="model">The model.</param>
    /// <param name="targets">What it is judged by; null for what it learnt.</param>
    /// <param name="parts">Columns that parts are made by.</param>
    public static Dataset ToJudge(TableFile file, Model model, IReadOnlyList<string>? targets, PartColumns parts)
        => ToJudge(file, model.Preprocessor.Schema, ModelColumns.Target(model, targets), parts);

    /// <summary>Examples of columns that are known.</summary>
    public static Dataset ToJudge(TableFile file, TableSchema schema, TargetSchema target, PartColumns? parts = null)
    {
        parts ??= PartColumns.None;
        file = file with { Options = file.Options with { KnownOnly = target.Names } };
        if (parts.Time is { } time && schema.IndexOf(time) < 0)
            throw new ArgumentException($"option '--split-by-time': the model does not know column '{Excerpt.Of(time)}'");
        ColumnSchema[] others = parts.Group is { } group && schema.IndexOf(group) < 0 ? [ColumnSchema.Hashed(group, int.MaxValue)] : [];
        DataTable table = file.Read(new TableSchema([.. schema.Columns, .. target.Columns, .. others], schema.MissingTexts));
        return Examples(file, table, target, schema, parts);
    }

    /// <summary>Without columns that only count rows or name them by a number, unless somebody named them, or there is nothing else to learn from.</summary>
    private static DataTable WithoutCounters(DataTable table, HashSet<string> kept, Streams streams)
    {
        string[] counters = RowCounters.In(table, kept);
        foreach (string counter in counters)
            streams.Error.WriteLine($"left out column {Excerpt.Of(counter)}: its numbers only tell rows apart, so nothing can be learnt from them; --numeric {Texts.Quoted(counter)} keeps it");
        return table.Without(counters);
    }

    private static LearningTask Infer(DataTable table, IReadOnlyList<string> targets, Streams streams)
    {
        TaskInference found = TaskInference.Of([.. targets.Select(name => table[name])]);
        streams.Error.WriteLine($"task: {Texts.Task(found.Task)}, since {found.Reason}; --task says otherwise");
        return found.Task;
    }

    private static Dataset Examples(TableFile file, DataTable table, TargetSchema target, TableSchema? schema, PartColumns parts, string? weight = null)
    {
        DataTable complete = table.WithoutMissing(target.Names);
        if (complete.Rows < table.Rows)
            file.Streams.Error.WriteLine($"left out {Texts.Count(table.Rows - complete.Rows, "row")} without {Excerpt.Of(target.Names)}");
        int[]? groups = parts.Group is { } group ? GroupsOf(complete[group]) : null;
        double[]? times = parts.Time is { } time ? TimesOf(complete[time]) : null;
        if (schema is null && parts.Group is { } column)
            complete = complete.Without(column);
        return Dataset.FromTable(file.Name, complete, target, schema, weight).WithGroups(groups).WithTimes(times);
    }

    /// <summary>What each row belongs to; one without a value to itself.</summary>
    private static int[] GroupsOf(TableColumn column)
    {
        var numbers = new Dictionary<double, int>();
        var groups = new int[column.Rows];
        int next = 0;
        for (int row = 0; row < groups.Length; row++)
        {
            double value = column.Values[row];
            if (double.IsNaN(value))
                groups[row] = next++;
            else if (!numbers.TryGetValue(value, out groups[row]))
                numbers.Add(value, groups[row] = next++);
        }

        return groups;
    }

    private static double[] TimesOf(TableColumn column)
    {
        if (column.Schema.Kind is not (ColumnKind.Date or ColumnKind.Number))
            throw new InvalidDataException($"option '--split-by-time': column '{Excerpt.Of(column.Name)}' has texts, wanted dates or numbers");
        int missing = Array.FindIndex(column.Values.ToArray(), double.IsNaN);
        return missing < 0 ? column.Values.ToArray() : throw new InvalidDataException($"option '--split-by-time': row {missing} has no value in column '{Excerpt.Of(column.Name)}'");
    }
}
