using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Models;

/// <summary>A multilayer perceptron for classification, such as <c>new MlpClassifier(new() { Network = new(64, 32), Seed = 1 })</c>.</summary>
/// <param name="settings">The settings of network and training; null, the default, for the default settings.</param>
public sealed partial class MlpClassifier(MlpSettings? settings = null)
{
    /// <summary>The settings of network and training.</summary>
    public MlpSettings Settings { get; } = settings ?? new();

    /// <summary>Trains a model.</summary>
    /// <param name="training">The training data; classes or labels.</param>
    /// <param name="validation">The validation data, evaluated after each epoch; null, the default, for none.</param>
    /// <param name="control">Threads, progress, cancellation, checkpoints.</param>
    /// <param name="from">A model to continue from; null, the default, for a new model.</param>
    /// <exception cref="ArgumentException">The data has no classes, or the settings do not fit it.</exception>
    public Model Fit(Dataset training, Dataset? validation = null, RunControl? control = null, Model? from = null)
    {
        ArgumentNullException.ThrowIfNull(training);
        if (training.Task == LearningTask.Regression)
            throw new ArgumentException($"data set '{training.Name}' has no classes; MlpRegressor is for numbers");
        return Estimation.Fit(this.Settings, training, validation, control, from);
    }

    /// <summary>Trains a model on a table: the target's column has the classes, all others are features.</summary>
    /// <param name="table">The rows, as from a file or from <see cref="Columns.From"/>; each has a target.</param>
    /// <param name="target">The name of the column with the classes.</param>
    /// <param name="control">Threads, progress, cancellation, checkpoints.</param>
    /// <param name="from">A model to continue from; null, the default, for a new model.</param>
    /// <exception cref="ArgumentException">The settings do not fit the data.</exception>
    /// <exception cref="InvalidDataException">A column is missing, a row has no target, or there are fewer than two classes.</exception>
    public Model Fit(Table table, string target, RunControl? control = null, Model? from = null)
        => this.Fit(Estimation.Examples(table, [target], LearningTask.Classification, from), null, control, from);

    /// <summary>Trains a model on a table with several labels: columns of yes and no, learned independently.</summary>
    /// <param name="table">The rows, as from a file or from <see cref="Columns.From"/>; each has every label.</param>
    /// <param name="labels">The names of the columns with the labels; all others are features.</param>
    /// <param name="control">Threads, progress, cancellation, checkpoints.</param>
    /// <param name="from">A model to continue from; null, the default, for a new model.</param>
    /// <exception cref="ArgumentException">The settings do not fit the data.</exception>
    /// <exception cref="InvalidDataException">A column is missing, or a row has a label that is not yes or no.</exception>
    public Model Fit(Table table, IReadOnlyList<string> labels, RunControl? control = null, Model? from = null)
        => this.Fit(Estimation.Examples(table, labels, LearningTask.MultiLabel, from), null, control, from);

    /// <summary>Trains a model on features and labels of any kind.</summary>
    /// <param name="features">Raw features [examples × features].</param>
    /// <param name="labels">The label of each example; their texts become the class names.</param>
    /// <param name="control">Threads, progress, cancellation.</param>
    public Model Fit<TLabel>(Matrix<double> features, IReadOnlyList<TLabel> labels, RunControl? control = null)
        where TLabel : notnull, IEquatable<TLabel>
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(labels);
        LabelMap<TLabel> map = LabelMap<TLabel>.From(labels);
        string[] names = [.. map.Classes.Select(label => FormattableString.Invariant($"{label}"))];
        return this.Fit(Dataset.Classification("data", features, FeatureNames.For(features.Columns), map.Encode([.. labels]), names), null, control);
    }
}
