using Nabla.Optimization;

namespace Nabla.Training;

/// <summary>How a training run went.</summary>
/// <param name="History">One record for each complete epoch, from epoch 0, before training.</param>
/// <param name="Stop">Why it ended.</param>
/// <param name="StopMessage">The reason in words, one sentence without a full stop.</param>
/// <param name="ChosenEpoch">The epoch whose parameters the network has.</param>
public sealed record TrainingResult(IReadOnlyList<EpochRecord> History, StopReason Stop, string StopMessage, int ChosenEpoch)
{
    /// <summary>The place of the first number that is not finite, if the run diverged; otherwise null.</summary>
    public Divergence? Divergence { get; init; }

    /// <summary>The complete epochs.</summary>
    public int Epochs => this.History[^1].Epoch;

    /// <summary>The training loss of each epoch.</summary>
    public IReadOnlyList<double> LossCurve => [.. this.History.Select(record => record.TrainingLoss)];
}
