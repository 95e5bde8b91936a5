using Nabla.Cli.Output;
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
    /// <exception cref="ArgumentException">No target is named.</exception>
    public static Dataset ToLearn(TableFile file, IReadOnlyList<string>? targets, LearningTask? task, Model? like, string? weight)
    {
        if (targets is null && like is not null)
        {
            targets = ModelColumns.TargetNames(like);
            task ??= like.Task;
            if (targets is not null)
                file = file with { Options = ModelColumns.Repeated(like, file.Options, file.ReadNames()) };
        }

        if (targets is null)
            throw new ArgumentException($"option '--target' is missing: which column of {file.Title} is to be learnt? There are {Excerpt.Of(file.ReadNames())}");
        DataTable table = file.Read();
        return Examples(file, table, TargetSchema.Of(table, targets, task ?? Infer(table, targets, file.Streams)), schema: null, weight);
    }

    /// <summary>Examples to judge a model by.</summary>
    public static Dataset ToJudge(TableFile file, Model model, IReadOnlyList<string>? targets)
    {
        TargetSchema target = ModelColumns.Target(model, targets);
        TableSchema schema = model.Preprocessor.Schema;
        file = file with { Options = file.Options with { KnownOnly = target.Names } };
        DataTable table = file.Read(new TableSchema([.. schema.Columns, .. target.Columns], schema.MissingTexts));
        return Examples(file, table, target, schema, weight: null);
    }

    private static LearningTask Infer(DataTable table, IReadOnlyList<string> targets, Streams streams)
    {
        TaskInference found = TaskInference.Of([.. targets.Select(name => table[name])]);
        streams.Error.WriteLine($"task: {Texts.Task(found.Task)}, since {found.Reason}; --task says otherwise");
        return found.Task;
    }

    private static Dataset Examples(TableFile file, DataTable table, TargetSchema target, TableSchema? schema, string? weight)
    {
        DataTable complete = table.WithoutMissing(target.Names);
        if (complete.Rows < table.Rows)
            file.Streams.Error.WriteLine($"left out {Texts.Count(table.Rows - complete.Rows, "row")} without {Excerpt.Of(target.Names)}");
        return Dataset.FromTable(file.Name, complete, target, schema, weight);
    }
}
