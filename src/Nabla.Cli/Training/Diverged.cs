using System.CommandLine;
using Nabla.Cli.Options;
using Nabla.Cli.Output;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Cli.Training;

/// <summary>What becomes of runs that end with a number that is not finite.</summary>
internal static class Diverged
{
    /// <summary>The option that saves even what was never trained.</summary>
    public static Option<bool> Option() => Define.Flag("--keep-diverged", "save the untrained network if the run diverges before its first good epoch (default: save nothing)");

    /// <summary>Says that a run diverged, if it did.</summary>
    /// <param name="result">How the run went.</param>
    /// <param name="keep">Whether an untrained network is saved too.</param>
    /// <param name="streams">Where to.</param>
    /// <returns>Whether there is nothing to save.</returns>
    public static bool Says(TrainingResult result, bool keep, Streams streams)
    {
        if (result.Stop is not (StopReason.Diverged or StopReason.NonFiniteStart))
            return false;
        bool untrained = result.ChosenEpoch == 0;
        string rest = !untrained ? $"the model is that of epoch {result.ChosenEpoch}, the last good one"
            : keep ? "the model is the untrained network"
            : "there was no good epoch, so nothing is saved: try a smaller --learning-rate, or --keep-diverged for the untrained network";
        streams.Say($"{(untrained && !keep ? string.Empty : "warning: ")}{result.StopMessage}; {rest}");
        return untrained && !keep;
    }
}
