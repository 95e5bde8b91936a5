using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>
/// A feed-forward network compiled from its description: one flat vector of parameters with named slices, weights then
/// biases, layer by layer. It holds no buffers: many threads may predict with one network, each with a
/// <see cref="Workspace{T}"/> of its own.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Network<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] parameters;
    private readonly T[] statistics;
    private readonly WorkspacePool<T> workspaces;

    /// <summary>A network whose parameters are all 0.</summary>
    /// <exception cref="ArgumentException">The description makes no sense; the message says why.</exception>
    public Network(NetworkSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        spec.Validate();
        this.Spec = spec;
        var layers = new List<Layer<T>>();
        var slices = new SliceList();
        var kept = new SliceList();
        int inputs = spec.Inputs;
        foreach (LayerSpec layer in spec.Layers)
        {
            int number = layers.Count + 1;
            bool normalized = layer.Normalization != Normalization.None, running = layer.Normalization == Normalization.Batch;
            layers.Add(new Layer<T>(
                layer,
                layer.Activation.Compile<T>(),
                slices.Add(number, ParameterKind.Weights, inputs, layer.Units),
                normalized ? slices.Add(number, ParameterKind.Scale, 1, layer.Units) : null,
                layer.Bias ? slices.Add(number, ParameterKind.Biases, 1, layer.Units) : null,
                running ? kept.Add(number, ParameterKind.RunningMean, 1, layer.Units) : null));
            if (running)
                kept.Add(number, ParameterKind.RunningVariance, 1, layer.Units);
            inputs = layer.Units;
        }

        this.Layers = [.. layers];
        this.Slices = slices;
        this.StatisticsSlices = kept;
        this.LossKernel = spec.Loss.Compile<T>(spec.Layers[^1].Activation);
        this.parameters = new T[slices.Length];
        this.statistics = new T[kept.Length];
        this.workspaces = new WorkspacePool<T>(this);
        this.ResetStatistics();
    }

    /// <summary>The description.</summary>
    public NetworkSpec Spec { get; }

    /// <summary>All parameters.</summary>
    public Span<T> Parameters => this.parameters;

    /// <summary>Where each layer's weights and biases stand among the parameters, in order.</summary>
    public IReadOnlyList<ParameterSlice> Slices { get; }

    /// <summary>What is kept beside the parameters and not optimised: running means and variances of batch normalisation.</summary>
    public Span<T> Statistics => this.statistics;

    /// <summary>Where each layer's running mean and variance stand among the statistics.</summary>
    public IReadOnlyList<ParameterSlice> StatisticsSlices { get; }

    /// <summary>The layers, the output layer last.</summary>
    internal Layer<T>[] Layers { get; }

    /// <summary>Everything that must be kept to have the network again: the slices of its parameters, then of its statistics.</summary>
    internal IEnumerable<ParameterSlice> AllSlices => this.Slices.Concat(this.StatisticsSlices);

    /// <summary>The loss.</summary>
    internal LossKernel<T> LossKernel { get; }

    /// <summary>A network whose parameters are drawn as its description says.</summary>
    public static Network<T> Create(NetworkSpec spec, ulong seed)
    {
        var network = new Network<T>(spec);
        network.Initialize(seed);
        return network;
    }

    /// <summary>Draws all parameters anew, and forgets the statistics. A parameter's draw depends on the seed and its place alone.</summary>
    public void Initialize(ulong seed)
    {
        this.ResetStatistics();
        foreach (Layer<T> layer in this.Layers)
        {
            uint number = (uint)layer.Weights.Layer;
            Initializer initializer = layer.Spec.WeightInitializer ?? layer.Spec.Activation.DefaultInitializer;
            initializer.Fill(
                layer.Weights.MatrixOf(this.Parameters), layer.Inputs, layer.Outputs, new(seed, RandomPurpose.Weights, number));
            if (layer.Scale is { } scale)
                scale.Of(this.Parameters).Fill(T.One);
            if (layer.Biases is { } biases)
            {
                layer.Spec.BiasInitializer.Fill(
                    biases.MatrixOf(this.Parameters), layer.Inputs, layer.Outputs, new(seed, RandomPurpose.Biases, number));
            }
        }
    }

    /// <summary>The outputs for examples.</summary>
    /// <param name="x">[examples × inputs]</param>
    /// <param name="outputs">[examples × outputs]</param>
    /// <param name="workspace">Buffers made for this network; its size sets how many rows go through at once.</param>
    /// <exception cref="ArgumentException">The shapes do not fit the network.</exception>
    public void Predict(ReadOnlyMatrixView<T> x, MatrixView<T> outputs, Workspace<T> workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        this.CheckInputs(x);
        if (outputs.Rows != x.Rows || outputs.Columns != this.Spec.Outputs)
            throw new ArgumentException($"outputs of {outputs.Rows} × {outputs.Columns}, wanted {x.Rows} × {this.Spec.Outputs}", nameof(outputs));
        for (int start = 0; start < x.Rows; start += workspace.Rows)
        {
            int count = Math.Min(workspace.Rows, x.Rows - start);
            ForwardPass.Run(this, this.Parameters, x.RowRange(start, count), outputs.RowRange(start, count), workspace);
        }
    }

    /// <summary>The outputs for one example. Any number of threads may call it at the same time; nothing is allocated.</summary>
    /// <param name="features">[inputs]</param>
    /// <param name="outputs">[outputs]</param>
    /// <exception cref="ArgumentException">The shapes do not fit the network.</exception>
    public void Predict(ReadOnlySpan<T> features, Span<T> outputs)
    {
        Workspace<T> workspace = this.workspaces.Rent();
        this.Predict(new ReadOnlyMatrixView<T>(features, 1, features.Length), new MatrixView<T>(outputs, 1, outputs.Length), workspace);
        this.workspaces.Return(workspace);
    }

    /// <summary>Every layer's z and a for examples, to look inside.</summary>
    /// <param name="x">[examples × inputs]</param>
    public IReadOnlyList<LayerTrace<T>> Trace(ReadOnlyMatrixView<T> x)
    {
        this.CheckInputs(x);
        var workspace = new Workspace<T>(this, Math.Max(1, x.Rows));
        var traces = new List<LayerTrace<T>>();
        ReadOnlyMatrixView<T> input = x;
        for (int l = 0; l < this.Layers.Length; l++)
        {
            var trace = new LayerTrace<T>(new Matrix<T>(x.Rows, this.Layers[l].Outputs), new Matrix<T>(x.Rows, this.Layers[l].Outputs));
            ForwardPass.Layer(this, this.Parameters, l, input, trace.Z, trace.A, default, workspace);
            traces.Add(trace);
            input = trace.A;
        }

        return traces;
    }

    /// <summary>The numbers of one of <see cref="AllSlices"/>.</summary>
    internal Span<T> Numbers(ParameterSlice slice)
        => slice.Of(slice.Kind is ParameterKind.RunningMean or ParameterKind.RunningVariance ? this.Statistics : this.Parameters);

    private void ResetStatistics()
    {
        foreach (ParameterSlice slice in this.StatisticsSlices)
            slice.Of(this.Statistics).Fill(slice.Kind == ParameterKind.RunningVariance ? T.One : T.Zero);
    }

    private void CheckInputs(ReadOnlyMatrixView<T> x)
    {
        if (x.Columns != this.Spec.Inputs)
            throw new ArgumentException($"examples of {x.Columns} features, the network has {this.Spec.Inputs} inputs", nameof(x));
    }
}

/// <summary>What a layer computed: z = x·W + b and a = f(z), each [examples × outputs].</summary>
public sealed record LayerTrace<T>(Matrix<T> Z, Matrix<T> A)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>Slices that follow each other.</summary>
internal sealed class SliceList : List<ParameterSlice>
{
    /// <summary>The length of all.</summary>
    public int Length { get; private set; }

    /// <summary>Adds one at the end.</summary>
    public ParameterSlice Add(int layer, ParameterKind kind, int rows, int columns)
    {
        var slice = new ParameterSlice(layer, kind, this.Length, rows, columns);
        this.Add(slice);
        this.Length += slice.Length;
        return slice;
    }
}
