using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>The buffers of a pass through a network: activations and deltas of a batch. One thread uses it at a time.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Workspace<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int[] widths;
    private readonly T[][] z;
    private readonly T[][] a;
    private readonly T[][] deltas;
    private readonly T[][] factors;
    private readonly T[][] inputs;
    private readonly NormalizationBuffers<T>?[] normalizations;

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
        NetworkSpec spec = network.Spec;
        this.widths = [spec.Inputs, .. network.Layers.Select(layer => layer.Outputs)];
        int last = network.Layers.Length - 1, widest = this.widths.Skip(1).Max();
        this.a = [.. network.Layers.Select(layer => Buffer(layer.Outputs))];
        this.z = [.. network.Layers.Select((layer, l) => KeepsZ(layer, l) ? Buffer(layer.Outputs) : [])];
        this.deltas = [Buffer(widest), last > 0 ? Buffer(widest) : []];
        this.normalizations = [.. network.Layers.Select(layer => layer.Scale is null ? null : new NormalizationBuffers<T>(rows, layer.Outputs))];

        // What enters layer l where that is not simply the activations of the layer before, and the factors of dropout on it.
        bool[] changed = [spec.InputNoise > 0 || spec.InputDropout > 0, .. spec.Layers.Take(last).Select(layer => layer.Dropout > 0)];
        this.inputs = [.. changed.Select((itIs, l) => itIs ? Buffer(this.widths[l]) : [])];
        this.factors = [.. changed.Select((itIs, l) => itIs ? Buffer(this.widths[l]) : [])];
        this.Costs = new double[rows];
        this.SmoothTargets = spec.LabelSmoothing > 0 ? Buffer(spec.Outputs) : [];

        T[] Buffer(int width) => new T[checked(rows * width)];
        bool KeepsZ(Layer<T> layer, int l) => !layer.Kernel.DerivativeFromOutput || (l == last && network.LossKernel.FromZ);
    }

    /// <summary>The most examples that go through at once.</summary>
    public int Rows { get; }

    /// <summary>The most threads that work on a pass.</summary>
    public int Threads { get; }

    /// <summary>Scratch, a number for each example.</summary>
    internal double[] Costs { get; }

    /// <summary>Targets after label smoothing; empty if there is none.</summary>
    internal T[] SmoothTargets { get; }

    /// <summary>What a layer's activation is computed from, where that is kept; otherwise an empty view.</summary>
    internal MatrixView<T> Z(int layer, int rows)
        => this.z[layer].Length == 0 ? default : new(this.z[layer], rows, this.widths[layer + 1]);

    /// <summary>The activations of a layer.</summary>
    internal MatrixView<T> A(int layer, int rows) => new(this.a[layer], rows, this.widths[layer + 1]);

    /// <summary>The delta of a layer; it shares a buffer with that of the next layer but one.</summary>
    internal MatrixView<T> Delta(int layer, int rows) => new(this.deltas[layer % 2], rows, this.widths[layer + 1]);

    /// <summary>What enters a layer in training, where dropout or noise changes it; otherwise an empty view.</summary>
    internal MatrixView<T> Input(int layer, int rows)
        => this.inputs[layer].Length == 0 ? default : new(this.inputs[layer], rows, this.widths[layer]);

    /// <summary>The factors of dropout on what enters a layer.</summary>
    internal MatrixView<T> Factors(int layer, int rows) => new(this.factors[layer], rows, this.widths[layer]);

    /// <summary>The buffers of a normalised layer.</summary>
    internal NormalizationBuffers<T> Normalization(int layer) => this.normalizations[layer]!;
}
