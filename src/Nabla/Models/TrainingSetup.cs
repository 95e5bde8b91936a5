using System.Numerics;
using Nabla.Data;
using Nabla.Networks;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>The start of a run: prepared examples, and a network with initial parameters.</summary>
internal sealed record TrainingSetup<T>(Examples<T> Training, Examples<T>? Validation, Network<T> Network)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Prepares the run of a plan.</summary>
    /// <exception cref="ArgumentException">The network differs from that of the model to continue from, or the class weights do not match the
    /// classes.</exception>
    public static TrainingSetup<T> Of(TrainingPlan plan)
    {
        double[]? classWeights = plan.Settings.ClassWeights?.For(plan.Parts.Train);
        Examples<T> training = Examples(plan.Parts.Train);
        var network = new Network<T>(plan.Network);
        if (plan.From is not null)
            plan.From.Networks[0].CopyTo(network);
        else if (DataStart.IsWanted(plan.Network))
            network.Initialize(plan.Settings.Seed, training.Some(DataStart.MostExamples));
        else
            network.Initialize(plan.Settings.Seed);
        return new TrainingSetup<T>(training, plan.Parts.Validation is { } validation ? Examples(validation) : null, network);

        Examples<T> Examples(Dataset part)
            => Preparation.Examples<T>(part, plan.Preprocessor, plan.TargetScaler, plan.Network.Outputs, classWeights);
    }
}
