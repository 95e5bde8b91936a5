using Nabla.Cli.Output;
using Nabla.Models;
using Nabla.Numerics;
using Nabla.Training;

namespace Nabla.Cli.Training;

/// <summary>Some members of an ensemble, for a process that shares the work with others.</summary>
internal static class MemberShare
{
    /// <summary>Trains them, and says what is left to do.</summary>
    /// <param name="plan">The ensemble.</param>
    /// <param name="share">Which members.</param>
    /// <param name="control">Threads, cancellation, and the folder where they stay.</param>
    /// <param name="streams">Where progress and result go.</param>
    /// <returns>The exit code.</returns>
    public static int Train(TrainingPlan plan, Shard share, RunControl control, Streams streams)
    {
        IReadOnlyList<(int Member, TrainingResult Result)> members = ModelTrainer.TrainShare(plan, share, control with { Members = new MemberLines(streams.Error) });
        string trained = members.Count == 0
            ? "no network"
            : $"{Texts.Count(members.Count, "network")} of {plan.Settings.Ensemble!.Count} ({string.Join(", ", members.Select(member => member.Member))})";
        streams.Out.WriteLine($"share {share}: {trained} in {Texts.Quoted(control.Checkpoints!.Folder)}; when all shares are done, the same command without --shard and with --resume makes the model");
        TrainingResult? diverged = members.Select(member => member.Result).FirstOrDefault(result => result.Divergence is not null);
        return diverged is not null && Diverged.Says(diverged, keep: false, streams) ? Program.Diverged : 0;
    }
}
