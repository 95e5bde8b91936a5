using Nabla.Data;

namespace Nabla.Models;

/// <summary>Converts tables and typed rows to examples for training and evaluation.</summary>
internal static class TableParts
{
    /// <summary>The rows of tables as examples, encoded as for the model to continue from, if any.</summary>
    public static DataParts Examples(Table table, Table? validation, IReadOnlyList<string> targets, LearningTask task, string? weight, Model? from)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(targets);
        TargetSchema target = from?.Target ?? TargetSchema.Of(table, targets, task);
        Dataset training = Dataset.FromTable("table", table, target, from?.Preprocessor.Schema, weight);
        return new DataParts(training, validation is null ? null : Dataset.FromTable("validation", validation, target, training.Schema, weight));
    }

    /// <summary>Typed rows as examples.</summary>
    public static DataParts Examples<TRow>(IEnumerable<TRow> rows, IEnumerable<TRow>? validation, LearningTask task, Model? from)
        where TRow : INablaRow<TRow>
    {
        RowColumns<TRow> columns = TRow.Columns;
        if (columns.TargetNames.Count == 0)
            throw new ArgumentException($"{typeof(TRow).Name} has no property to predict: mark it [Target]", nameof(rows));
        return Examples(columns.ToTable(rows), validation is null ? null : columns.ToTable(validation), columns.TargetNames, task, weight: null, from);
    }
}
