using Nabla.Cli.Options;
using Nabla.Cli.Output;
using Nabla.Csv;
using Nabla.Data;
using Nabla.Models;
using DataTable = Nabla.Data.Table;

namespace Nabla.Cli.Tables;

/// <summary>From the rows of a file to examples; what was detected or left out is printed.</summary>
internal static class TableData
{
    /// <summary>Examples to learn from.</summary>
    /// <param name="file">The file.</param>
    /// <param name="targets">What is to be predicted.</param>
    /// <param name="task">What the target is; null to find out.</param>
    /// <param name="like">A model whose columns to take if no target is named.</param>
    /// <param name="roles">Columns that are neither feature nor target.</param>
    /// <exception cref="ArgumentException">No target is named.</exception>
    public static Dataset ToLearn(TableFile file, IReadOnlyList<string>? targets, LearningTask? task, Model? like, ColumnRoles roles)
    {
        string[] weights = roles.Weight is { } weight ? [weight.Name] : [];
        file = file with { Options = file.Options with { Numeric = [.. file.Options.Numeric, .. weights] } };
        if (targets is null && like is not null)
        {
            targets = ModelColumns.TargetNames(like);
            task ??= like.Task;
            if (targets is not null)
                file = file with { Options = ModelColumns.Repeated(like, file.Options) };
        }

        if (targets is null)
            throw new ArgumentException($"option '--target' is missing: which column of {file.Title} is the target? There are {Excerpt.Of(file.ReadNames())}");
        CsvOptions options = file.Options;
        string[] groups = roles.Group is { } group ? [group] : [], times = roles.Time is { } time ? [time] : [];
        DataTable table = (file with { Options = options with { Needed = [.. targets, .. times], Groups = groups } }).Read();
        table = WithoutCounters(table, [.. targets, .. times, .. groups, .. weights, .. options.Only ?? [], .. options.Numeric, .. options.Categorical, .. options.Hashed], file.Streams);
        return Examples(file, table, TargetSchema.Of(table, targets, task ?? Infer(table, targets, file.Streams)), schema: null, roles);
    }

    /// <summary>Examples to continue from a model with.</summary>
    /// <param name="file">The file.</param>
    /// <param name="model">The model.</param>
    /// <param name="targets">What is to be predicted; null for what the model learned.</param>
    /// <param name="task">What the target is said to be; null if nothing is said.</param>
    /// <param name="roles">Columns that are neither feature nor target.</param>
    /// <exception cref="ArgumentException">Columns are said to be something else than the model has them as.</exception>
    public static Dataset ToContinue(TableFile file, Model model, IReadOnlyList<string>? targets, LearningTask? task, ColumnRoles roles)
    {
        ModelColumns.Check(model, file.Options, task, roles);
        return ToJudge(file, model, targets, roles);
    }

    /// <summary>Examples to judge a model by.</summary>
    /// <param name="file">The file.</param>
    /// <param name="model">The model.</param>
    /// <param name="targets">What it is judged by; null for what it learned.</param>
    /// <param name="roles">Columns that are neither feature nor target.</param>
    public static Dataset ToJudge(TableFile file, Model model, IReadOnlyList<string>? targets, ColumnRoles roles)
        => ToJudge(file, model.Preprocessor.Schema, ModelColumns.Target(model, targets), roles);

    /// <summary>Examples of columns that are known.</summary>
    public static Dataset ToJudge(TableFile file, TableSchema schema, TargetSchema target, ColumnRoles roles)
    {
        file = file with { Options = file.Options with { KnownOnly = target.Names } };
        if (roles.Time is { } time && schema.IndexOf(time) < 0)
            throw new ArgumentException($"option '--split-by-time': the model does not know column '{Excerpt.Of(time)}'");
        ColumnSchema?[] others = [roles.Group is { } group && schema.IndexOf(group) < 0 ? ColumnSchema.Hashed(group, int.MaxValue) : null, roles.Weight];
        DataTable table = file.Read(new TableSchema([.. schema.Columns, .. target.Columns, .. others.OfType<ColumnSchema>()], schema.MissingTexts));
        return Examples(file, table, target, schema, roles);
    }

    /// <summary>Without columns that only count rows or name them by a number, unless somebody named them, or there is nothing else to learn from.</summary>
    private static DataTable WithoutCounters(DataTable table, HashSet<string> kept, Streams streams)
    {
        string[] counters = RowCounters.In(table, kept);
        foreach (string counter in counters)
            streams.Error.WriteLine($"left out column {Excerpt.Of(counter)}: its numbers only tell rows apart, so nothing can be learned from them; --numeric {Texts.Quoted(counter)} keeps it");
        return table.Without(counters);
    }

    private static LearningTask Infer(DataTable table, IReadOnlyList<string> targets, Streams streams)
    {
        TaskInference found = TaskInference.Of([.. targets.Select(name => table[name])]);
        streams.Error.WriteLine($"task: {Texts.Task(found.Task)}, since {found.Reason}; --task says otherwise");
        return found.Task;
    }

    private static Dataset Examples(TableFile file, DataTable table, TargetSchema target, TableSchema? schema, ColumnRoles roles)
    {
        DataTable complete = table.WithoutMissing(target.Names);
        if (complete.Rows < table.Rows)
            file.Streams.Error.WriteLine($"left out {Texts.Count(table.Rows - complete.Rows, "row")} without {Excerpt.Of(target.Names)}");
        int[]? groups = roles.Group is { } group ? GroupsOf(complete[group]) : null;
        double[]? times = roles.Time is { } time ? TimesOf(complete[time]) : null;
        if (schema is null && roles.Group is { } column)
            complete = complete.Without(column);
        return Dataset.FromTable(file.Name, complete, target, schema, roles.Weight?.Name).WithGroups(groups).WithTimes(times);
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
            throw new InvalidDataException($"option '--split-by-time': column '{Excerpt.Of(column.Name)}' has texts, expected dates or numbers");
        int missing = Array.FindIndex(column.Values.ToArray(), double.IsNaN);
        return missing < 0 ? column.Values.ToArray() : throw new InvalidDataException($"option '--split-by-time': row {missing} has no value in column '{Excerpt.Of(column.Name)}'");
    }
}
