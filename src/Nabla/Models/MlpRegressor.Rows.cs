using Nabla.Data;

namespace Nabla.Models;

/// <content>Training on tables with validation, weights or several targets, on typed rows, and asynchronously.</content>
public sealed partial class MlpRegressor
{
    /// <summary>Trains a model on a table, with a validation table and weights of rows.</summary>
    /// <param name="table">The rows; each has a target.</param>
    /// <param name="target">The name of the target's column; all others except the weight are features.</param>
    /// <param name="validation">Validation rows, evaluated after each epoch; null for none.</param>
    /// <param name="weight">The name of a column of numbers above 0, the weight of each row; null, the default, for weights of 1.</param>
    /// <param name="control">Threads, progress, cancellation, checkpoints.</param>
    /// <param name="from">A model to continue from; null, the default, for a new model.</param>
    /// <exception cref="ArgumentException">The settings do not fit the data.</exception>
    /// <exception cref="InvalidDataException">A column is missing, a row has no target or no weight, or the target is not a number.</exception>
    public Model Fit(Table table, string target, Table? validation, string? weight = null, RunControl? control = null, Model? from = null)
        => this.Fit(table, [target], validation, weight, control, from);

    /// <summary>Trains a model on a table with several targets, with a validation table and weights of rows.</summary>
    /// <param name="table">The rows; each has every target.</param>
    /// <param name="targets">The names of the targets' columns; all others except the weight are features.</param>
    /// <param name="validation">Validation rows, evaluated after each epoch; null for none.</param>
    /// <param name="weight">The name of a column of numbers above 0, the weight of each row; null, the default, for weights of 1.</param>
    /// <param name="control">Threads, progress, cancellation, checkpoints.</param>
    /// <param name="from">A model to continue from; null, the default, for a new model.</param>
    /// <exception cref="ArgumentException">The settings do not fit the data.</exception>
    /// <exception cref="InvalidDataException">A column is missing, a row has no target or no weight, or a target is not a number.</exception>
    public Model Fit(Table table, IReadOnlyList<string> targets, Table? validation, string? weight = null, RunControl? control = null, Model? from = null)
        => this.Fit(TableParts.Examples(table, validation, targets, LearningTask.Regression, weight, from), control, from);

    /// <summary>
    /// Trains a model on rows of a type that is marked <see cref="NablaRowAttribute">[NablaRow]</see>: the property marked
    /// <see cref="TargetAttribute">[Target]</see> is the target; several such properties are learned together.
    /// </summary>
    /// <param name="rows">The rows; each has a target.</param>
    /// <param name="validation">Validation rows, evaluated after each epoch; null, the default, for none.</param>
    /// <param name="control">Threads, progress, cancellation, checkpoints.</param>
    /// <param name="from">A model to continue from; null, the default, for a new model.</param>
    /// <exception cref="ArgumentException">No property is marked [Target], or the settings do not fit the data.</exception>
    /// <exception cref="InvalidDataException">A row has no target, or the target is not a number.</exception>
    public Model Fit<TRow>(IEnumerable<TRow> rows, IEnumerable<TRow>? validation = null, RunControl? control = null, Model? from = null)
        where TRow : INablaRow<TRow>
        => this.Fit(TableParts.Examples(rows, validation, LearningTask.Regression, from), control, from);

    /// <summary>Trains as <see cref="Fit(Dataset, Dataset?, RunControl?, Model?)"/> does, on another thread.</summary>
    /// <param name="training">The training data; one or more target values per row.</param>
    /// <param name="validation">The validation data, evaluated after each epoch; null, the default, for none.</param>
    /// <param name="control">Threads, progress, checkpoints; its cancellation ends the run with the best model so far.</param>
    /// <param name="cancellation">Cancels the run without a model.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public Task<Model> FitAsync(Dataset training, Dataset? validation = null, RunControl? control = null, CancellationToken cancellation = default)
        => Estimation.RunAsync(run => this.Fit(training, validation, run), control, cancellation);

    /// <summary>Trains as <see cref="Fit(Table, string, Table?, string?, RunControl?, Model?)"/> does, on another thread.</summary>
    /// <inheritdoc cref="Fit(Table, string, Table?, string?, RunControl?, Model?)" path="/exception"/>
    /// <param name="table">The rows; each has a target.</param>
    /// <param name="target">The name of the target's column; all others except the weight are features.</param>
    /// <param name="validation">Validation rows, evaluated after each epoch; null, the default, for none.</param>
    /// <param name="weight">The name of a column of numbers above 0, the weight of each row; null, the default, for weights of 1.</param>
    /// <param name="control">Threads, progress, checkpoints; its cancellation ends the run with the best model so far.</param>
    /// <param name="cancellation">Cancels the run without a model.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public Task<Model> FitAsync(
        Table table, string target, Table? validation = null, string? weight = null, RunControl? control = null, CancellationToken cancellation = default)
        => Estimation.RunAsync(run => this.Fit(table, target, validation, weight, run), control, cancellation);

    /// <summary>Trains on rows of a type as <see cref="Fit{TRow}(IEnumerable{TRow}, IEnumerable{TRow}?, RunControl?, Model?)"/> does, on another thread.</summary>
    /// <inheritdoc cref="Fit{TRow}(IEnumerable{TRow}, IEnumerable{TRow}?, RunControl?, Model?)" path="/exception"/>
    /// <param name="rows">The rows; each has a target.</param>
    /// <param name="validation">Validation rows, evaluated after each epoch; null, the default, for none.</param>
    /// <param name="control">Threads, progress, checkpoints; its cancellation ends the run with the best model so far.</param>
    /// <param name="cancellation">Cancels the run without a model.</param>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public Task<Model> FitAsync<TRow>(IEnumerable<TRow> rows, IEnumerable<TRow>? validation = null, RunControl? control = null, CancellationToken cancellation = default)
        where TRow : INablaRow<TRow>
        => Estimation.RunAsync(run => this.Fit(rows, validation, run), control, cancellation);

    private Model Fit(DataParts parts, RunControl? control, Model? from) => this.Fit(parts.Train, parts.Validation, control, from);
}
