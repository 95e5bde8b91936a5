using System.Numerics;
using Nabla.Networks;

namespace Nabla.Training;

/// <summary>
/// The epoch with the lowest validation loss so far, or the best accuracy, with a snapshot of its network; it also decides on early stopping.
/// </summary>
/// <param name="network">The network.</param>
/// <param name="settings">Early stopping, its patience, and the minimum change that counts as an improvement.</param>
internal sealed class BestEpoch<T>(Network<T> network, TrainingSettings settings)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const string Prefix = "best/";

    private readonly Snapshot<T> network = new(network);
    private readonly int? patience = settings.EarlyStopping == true ? settings.Patience : null;
    private double loss = double.PositiveInfinity;

    // The value that the next improvement is compared with, the epoch in which it was found, and the last evaluated epoch.
    private double reference = double.PositiveInfinity;
    private int improved;
    private int evaluated;

    /// <summary>The best epoch.</summary>
    public int Epoch { get; private set; }

    /// <summary>Whether the patience is exhausted.</summary>
    public bool IsOver => this.evaluated - this.improved >= this.patience;

    /// <summary>Considers an epoch; true if it is the best so far.</summary>
    public bool Consider(EpochRecord record)
    {
        if ((settings.JudgeBy == ValidationMeasure.Loss ? record.ValidationLoss : 1 - record.ValidationAccuracy) is not { } candidate)
            return false;
        this.evaluated = record.Epoch;
        if (candidate < this.reference - settings.MinChange)
            (this.reference, this.improved) = (candidate, record.Epoch);
        if (!(candidate < this.loss || (settings.LastBest && candidate == this.loss)))
            return false;
        (this.loss, this.Epoch) = (candidate, record.Epoch);
        this.network.Take();
        return true;
    }

    /// <summary>Restores the network of the best epoch.</summary>
    public void Restore() => this.network.Restore();

    /// <summary>Copies the parameters of the best epoch into a network of the same description.</summary>
    public void CopyTo(Network<T> other) => this.network.CopyTo(other);

    /// <summary>Adds the state to save.</summary>
    public void Save(TrainingState<T> state)
    {
        state.Add(Prefix + "parameters", this.network.Parameters);
        state.Add(Prefix + "statistics", this.network.Statistics);
        state.Add(Prefix + "epoch", this.Epoch);
        state.Add(Prefix + "loss", this.loss);
        state.Add(Prefix + "reference", this.reference);
        state.Add(Prefix + "improved", this.improved);
        state.Add(Prefix + "evaluated", this.evaluated);
    }

    /// <summary>Restores the state added by <see cref="Save"/>.</summary>
    public void Load(TrainingState<T> state)
    {
        state.CopyTo(Prefix + "parameters", this.network.Parameters);
        state.CopyTo(Prefix + "statistics", this.network.Statistics);
        this.Epoch = (int)state.Number(Prefix + "epoch");
        this.loss = state.Number(Prefix + "loss");
        this.reference = state.Number(Prefix + "reference");
        this.improved = (int)state.Number(Prefix + "improved");
        this.evaluated = (int)state.Number(Prefix + "evaluated");
    }
}
