using System.Buffers;
using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Models;

/// <summary>
/// Predicts rows of your own type: <c>model.For&lt;Customer&gt;()</c>. Thread-safe; one row is predicted without allocation, with the same bits as in
/// a batch.
/// </summary>
/// <typeparam name="TRow">The type of the rows.</typeparam>
public sealed class RowPredictor<TRow>
{
    private const int OnStack = 128;
    private readonly (ColumnSchema Schema, Func<TRow, Cell> Value)[] columns;

    /// <summary>Creates a predictor from a model and the columns of a row.</summary>
    /// <param name="model">The model.</param>
    /// <param name="columns">All columns that the model needs; others are ignored.</param>
    /// <exception cref="ArgumentException">A column of the model is not among them.</exception>
    public RowPredictor(Model model, RowColumns<TRow> columns)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(columns);
        ColumnSchema[] wanted = [.. model.Preprocessor.Schema.Columns];
        string[] missing = [.. wanted.Where(column => columns.Find(column.Name) is null).Select(column => column.Name)];
        if (missing.Length > 0)
            throw new ArgumentException($"the model needs {(missing.Length == 1 ? "column" : "columns")} {Excerpt.Of(missing)}, which {typeof(TRow).Name} does not have: it has {Excerpt.Of([.. columns.All.Select(column => column.Name)])}; [Column] gives a property another name", nameof(columns));
        this.Model = model;
        this.columns = [.. wanted.Select(column => (column, columns.Find(column.Name)!.Value))];
    }

    /// <summary>The model.</summary>
    public Model Model { get; }

    /// <summary>The name of the class of a row.</summary>
    /// <exception cref="InvalidDataException">A value does not match its column's kind.</exception>
    /// <exception cref="InvalidOperationException">The model does not predict classes.</exception>
    public string PredictClass(TRow row) => this.Model.ClassNames[this.PredictClassIndex(row)];

    /// <summary>The class of a row, as an index into <see cref="Model.ClassNames"/>.</summary>
    /// <inheritdoc cref="PredictClass"/>
    public int PredictClassIndex(TRow row) => this.Predict(row, static (model, values) => model.PredictClassIndex(values));

    /// <summary>The probability of each class or label of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="result">Receives a value for each class or label.</param>
    /// <exception cref="ArgumentException">The span has the wrong length.</exception>
    /// <exception cref="InvalidDataException">A value does not match its column's kind.</exception>
    /// <exception cref="InvalidOperationException">The model does not predict probabilities.</exception>
    public void PredictProbabilities(TRow row, Span<double> result)
        => this.Predict(row, result, static (model, values, result) =>
        {
            model.PredictProbabilities(values, result);
            return true;
        });

    /// <summary>The probability of each class or label of a row, in a new array.</summary>
    /// <inheritdoc cref="PredictProbabilities(TRow, Span{double})"/>
    public double[] PredictProbabilities(TRow row)
    {
        var result = new double[this.Model.Task == LearningTask.Classification ? this.Model.ClassNames.Count : this.Model.Info.TargetNames.Count];
        this.PredictProbabilities(row, result);
        return result;
    }

    /// <summary>The predicted value of a row, in the target's unit, for a model with one target.</summary>
    /// <exception cref="InvalidDataException">A value does not match its column's kind.</exception>
    /// <exception cref="InvalidOperationException">The model does not predict values, or has several targets.</exception>
    public double PredictValue(TRow row) => this.Predict(row, static (model, values) => model.PredictValue(values));

    /// <summary>The predicted value of each target of a row, in the targets' units.</summary>
    /// <param name="row">The row.</param>
    /// <param name="result">Receives a value for each target.</param>
    /// <exception cref="ArgumentException">The span has the wrong length.</exception>
    /// <exception cref="InvalidDataException">A value does not match its column's kind.</exception>
    /// <exception cref="InvalidOperationException">The model does not predict values.</exception>
    public void PredictValues(TRow row, Span<double> result)
        => this.Predict(row, result, static (model, values, result) =>
        {
            model.PredictValues(values, result);
            return true;
        });

    /// <summary>The interval of a row, in the target's unit, for a model with one target.</summary>
    /// <exception cref="InvalidDataException">A value does not match its column's kind.</exception>
    /// <exception cref="InvalidOperationException">The model has no intervals, or several targets.</exception>
    public (double Low, double High) PredictInterval(TRow row) => this.Predict(row, static (model, values) => model.PredictInterval(values));

    /// <summary>Whether each class is in the prediction set of a row. Only a randomized set can be empty: no class then fits the row at this level.</summary>
    /// <param name="row">The row.</param>
    /// <param name="classes">Receives a value for each of <see cref="Model.ClassNames"/>.</param>
    /// <exception cref="ArgumentException">The span has the wrong length.</exception>
    /// <exception cref="InvalidDataException">A value does not match its column's kind.</exception>
    /// <exception cref="InvalidOperationException">The model has no sets.</exception>
    public void PredictSet(TRow row, Span<bool> classes)
        => this.Predict(row, classes, static (model, values, classes) =>
        {
            model.PredictSet(values, classes);
            return true;
        });

    /// <summary>The name of the class of each row.</summary>
    /// <inheritdoc cref="PredictClass"/>
    /// <param name="rows">The rows.</param>
    /// <param name="threads">The maximum number of threads; 1 by default.</param>
    public string[] PredictClasses(IReadOnlyList<TRow> rows, int threads = 1) => this.Model.PredictClasses(this.Encode(rows), threads);

    /// <summary>The probability of each class or label of each row [rows × classes].</summary>
    /// <inheritdoc cref="PredictProbabilities(TRow, Span{double})"/>
    /// <param name="rows">The rows.</param>
    /// <param name="threads">The maximum number of threads; 1 by default.</param>
    public Matrix<double> PredictProbabilities(IReadOnlyList<TRow> rows, int threads = 1) => this.Model.PredictProbabilities(this.Encode(rows), threads);

    /// <summary>The predicted values of each row [rows × targets], in the targets' units.</summary>
    /// <inheritdoc cref="PredictValues(TRow, Span{double})"/>
    /// <param name="rows">The rows.</param>
    /// <param name="threads">The maximum number of threads; 1 by default.</param>
    public Matrix<double> PredictValues(IReadOnlyList<TRow> rows, int threads = 1) => this.Model.PredictValues(this.Encode(rows), threads);

    /// <summary>Each label of each row, 1 for yes and 0 for no [rows × labels].</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="threads">The maximum number of threads; 1 by default.</param>
    /// <exception cref="InvalidDataException">A value does not match its column's kind.</exception>
    /// <exception cref="InvalidOperationException">The model does not predict labels.</exception>
    public Matrix<double> PredictLabels(IReadOnlyList<TRow> rows, int threads = 1) => this.Model.PredictLabels(this.Encode(rows), threads);

    /// <summary>The interval of each target of each row [rows × targets], in the targets' units.</summary>
    /// <param name="rows">The rows.</param>
    /// <exception cref="InvalidDataException">A value does not match its column's kind.</exception>
    /// <exception cref="InvalidOperationException">The model has no intervals.</exception>
    public (Matrix<double> Low, Matrix<double> High) PredictIntervals(IReadOnlyList<TRow> rows) => this.Model.PredictIntervals(this.Encode(rows));

    /// <summary>The class names in the prediction set of each row.</summary>
    /// <param name="rows">The rows.</param>
    /// <exception cref="InvalidDataException">A value does not match its column's kind.</exception>
    /// <exception cref="InvalidOperationException">The model has no sets.</exception>
    public IReadOnlyList<string>[] PredictSets(IReadOnlyList<TRow> rows) => this.Model.PredictSets(this.Encode(rows));

    private TResult Predict<TResult>(TRow row, Func<Model, ReadOnlySpan<double>, TResult> predict)
        => this.Predict(row, predict, static (model, values, predict) => predict(model, values));

    private TResult Predict<TState, TResult>(TRow row, TState state, Func<Model, ReadOnlySpan<double>, TState, TResult> predict)
        where TState : allows ref struct
    {
        double[]? rented = this.columns.Length > OnStack ? ArrayPool<double>.Shared.Rent(this.columns.Length) : null;
        Span<double> values = (rented ?? stackalloc double[OnStack])[..this.columns.Length];
        this.Encode(row, values);
        TResult result = predict(this.Model, values, state);
        if (rented is not null)
            ArrayPool<double>.Shared.Return(rented);
        return result;
    }

    private Matrix<double> Encode(IReadOnlyList<TRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var encoded = new Matrix<double>(rows.Count, this.columns.Length);
        for (int row = 0; row < rows.Count; row++)
            this.Encode(rows[row], encoded.Row(row), row);
        return encoded;
    }

    private void Encode(TRow row, Span<double> values, int? number = null)
    {
        for (int i = 0; i < values.Length; i++)
        {
            (ColumnSchema column, Func<TRow, Cell> value) = this.columns[i];
            Cell cell = value(row);
            if (!column.TryEncode(cell, out values[i]))
                throw new InvalidDataException($"{(number is null ? string.Empty : $"row {number}, ")}column '{Excerpt.Of(column.Name)}': '{Excerpt.Of(cell.Text)}' is not {column.Wanted}");
        }
    }
}
