using System.Numerics;
using Nabla.Data;
using Nabla.Networks;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>From data and settings to a model: preprocessing fitted on the training part, a network made, trained and scored.</summary>
public static class ModelTrainer
{
    /// <summary>Trains a model.</summary>
    /// <param name="parts">What to train on, and what to judge by.</param>
    /// <param name="settings">What is trained, and how.</param>
    /// <param name="control">Threads, progress, cancellation, checkpoints.</param>
    /// <param name="from">
    /// A model to go on from, with its parameters and preprocessing; it must be of the same shape and precision, and of data of the same
    /// kind. Null, the default, draws the first parameters.
    /// </param>
    /// <exception cref="ArgumentException">The settings make no sense together, for this data, or for the model to go on from.</exception>
    /// <exception cref="InvalidDataException">No checkpoint of a run that is to be resumed can be used.</exception>
    /// <exception cref="IOException">Checkpoints cannot be written, or their folder is in use by another run.</exception>
    public static (Model Model, TrainingResult Result) Train(
        DataParts parts, MlpSettings settings, RunControl? control = null, Model? from = null)
        => Train(TrainingPlan.Of(parts, settings, from), control);

    /// <summary>
    /// Trains a model as planned. A plan may be run any number of times. Where a run on a part chooses the number of epochs, history,
    /// reason to stop and validation score are those of that run.
    /// </summary>
    /// <param name="plan">What to train on, and how.</param>
    /// <param name="control">Threads, progress, cancellation, checkpoints.</param>
    /// <exception cref="ArgumentException">The settings make no sense together, for this data, or for the model to go on from.</exception>
    /// <exception cref="InvalidDataException">No checkpoint of a run that is to be resumed can be used.</exception>
    /// <exception cref="IOException">Checkpoints cannot be written, or their folder is in use by another run.</exception>
    public static (Model Model, TrainingResult Result) Train(TrainingPlan plan, RunControl? control = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        control ??= new RunControl();
        return plan.Settings.Precision == Precision.Double ? Run<double>() : Run<float>();

        (Model Model, TrainingResult Result) Run<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => plan.Choosing is { } choosing ? RefitRun.Run<T>(choosing, plan, control) : ModelRun.Run<T>(plan, control);
    }

    /// <summary>Holds the gradient that training would start with against finite differences, in double, whatever the settings' precision.</summary>
    /// <param name="dataset">The examples; a few are enough.</param>
    /// <param name="settings">The network, its cost and its scaling.</param>
    /// <param name="check">How to check; null, the default, for central differences.</param>
    /// <returns>What was found for each layer's weights and biases.</returns>
    /// <exception cref="ArgumentException">The settings make no sense together or for this data.</exception>
    public static IReadOnlyList<SliceCheck> CheckGradient(Dataset dataset, MlpSettings settings, GradientCheck? check = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        var plan = TrainingPlan.Of(new DataParts(dataset), settings);
        Examples<double> examples = Preparation.Examples<double>(dataset, plan.Preprocessor, plan.TargetScaler, plan.Network.Outputs);
        return NetworkGradientCheck.Run(Network<double>.Create(plan.Network, settings.Seed), examples, check);
    }

    /// <summary>Looks for a learning rate for a training.</summary>
    /// <param name="training">What it would train on.</param>
    /// <param name="settings">What would be trained, and how, with a first-order rule.</param>
    /// <param name="control">Threads and cancellation.</param>
    /// <param name="from">A model it would go on from; null, the default, for none.</param>
    /// <param name="finder">Which rates to try; null, the default, for the usual ones.</param>
    /// <exception cref="ArgumentException">The settings make no sense together or for this data.</exception>
    public static RateSearch FindLearningRate(
        Dataset training, MlpSettings settings, RunControl? control = null, Model? from = null, LearningRateFinder? finder = null)
    {
        ArgumentNullException.ThrowIfNull(training);
        control ??= new RunControl();
        finder ??= new LearningRateFinder();
        var plan = TrainingPlan.Of(new DataParts(training), settings, from);
        return plan.Settings.Precision == Precision.Double ? Find<double>() : Find<float>();

        RateSearch Find<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            TrainingSetup<T> setup = TrainingSetup<T>.Of(plan);
            return finder.Run(setup.Network, setup.Training, plan.Settings.Training, plan.Settings.Seed, control.ThreadCount, control.Cancellation);
        }
    }
}
