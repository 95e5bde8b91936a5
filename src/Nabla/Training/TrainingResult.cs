using Nabla.Optimization;

namespace Nabla.Training;

/// <summary>The result of a training run.</summary>
/// <param name="History">One record for each complete epoch, from epoch 0, before training.</param>
/// <param name="Stop">The reason why it ended.</param>
/// <param name="StopMessage">The reason as a sentence without a full stop.</param>
/// <param name="ChosenEpoch">The epoch whose parameters the network has.</param>
public sealed record TrainingResult(IReadOnlyList<EpochRecord> History, StopReason Stop, string StopMessage, int ChosenEpoch)
{
    /// <summary>The place of the first number that is not finite; null if the run did not diverge.</summary>
    public Divergence? Divergence { get; init; }

    /// <summary>The number of complete epochs.</summary>
    public int Epochs => this.History[^1].Epoch;

    /// <summary>The training loss of each epoch.</summary>
    public IReadOnlyList<double> LossCurve => [.. this.History.Select(record => record.TrainingLoss)];
}
