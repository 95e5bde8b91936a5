using Nabla.Cli.Output;
using Nabla.Csv;
using Nabla.Data;
using Nabla.Models;

namespace Nabla.Cli.Tables;

/// <summary>The columns of a file that a model needs.</summary>
internal static class ModelColumns
{
    /// <summary>The model's target columns; null for a classifier that was not trained on a table.</summary>
    public static IReadOnlyList<string>? TargetNames(Model model)
        => model.Target?.Names ?? (model.Task == LearningTask.Classification ? null : model.Info.TargetNames);

    /// <summary>The target schema to evaluate a model with.</summary>
    /// <param name="model">The model.</param>
    /// <param name="names">The target columns; null for those of training.</param>
    /// <exception cref="ArgumentException">The model does not know its class column, or needs another number of columns.</exception>
    public static TargetSchema Target(Model model, IReadOnlyList<string>? names)
    {
        names ??= TargetNames(model) ?? throw new ArgumentException("option '--target' is missing: the model was not trained on a file, so the class column is unknown");
        ColumnSchema[] known = model.Target is { } target ? [.. target.Columns]
            : model.Task == LearningTask.Classification ? [ColumnSchema.Category(string.Empty, [.. model.ClassNames])]
            : [.. model.Info.TargetNames.Select(ColumnSchema.Number)];
        if (names.Count != known.Length)
            throw new ArgumentException($"option '--target': {Texts.Count(names.Count, "column")}, the model was trained on {Texts.Count(known.Length, "target")}");
        return new TargetSchema(
            model.Task, [.. names.Zip(known, (name, column) => column.Named(name))], [.. model.ClassNames]);
    }

    /// <summary>Checks column options against a model to continue from.</summary>
    /// <exception cref="ArgumentException">An option contradicts the model.</exception>
    public static void Check(Model model, CsvOptions options, LearningTask? task, ColumnRoles roles)
    {
        if (task is { } said && said != model.Task)
            throw new ArgumentException($"option '--task': the model to continue from is for {Texts.Task(model.Task)}");
        foreach (ColumnSchema column in model.Preprocessor.Schema.Columns)
        {
            string? option = options.Ignored.Contains(column.Name, StringComparer.Ordinal) ? "--ignore"
                : options.Numeric.Contains(column.Name, StringComparer.Ordinal) && column.Kind != ColumnKind.Number ? "--numeric"
                : options.Categorical.Contains(column.Name, StringComparer.Ordinal) && (column.Kind != ColumnKind.Category || column.HashBuckets > 0) ? "--categorical"
                : options.Hashed.Contains(column.Name, StringComparer.Ordinal) && column.HashBuckets == 0 ? "--hash"
                : column.Name == roles.Weight?.Name ? "--weight"
                : null;
            if (option is not null)
                throw new ArgumentException($"option '{option}': the model to continue from has column '{Excerpt.Of(column.Name)}' as a feature ({column.Kind.ToString().ToLowerInvariant()})");
        }
    }

    /// <summary>The reading options for a file with a model's columns; given options take precedence.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">The options.</param>
    public static CsvOptions Repeated(Model model, CsvOptions options)
    {
        TableSchema schema = model.Preprocessor.Schema;
        HashSet<string> told = [.. options.Ignored, .. options.Numeric, .. options.Categorical, .. options.Hashed];
        ColumnSchema[] columns = [.. schema.Columns.Where(column => !told.Contains(column.Name))];
        IEnumerable<string> Named(Func<ColumnSchema, bool> which) => columns.Where(which).Select(column => column.Name);
        return options with
        {
            Only = [.. schema.Names, .. TargetNames(model) ?? [], .. told],
            Dates = [.. Named(column => column.Kind == ColumnKind.Date)],
            Booleans = [.. Named(column => column.Kind == ColumnKind.Boolean)],
            Notations = columns.Concat(model.Target?.Columns ?? []).Where(column => column.Notation is not null).DistinctBy(column => column.Name, StringComparer.Ordinal).ToDictionary(column => column.Name, column => column.Notation!, StringComparer.Ordinal),
            Numeric = [.. options.Numeric, .. Named(column => column.Kind == ColumnKind.Number)],
            Categorical = [.. options.Categorical, .. Named(column => column.Kind == ColumnKind.Category && column.HashBuckets == 0)],
            Hashed = [.. options.Hashed, .. Named(column => column.HashBuckets > 0)],
            HashBuckets = columns.FirstOrDefault(column => column.HashBuckets > 0)?.HashBuckets ?? options.HashBuckets,
            Missing = options.Missing ?? schema.MissingTexts,
        };
    }
}
