using System.Numerics;
using Nabla.Data;
using Nabla.Networks;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>What a run begins with: preprocessing fitted on the training part or taken from a model, prepared examples, and a network.</summary>
internal sealed record TrainingSetup<T>(
    Preprocessor Preprocessor, Scaler? TargetScaler, Examples<T> Training, Examples<T>? Validation, Network<T> Network)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Prepares a run.</summary>
    /// <exception cref="ArgumentException">The settings make no sense together, for this data, or for the model to go on from.</exception>
    public static TrainingSetup<T> Of(DataParts parts, MlpSettings settings, Model? from)
    {
        Dataset training = parts.Train;
        from?.CheckKind(training);
        Preprocessor preprocessor = from?.Preprocessor ?? Preprocessor.Fit(training, settings.ToPreprocessorOptions());
        NetworkSpec spec = settings.ToNetworkSpec(training, preprocessor);
        Scaler? targetScaler = from is null ? Preparation.TargetScaler(training, spec) : from.Info.TargetScaler;
        double[]? classWeights = settings.ClassWeights?.For(training);
        Network<T> network = from is null ? Network<T>.Create(spec, settings.Seed) : new Network<T>(spec);
        from?.Runner.CopyTo(network);
        return new TrainingSetup<T>(
            preprocessor,
            targetScaler,
            Examples(training),
            parts.Validation is { } validation ? Examples(validation) : null,
            network);

        Examples<T> Examples(Dataset part)
        {
            Preparation.CheckTargets(part, spec.Loss);
            return Preparation.Examples<T>(part, preprocessor, targetScaler, spec.Outputs, classWeights);
        }
    }
}
