using System.Numerics;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>
/// Saved states of a run to go back to: the start, the latest ones, and some in between, more sparsely as the run gets longer. Their total size is limited.
/// </summary>
internal sealed class KeptStates<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const long MostBytes = 64 << 20;
    private const int Least = 4, Most = 64;

    private readonly List<TrainingState<T>> states = [];
    private readonly int capacity;

    /// <summary>Starts with the state before training.</summary>
    public unsafe KeptStates(TrainingState<T> beginning)
    {
        long bytes = sizeof(T) * beginning.Vectors.Values.Sum(vector => (long)vector.Length);
        this.capacity = (int)Math.Clamp(MostBytes / Math.Max(1, bytes), Least, Most);
        this.states.Add(beginning);
    }

    /// <summary>Whether an epoch is sufficiently later than all saved states, in proportion to its number.</summary>
    public bool Wants(int epoch) => epoch - EpochOf(this.states[^1]) >= Math.Max(1, epoch / Most);

    /// <summary>Saves a state, and drops the least useful one, whose neighbours are close in proportion to its age.</summary>
    public void Keep(TrainingState<T> state)
    {
        this.states.Add(state);
        if (this.states.Count <= this.capacity)
            return;
        int latest = EpochOf(state), leftOut = 1;
        double least = double.PositiveInfinity;
        for (int i = 1; i < this.states.Count - 1; i++)
        {
            double gap = (double)(EpochOf(this.states[i + 1]) - EpochOf(this.states[i - 1])) / (latest - EpochOf(this.states[i]) + 1);
            if (gap < least)
                (least, leftOut) = (gap, i);
        }

        this.states.RemoveAt(leftOut);
    }

    /// <summary>The latest state up to an epoch.</summary>
    public TrainingState<T> NotAfter(int epoch) => this.states.FindLast(state => EpochOf(state) <= epoch)!;

    private static int EpochOf(TrainingState<T> state) => state.History[^1].Epoch;
}
