using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Models;

/// <summary>A multilayer perceptron for numbers: its settings, and <see cref="Fit(Dataset, Dataset?, RunControl?, Model?)"/>, which makes a model.</summary>
public sealed record MlpRegressor : MlpSettings
{
    /// <summary>Trains a model.</summary>
    /// <param name="training">What to learn from; one or more target values a row.</param>
    /// <param name="validation">What to judge by after each epoch; null, the default, for nothing.</param>
    /// <param name="control">Threads, progress, cancellation, checkpoints.</param>
    /// <param name="from">A model to go on from; null, the default, begins anew.</param>
    /// <exception cref="ArgumentException">The data has classes, or the settings make no sense for it.</exception>
    public Model Fit(Dataset training, Dataset? validation = null, RunControl? control = null, Model? from = null)
    {
        ArgumentNullException.ThrowIfNull(training);
        if (training.Task != LearningTask.Regression)
            throw new ArgumentException($"data set '{training.Name}' has classes; MlpClassifier is for them");
        return ModelTrainer.Train(new DataParts(training, validation), this, control, from).Model;
    }

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
