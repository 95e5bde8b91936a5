using Nabla.Cli.Options;
using Nabla.Cli.Output;
using Nabla.Csv;
using Nabla.Data;
using Nabla.Models;
using DataTable = Nabla.Data.Table;

namespace Nabla.Cli.Tables;

/// <summary>Makes data sets from the rows of a file; prints what was detected or left out.</summary>
internal static class TableData
{
    /// <summary>Makes training data.</summary>
    /// <param name="file">The file.</param>
    /// <param name="targets">The target columns.</param>
    /// <param name="task">The learning task; null to detect it.</param>
    /// <param name="like">A model whose columns are used if no target is given.</param>
    /// <param name="roles">Columns that are neither feature nor target.</param>
    /// <exception cref="ArgumentException">No target is given.</exception>
    public static Dataset ToLearn(TableFile file, IReadOnlyList<string>? targets, LearningTask? task, Model? like, ColumnRoles roles)
    {
        if (file.IsPacked)
            return PackedToLearn(file, targets, task, roles);
        string[] weights = roles.Weight is { } weight ? [weight.Name] : [];
        if (targets is null && like is not null)
        {
            targets = ModelColumns.TargetNames(like);
            task ??= like.Task;
            if (targets is not null)
                file = file with { Options = ModelColumns.Repeated(like, file.Options with { Numeric = [.. file.Options.Numeric, .. weights] }) };
        }

        targets ??= Missing(file);
        file = Needing(file, targets, roles);
        DataTable table = WithoutCounters(file.Read(), [.. Named(file.Options, targets, roles)], file.Streams);
        return Examples(file, table, TargetSchema.Of(table, targets, task ?? Infer(table, targets, file.Streams)), schema: null, roles);
    }

    /// <summary>The column roles of a file to pack, with its options completed.</summary>
    /// <exception cref="ArgumentException">No target is given.</exception>
    public static PackSettings ToPack(TableFile file, IReadOnlyList<string>? targets, LearningTask? task, ColumnRoles roles)
    {
        targets ??= Missing(file);
        return new PackSettings(targets)
        {
            Task = task,
            Weight = roles.Weight?.Name,
            Group = roles.Group,
            Time = roles.Time,
            Kept = [.. Named(Needing(file, targets, roles).Options, targets, roles)],
            Cancellation = file.Options.Cancellation,
        };
    }

    /// <summary>Reads the file with the columns of targets and roles.</summary>
    public static TableFile Needing(TableFile file, IReadOnlyList<string> targets, ColumnRoles roles)
    {
        string[] groups = roles.Group is { } group ? [group] : [], times = roles.Time is { } time ? [time] : [], weights = roles.Weight is { } weight ? [weight.Name] : [];
        CsvOptions options = file.Options;
        return file with { Options = options with { Needed = [.. targets, .. times], Groups = groups, Numeric = [.. options.Numeric.Union(weights, StringComparer.Ordinal)] } };
    }

    /// <summary>Prints which columns are left out.</summary>
    public static void SayCounters(IEnumerable<string> counters, Streams streams)
    {
        foreach (string counter in counters)
            streams.Error.WriteLine($"left out column {Excerpt.Of(counter)}: its numbers only identify rows, so nothing can be learned from them; --numeric {Texts.Quoted(counter)} keeps it");
    }

    /// <summary>Prints the detected task and the reason.</summary>
    public static void SayTask(TaskInference found, Streams streams)
        => streams.Error.WriteLine($"task: {Texts.Task(found.Task)}, since {found.Reason}; --task overrides it");

    /// <summary>Prints how many rows have no target.</summary>
    public static void SayLeftOut(int rows, IEnumerable<string> targets, Streams streams)
    {
        if (rows > 0)
            streams.Error.WriteLine($"left out {Texts.Count(rows, "row")} without {Excerpt.Of([.. targets])}");
    }

    /// <summary>Makes data for continued training of a model.</summary>
    /// <param name="file">The file.</param>
    /// <param name="model">The model.</param>
    /// <param name="targets">The target columns; null for those of the model.</param>
    /// <param name="task">The given learning task; null if not given.</param>
    /// <param name="roles">Columns that are neither feature nor target.</param>
    /// <exception cref="ArgumentException">The options contradict the model's columns.</exception>
    public static Dataset ToContinue(TableFile file, Model model, IReadOnlyList<string>? targets, LearningTask? task, ColumnRoles roles)
    {
        ModelColumns.Check(model, file.Options, task, roles);
        return ToJudge(file, model, targets, roles);
    }

    /// <summary>Makes data to evaluate a model on.</summary>
    /// <param name="file">The file.</param>
    /// <param name="model">The model.</param>
    /// <param name="targets">The target columns; null for those of the model.</param>
    /// <param name="roles">Columns that are neither feature nor target.</param>
    public static Dataset ToJudge(TableFile file, Model model, IReadOnlyList<string>? targets, ColumnRoles roles)
        => ToJudge(file, model.Preprocessor.Schema, ModelColumns.Target(model, targets), roles);

    /// <summary>Makes data with known columns.</summary>
    public static Dataset ToJudge(TableFile file, TableSchema schema, TargetSchema target, ColumnRoles roles)
    {
        if (file.IsPacked && PackedLike(file, schema, target, roles) is { } packed)
            return packed;
        file = file with { Options = file.Options with { KnownOnly = target.Names } };
        if (roles.Time is { } time && schema.IndexOf(time) < 0)
            throw new ArgumentException($"option '--split-by-time': the model does not know column '{Excerpt.Of(time)}'");
        ColumnSchema?[] others = [roles.Group is { } group && schema.IndexOf(group) < 0 ? ColumnSchema.Hashed(group, int.MaxValue) : null, roles.Weight];
        DataTable table = file.Read(new TableSchema([.. schema.Columns, .. target.Columns, .. others.OfType<ColumnSchema>()], schema.MissingTexts));
        return Examples(file, table, target, schema, roles);
    }

    /// <summary>Removes columns that only number or identify rows, unless an option names them or no other features remain.</summary>
    private static DataTable WithoutCounters(DataTable table, HashSet<string> kept, Streams streams)
    {
        string[] counters = RowCounters.In(table, kept);
        SayCounters(counters, streams);
        return table.Without(counters);
    }

    private static LearningTask Infer(DataTable table, IReadOnlyList<string> targets, Streams streams)
    {
        TaskInference found = TaskInference.Of([.. targets.Select(name => table[name])]);
        SayTask(found, streams);
        return found.Task;
    }

    private static IReadOnlyList<string> Missing(TableFile file)
        => throw new ArgumentException($"option '--target' is missing: which column of {file.Title} is the target? There are {Excerpt.Of(file.ReadNames())}");

    // Columns named by options stay.
    private static IEnumerable<string> Named(CsvOptions options, IReadOnlyList<string> targets, ColumnRoles roles)
        => [.. targets, .. new[] { roles.Time, roles.Group, roles.Weight?.Name }.OfType<string>(), .. options.Only ?? [], .. options.Numeric, .. options.Categorical, .. options.Hashed];

    // The file determines targets, weights and groups; options must agree.
    private static Dataset PackedToLearn(TableFile file, IReadOnlyList<string>? targets, LearningTask? task, ColumnRoles roles)
    {
        PackedTable table = file.OpenPacked();
        Same("--target", targets is null ? null : string.Join(',', targets), string.Join(',', table.Target.Names));
        Same("--task", task is { } said ? Texts.Task(said) : null, Texts.Task(table.Target.Task));
        Same("--weight", roles.Weight?.Name, table.WeightColumn);
        Same("--group", roles.Group, table.GroupColumn);
        Same("--split-by-time", roles.Time, table.TimeColumn);
        return table.ToDataset(file.Name);

        void Same(string option, string? wanted, string? packed)
        {
            if (wanted is not null && wanted != packed)
                throw new ArgumentException($"option '{option}': {wanted} is requested, but {file.Title} is packed with {packed ?? "none"}: pack the data again with it");
        }
    }

    // A table packed with the model's schema stays in its file; any other is read into memory and encoded with the model's schema.
    private static Dataset? PackedLike(TableFile file, TableSchema schema, TargetSchema target, ColumnRoles roles)
    {
        var table = PackedTable.Open(file.Path);
        bool same = table.Schema.Columns.Equals(schema.Columns) && table.Target.Task == target.Task && table.Target.Columns.Equals(target.Columns) && table.Target.ClassNames.Equals(target.ClassNames)
            && (roles.Group is null || roles.Group == table.GroupColumn) && (roles.Time is null || roles.Time == table.TimeColumn) && (roles.Weight is null || roles.Weight.Name == table.WeightColumn);
        table.Dispose();
        if (!same)
            return null;
        Dataset data = file.OpenPacked().ToDataset(file.Name);
        if (roles.Weight is null)
            data = data.WithWeights(null);
        return roles.Group is null && roles.Time is null ? data.WithGroups(null).WithTimes(null) : data;
    }

    private static Dataset Examples(TableFile file, DataTable table, TargetSchema target, TableSchema? schema, ColumnRoles roles)
    {
        DataTable complete = table.WithoutMissing(target.Names);
        SayLeftOut(table.Rows - complete.Rows, target.Names, file.Streams);
        TableColumn? groups = roles.Group is { } group ? complete[group] : null;
        double[]? times = roles.Time is { } time ? TimesOf(complete[time]) : null;
        if (schema is null && roles.Group is { } column)
            complete = complete.Without(column);
        return Dataset.FromTable(file.Name, complete, target, schema, roles.Weight?.Name).WithGroupsOf(groups).WithTimes(times);
    }

    private static double[] TimesOf(TableColumn column)
    {
        if (column.Schema.Kind is not (ColumnKind.Date or ColumnKind.Number))
            throw new InvalidDataException($"option '--split-by-time': column '{Excerpt.Of(column.Name)}' has texts, expected dates or numbers");
        int missing = Array.FindIndex(column.Values.ToArray(), double.IsNaN);
        return missing < 0 ? column.Values.ToArray() : throw new InvalidDataException($"option '--split-by-time': row {missing} has no value in column '{Excerpt.Of(column.Name)}'");
    }
}
