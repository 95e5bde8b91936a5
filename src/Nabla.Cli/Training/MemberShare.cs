using Nabla.Cli.Output;
using Nabla.Models;
using Nabla.Numerics;
using Nabla.Training;

namespace Nabla.Cli.Training;

/// <summary>Trains a share of an ensemble's members.</summary>
internal static class MemberShare
{
    /// <summary>Trains the members and prints what remains to be done.</summary>
    /// <param name="plan">The ensemble.</param>
    /// <param name="share">The share of the members.</param>
    /// <param name="control">Threads, cancellation and the checkpoint folder.</param>
    /// <param name="streams">The streams for progress and the result.</param>
    /// <returns>The exit code.</returns>
    public static int Train(TrainingPlan plan, Shard share, RunControl control, Streams streams)
    {
        IReadOnlyList<(int Member, TrainingResult Result)> members = ModelTrainer.TrainShare(plan, share, control with { Members = new MemberLines(streams.Error) });
        string trained = members.Count == 0
            ? "no network"
            : $"{Texts.Count(members.Count, "network")} of {plan.Settings.Ensemble!.Count} ({string.Join(", ", members.Select(member => member.Member))})";
        streams.Out.WriteLine($"share {share}: {trained} in {Texts.Quoted(control.Checkpoints!.Folder)}; when all shares are done, run the same command without --shard and with --resume to make the model");
        TrainingResult? diverged = members.Select(member => member.Result).FirstOrDefault(result => result.Divergence is not null);
        return diverged is not null && Diverged.Says(diverged, keep: false, streams) ? Program.Diverged : 0;
    }
}
