using Nabla.Data;

namespace Nabla.Models;

/// <summary>From tables and rows of types to examples to train on and to judge by.</summary>
internal static class TableParts
{
    /// <summary>The rows of tables as examples, encoded as for the model to go on from if there is one.</summary>
    public static DataParts Examples(Table table, Table? validation, IReadOnlyList<string> targets, LearningTask task, string? weight, Model? from)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(targets);
        (table, double[]? weights) = Weighted(table, weight);
        Dataset training = Estimation.Examples(table, targets, task, from).WithWeights(weights);
        if (validation is null)
            return new DataParts(training);
        (validation, double[]? validationWeights) = Weighted(validation, weight);
        return new DataParts(training, Dataset.FromTable("validation", validation, training.Target!, training.Schema).WithWeights(validationWeights));
    }

    /// <summary>Rows of a type as examples.</summary>
    public static DataParts Examples<TRow>(IEnumerable<TRow> rows, IEnumerable<TRow>? validation, LearningTask task, Model? from)
        where TRow : INablaRow<TRow>
    {
        RowColumns<TRow> columns = TRow.Columns;
        if (columns.TargetNames.Count == 0)
            throw new ArgumentException($"{typeof(TRow).Name} has no property that is to be learnt: mark it [Target]", nameof(rows));
        return Examples(columns.ToTable(rows), validation is null ? null : columns.ToTable(validation), columns.TargetNames, task, weight: null, from);
    }

    private static (Table Table, double[]? Weights) Weighted(Table table, string? weight)
    {
        if (weight is null)
            return (table, null);
        TableColumn column = table[weight];
        if (column.Schema.Kind != ColumnKind.Number)
            throw new InvalidDataException($"column '{Excerpt.Of(weight)}' has {(column.Schema.Kind == ColumnKind.Category ? "texts" : $"values of the kind {column.Schema.Kind}")}: weights are numbers above 0");
        double[] weights = column.Values.ToArray();
        int bad = Array.FindIndex(weights, value => !(value > 0));
        return bad < 0
            ? (table.Without(weight), weights)
            : throw new InvalidDataException($"row {bad}, column '{Excerpt.Of(weight)}': the weight {(double.IsNaN(weights[bad]) ? "is missing" : FormattableString.Invariant($"is {weights[bad]}"))}: wanted a number above 0");
    }
}
