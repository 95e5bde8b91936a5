using System.CommandLine;
using Nabla.Cli.Options;
using Nabla.Cli.Output;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Cli.Training;

/// <summary>Handles runs that end with a number that is not finite.</summary>
internal static class Diverged
{
    /// <summary>The option to save even an untrained network.</summary>
    public static Option<bool> Option() => Define.Flag("--keep-diverged", "save the untrained network if the run diverges before its first good epoch (default: save nothing)");

    /// <summary>Reports the divergence of a run, if it diverged.</summary>
    /// <param name="result">The training result.</param>
    /// <param name="keep">Whether to save an untrained network.</param>
    /// <param name="streams">The streams to write to.</param>
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
