using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Models;

/// <summary>A multilayer perceptron for classes: its settings, and <see cref="Fit(Dataset, Dataset?, RunControl?, Model?)"/>, which makes a model.</summary>
public sealed record MlpClassifier : MlpSettings
{
    /// <summary>Trains a model.</summary>
    /// <param name="training">What to learn from; classes.</param>
    /// <param name="validation">What to judge by after each epoch; null, the default, for nothing.</param>
    /// <param name="control">Threads, progress, cancellation, checkpoints.</param>
    /// <param name="from">A model to go on from; null, the default, begins anew.</param>
    /// <exception cref="ArgumentException">The data has no classes, or the settings make no sense for it.</exception>
    public Model Fit(Dataset training, Dataset? validation = null, RunControl? control = null, Model? from = null)
    {
        ArgumentNullException.ThrowIfNull(training);
        if (training.Task != LearningTask.Classification)
            throw new ArgumentException($"data set '{training.Name}' has no classes; MlpRegressor is for numbers");
        return ModelTrainer.Train(new DataParts(training, validation), this, control, from).Model;
    }

    /// <summary>Trains a model on features and labels of any kind.</summary>
    /// <param name="features">Raw features [examples × features].</param>
    /// <param name="labels">The label of each example; their texts become the names of the classes.</param>
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
