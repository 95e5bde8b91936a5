using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>
/// The options of a pass of a batch through a network. Dropout and noise are functions of them and of an example's identity, so a pass can be
/// repeated. The default is an evaluation: no dropout, and batch normalization uses its running statistics.
/// </summary>
public readonly ref struct Pass
{
    /// <summary>Whether dropout, noise, label smoothing and batch statistics are used.</summary>
    public bool IsTraining { get; init; }

    /// <summary>The seed of the run.</summary>
    public ulong Seed { get; init; }

    /// <summary>The step of the run, which determines the dropped units.</summary>
    public uint Step { get; init; }

    /// <summary>Whether outputs are evaluated as predicted: clipped to <see cref="NetworkSpec.OutputLimits"/>. The cost has no gradient then.</summary>
    internal bool JudgesPredictions { get; init; }

    /// <summary>The factor of the dropout probabilities, 0 to 1; null, the default, for 1.</summary>
    public double? DropoutFactor { get; init; }

    /// <summary>The identity of each example of the batch, so that dropout depends on the example, not on its position.</summary>
    public ReadOnlySpan<int> Rows { get; init; }

    /// <summary>
    /// For each layer number, from 0, whether it is frozen: its derivatives are not computed, and its batch normalization uses running statistics.
    /// Empty, the default, for none.
    /// </summary>
    public ReadOnlySpan<bool> Frozen { get; init; }

    /// <summary>Whether the parameters of a layer are frozen.</summary>
    internal bool Freezes(int layer) => layer < this.Frozen.Length && this.Frozen[layer];

    /// <summary>The random stream of a layer in this pass.</summary>
    internal CounterRandom Random(DrawKey key) => new(this.Seed, key.Purpose + (key.Place << 8), this.Step);
}
