using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>The buffers of a pass through a network: activations and deltas of a batch. One thread uses it at a time.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Workspace<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[][] z;
    private readonly T[][] a;
    private readonly T[][] deltas;
    private readonly int[] widths;

    /// <summary>Buffers for a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="rows">The most examples that go through at once.</param>
    /// <param name="threads">The most threads that work on a pass; 1 unless said.</param>
    public Workspace(Network<T> network, int rows, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        this.Rows = rows;
        this.Threads = threads;
        this.widths = [.. network.Layers.Select(layer => layer.Outputs)];
        int last = this.widths.Length - 1;
        this.a = [.. this.widths.Select(width => new T[checked(rows * width)])];
        this.z = [.. network.Layers.Select((layer, l) => this.KeepsZ(network, l) ? new T[rows * layer.Outputs] : [])];
        int widest = this.widths.Max();
        this.deltas = [new T[checked(rows * widest)], last > 0 ? new T[rows * widest] : []];
        this.Costs = new double[rows];
    }

    /// <summary>The most examples that go through at once.</summary>
    public int Rows { get; }

    /// <summary>The most threads that work on a pass.</summary>
    public int Threads { get; }

    /// <summary>Scratch, a number for each example.</summary>
    internal double[] Costs { get; }

    /// <summary>The weighted inputs of a layer; an empty view where they are not kept.</summary>
    internal MatrixView<T> Z(int layer, int rows)
        => this.z[layer].Length == 0 ? default : new(this.z[layer], rows, this.widths[layer]);

    /// <summary>The activations of a layer.</summary>
    internal MatrixView<T> A(int layer, int rows) => new(this.a[layer], rows, this.widths[layer]);

    /// <summary>The delta of a layer; it shares a buffer with that of the next layer but one.</summary>
    internal MatrixView<T> Delta(int layer, int rows) => new(this.deltas[layer % 2], rows, this.widths[layer]);

    private bool KeepsZ(Network<T> network, int layer)
        => !network.Layers[layer].Kernel.DerivativeFromOutput
            || (layer == this.widths.Length - 1 && network.LossKernel.FromZ);
}
