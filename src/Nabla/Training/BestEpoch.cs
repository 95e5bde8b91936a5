using System.Numerics;
using Nabla.Networks;

namespace Nabla.Training;

/// <summary>The epoch with the lowest validation loss so far, or the best accuracy, with the network as it was, and whether waiting for a better one is over.</summary>
/// <param name="network">The network.</param>
/// <param name="settings">Where early stopping is set, the epochs without an improvement that end the waiting; what is an improvement.</param>
internal sealed class BestEpoch<T>(Network<T> network, TrainingSettings settings)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const string Prefix = "best/";

    private readonly Snapshot<T> network = new(network);
    private readonly int? patience = settings.EarlyStopping == true ? settings.Patience : null;
    private double loss = double.PositiveInfinity;

    // What the next improvement is measured from, when it was found, and when it was last looked for.
    private double reference = double.PositiveInfinity;
    private int improved;
    private int evaluated;

    /// <summary>The epoch.</summary>
    public int Epoch { get; private set; }

    /// <summary>Whether as many epochs as are let pass brought no improvement.</summary>
    public bool IsOver => this.evaluated - this.improved >= this.patience;

    /// <summary>Looks at an epoch; true if it is the best so far.</summary>
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

    /// <summary>Takes the network back to the best epoch.</summary>
    public void Restore() => this.network.Restore();

    /// <summary>Copies the best epoch's numbers into a network of the same description.</summary>
    public void CopyTo(Network<T> other) => this.network.CopyTo(other);

    /// <summary>Adds what must be kept.</summary>
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

    /// <summary>Takes back what <see cref="Save"/> added.</summary>
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
