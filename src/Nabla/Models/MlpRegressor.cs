using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Models;

/// <summary>A multilayer perceptron for regression, such as <c>new MlpRegressor(new() { Network = new(64, 32), Seed = 1 })</c>.</summary>
/// <param name="settings">The settings of network and training; null, the default, for the default settings.</param>
public sealed partial class MlpRegressor(MlpSettings? settings = null)
{
    /// <summary>The settings of network and training.</summary>
    public MlpSettings Settings { get; } = settings ?? new();

    /// <summary>Trains a model.</summary>
    /// <param name="training">The training data; one or more target values per row.</param>
    /// <param name="validation">The validation data, evaluated after each epoch; null, the default, for none.</param>
    /// <param name="control">Threads, progress, cancellation, checkpoints.</param>
    /// <param name="from">A model to continue from; null, the default, for a new model.</param>
    /// <exception cref="ArgumentException">The data has classes, or the settings do not fit it.</exception>
    public Model Fit(Dataset training, Dataset? validation = null, RunControl? control = null, Model? from = null)
    {
        ArgumentNullException.ThrowIfNull(training);
        if (training.Task != LearningTask.Regression)
            throw new ArgumentException($"data set '{training.Name}' has classes; MlpClassifier is for them");
        return Estimation.Fit(this.Settings, training, validation, control, from);
    }

    /// <summary>Trains a model on a table: the target's column has the numbers to learn, all others are features.</summary>
    /// <param name="table">The rows, as from a file or from <see cref="Columns.From"/>; each has a target.</param>
    /// <param name="target">The name of the target's column.</param>
    /// <param name="control">Threads, progress, cancellation, checkpoints.</param>
    /// <param name="from">A model to continue from; null, the default, for a new model.</param>
    /// <exception cref="ArgumentException">The settings do not fit the data.</exception>
    /// <exception cref="InvalidDataException">A column is missing, a row has no target, or the target is not a number.</exception>
    public Model Fit(Table table, string target, RunControl? control = null, Model? from = null) => this.Fit(table, [target], control, from);

    /// <summary>Trains a model on a table with several targets, learned together.</summary>
    /// <param name="table">The rows, as from a file or from <see cref="Columns.From"/>; each has every target.</param>
    /// <param name="targets">The names of the targets' columns; all others are features.</param>
    /// <param name="control">Threads, progress, cancellation, checkpoints.</param>
    /// <param name="from">A model to continue from; null, the default, for a new model.</param>
    /// <exception cref="ArgumentException">The settings do not fit the data.</exception>
    /// <exception cref="InvalidDataException">A column is missing, a row has no target, or a target is not a number.</exception>
    public Model Fit(Table table, IReadOnlyList<string> targets, RunControl? control = null, Model? from = null)
        => this.Fit(Estimation.Examples(table, targets, LearningTask.Regression, from), null, control, from);

    /// <summary>Trains a model on features and targets.</summary>
    /// <param name="features">Raw features [examples × features].</param>
    /// <param name="targets">Raw targets [examples × targets].</param>
    /// <param name="control">Threads, progress, cancellation.</param>
    public Model Fit(Matrix<double> features, Matrix<double> targets, RunControl? control = null)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(targets);
        string[] targetNames = [.. Enumerable.Range(0, targets.Columns).Select(i => FormattableString.Invariant($"y{i}"))];
        return this.Fit(Dataset.Regression("data", features, FeatureNames.For(features.Columns), targets, targetNames), null, control);
    }
}
