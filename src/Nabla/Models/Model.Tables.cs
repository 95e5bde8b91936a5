using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Models;

/// <content>Predictions for tables: columns are found by name, whatever their order, and read as in training.</content>
public sealed partial class Model
{
    /// <summary>The rows of a table as the model takes them, a number for each of <see cref="FeatureNames"/> [rows × columns].</summary>
    /// <param name="table">The rows, as from a file or from <see cref="Columns.From"/>; other columns are not looked at.</param>
    /// <exception cref="InvalidDataException">A column is missing, or has a value that is not of its kind.</exception>
    public Matrix<double> Encode(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        string[] missing = [.. this.FeatureNames.Where(name => table.Schema.IndexOf(name) < 0)];
        return missing.Length == 0
            ? this.Preprocessor.Schema.Encode(table)
            : throw new InvalidDataException($"the model needs {(missing.Length == 1 ? "column" : "columns")} {Excerpt.Of(missing)}, which the table has not: it has {Excerpt.Of(table.Schema.Names)}");
    }

    /// <summary>A row by name as the model takes it, a number for each of <see cref="FeatureNames"/>.</summary>
    /// <param name="row">Numbers, texts, booleans, dates, null for a missing value; other names are not looked at.</param>
    /// <exception cref="ArgumentException">A column has no value.</exception>
    /// <exception cref="InvalidDataException">A value is not of its column's kind.</exception>
    public double[] Encode(IReadOnlyDictionary<string, object?> row)
    {
        var values = new double[this.FeatureNames.Count];
        this.Preprocessor.Schema.Encode(row, values);
        return values;
    }

    /// <summary>The name of the class of each row.</summary>
    /// <inheritdoc cref="Encode(Table)"/>
    public string[] PredictClasses(Table table) => this.PredictClasses(this.Encode(table));

    /// <summary>The class of each row, as an index into <see cref="ClassNames"/>.</summary>
    /// <inheritdoc cref="Encode(Table)"/>
    public int[] PredictClassIndices(Table table) => this.PredictClassIndices(this.Encode(table));

    /// <summary>The probability of each class [rows × classes], or of each label.</summary>
    /// <inheritdoc cref="Encode(Table)"/>
    public Matrix<double> PredictProbabilities(Table table) => this.PredictProbabilities(this.Encode(table));

    /// <summary>Each label of each row, 1 for yes and 0 for no [rows × labels].</summary>
    /// <inheritdoc cref="Encode(Table)"/>
    public Matrix<double> PredictLabels(Table table) => this.PredictLabels(this.Encode(table));

    /// <summary>The predicted values [rows × targets], in the targets' units.</summary>
    /// <inheritdoc cref="Encode(Table)"/>
    public Matrix<double> PredictValues(Table table) => this.PredictValues(this.Encode(table));

    /// <summary>How good the model is on the rows of a table that has the target, too.</summary>
    /// <exception cref="InvalidOperationException">The model was not trained on a table.</exception>
    /// <exception cref="InvalidDataException">A column is missing or has a value that is not of its kind, or a row has no target.</exception>
    public Scores Score(Table table)
    {
        TargetSchema target = this.Target ?? throw new InvalidOperationException("the model was not trained on a table, so it does not know which column has the target");
        return this.Score(Dataset.FromTable("table", table, target, this.Preprocessor.Schema));
    }

    /// <summary>For each column, how many rows have a text that training never saw; columns without any are left out.</summary>
    /// <inheritdoc cref="Encode(Table)"/>
    public IReadOnlyDictionary<string, int> UnknownCategories(Table table)
    {
        int[] counts = this.Preprocessor.CountUnknown(this.Encode(table));
        return this.FeatureNames.Zip(counts).Where(column => column.Second > 0).ToDictionary(StringComparer.Ordinal);
    }
}
