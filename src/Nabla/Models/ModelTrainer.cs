using System.Numerics;
using Nabla.Data;
using Nabla.Networks;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>What watches and bounds a run without changing what it computes.</summary>
public sealed record RunControl
{
    /// <summary>The most threads; 0, the default, is one for each processor.</summary>
    public int Threads { get; init; }

    /// <summary>Told how far the run is.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }

    /// <summary>Told of each complete epoch, with the network as it then is.</summary>
    public IEpochObserver? Observer { get; init; }

    /// <summary>Ends the run early; the best model so far is the result.</summary>
    public CancellationToken Cancellation { get; init; }

    internal int ThreadCount => this.Threads > 0 ? this.Threads : Environment.ProcessorCount;
}

/// <summary>Looks at a network after each epoch, whatever its number type.</summary>
public interface IEpochObserver
{
    /// <summary>Called after each complete epoch, epoch 0 among them.</summary>
    void EpochEnded<T>(Network<T> network, Examples<T> training, EpochRecord record)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>From data and settings to a model: scaling fitted on the training part, a network made, trained and scored.</summary>
public static class ModelTrainer
{
    /// <summary>Trains a model.</summary>
    /// <param name="parts">What to train on, and what to judge by.</param>
    /// <param name="settings">What is trained, and how.</param>
    /// <param name="control">Threads, progress, cancellation.</param>
    /// <exception cref="ArgumentException">The settings make no sense together or for this data.</exception>
    public static (Model Model, TrainingResult Result) Train(DataParts parts, MlpSettings settings, RunControl? control = null)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(settings);
        control ??= new RunControl();
        return settings.Precision == Precision.Double
            ? Train<double>(parts, settings, control)
            : Train<float>(parts, settings, control);
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
        ArgumentNullException.ThrowIfNull(settings);
        NetworkSpec spec = settings.ToNetworkSpec(dataset);
        Examples<double> examples = Preparation.Examples<double>(
            dataset, Scaler.Fit(settings.Scaling, dataset.Features), Preparation.TargetScaler(dataset, spec), spec.Outputs);
        return NetworkGradientCheck.Run(Network<double>.Create(spec, settings.Seed), examples, check);
    }

    private static (Model Model, TrainingResult Result) Train<T>(DataParts parts, MlpSettings settings, RunControl control)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Dataset training = parts.Train;
        NetworkSpec spec = settings.ToNetworkSpec(training);
        Scaler scaler = Scaler.Fit(settings.Scaling, training.Features);
        Scaler? targetScaler = Preparation.TargetScaler(training, spec);
        Examples<T> examples = Preparation.Examples<T>(training, scaler, targetScaler, spec.Outputs);
        Examples<T>? validation = parts.Validation is { } part ? Preparation.Examples<T>(part, scaler, targetScaler, spec.Outputs) : null;

        Network<T> network = Network<T>.Create(spec, settings.Seed);
        var trainer = new Trainer<T>(network, examples, validation, Options(settings, control))
        {
            EpochEnded = (n, record) => control.Observer?.EpochEnded(n, examples, record),
        };
        TrainingResult result = trainer.Run(control.Progress, control.Cancellation);

        var info = new ModelInfo
        {
            Task = training.Task,
            DataName = training.Name,
            Split = parts.Split,
            FeatureNames = training.FeatureNames,
            ClassNames = training.ClassNames,
            TargetNames = training.TargetNames,
            Scaler = scaler,
            TargetScaler = targetScaler,
            Settings = settings.ToSettings(),
            History = result.History,
            Stop = result.Stop,
            ChosenEpoch = result.ChosenEpoch,
        };
        var model = new Model(new NetworkRunner<T>(network), info);
        Scores? Score(Dataset? dataset) => dataset is null ? null : model.Score(dataset, control.ThreadCount);
        info = info with { Scores = new PartScores(Score(training), Score(parts.Validation), Score(parts.Test)) };
        return (new Model(new NetworkRunner<T>(network), info), result);
    }

    private static TrainingOptions Options(MlpSettings settings, RunControl control) => new()
    {
        Optimizer = settings.Solver,
        LearningRate = settings.EffectiveLearningRate,
        BatchSize = settings.BatchSize,
        Epochs = settings.Epochs,
        Tolerance = settings.Tolerance ?? new TrainingOptions().Tolerance,
        MaxEvaluations = settings.MaxEvaluations ?? int.MaxValue,
        Seed = settings.Seed,
        Threads = control.ThreadCount,
    };
}
