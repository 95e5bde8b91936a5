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

    /// <summary>A network whose parameters are all 0.</summary>
    /// <exception cref="ArgumentException">The description makes no sense; the message says why.</exception>
    public Network(NetworkSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        spec.Validate();
        this.Spec = spec;
        var layers = new List<Layer<T>>();
        var slices = new List<ParameterSlice>();
        int offset = 0;
        int inputs = spec.Inputs;
        foreach (LayerSpec layer in spec.Layers)
        {
            ParameterSlice weights = Slice(ParameterKind.Weights, inputs);
            ParameterSlice? biases = layer.Bias ? Slice(ParameterKind.Biases, 1) : null;
            layers.Add(new Layer<T>(layer, layer.Activation.Compile<T>(), weights, biases));
            inputs = layer.Units;

            ParameterSlice Slice(ParameterKind kind, int rows)
            {
                var slice = new ParameterSlice(layers.Count + 1, kind, offset, rows, layer.Units);
                offset += rows * layer.Units;
                slices.Add(slice);
                return slice;
            }
        }

        this.Layers = [.. layers];
        this.Slices = slices;
        this.LossKernel = spec.Loss.Compile<T>(spec.Layers[^1].Activation);
        this.parameters = new T[spec.ParameterCount];
    }

    /// <summary>The description.</summary>
    public NetworkSpec Spec { get; }

    /// <summary>All parameters.</summary>
    public Span<T> Parameters => this.parameters;

    /// <summary>Where each layer's weights and biases stand among the parameters, in order.</summary>
    public IReadOnlyList<ParameterSlice> Slices { get; }

    /// <summary>The layers, the output layer last.</summary>
    internal Layer<T>[] Layers { get; }

    /// <summary>The loss.</summary>
    internal LossKernel<T> LossKernel { get; }

    /// <summary>A network whose parameters are drawn as its description says.</summary>
    public static Network<T> Create(NetworkSpec spec, ulong seed)
    {
        var network = new Network<T>(spec);
        network.Initialize(seed);
        return network;
    }

    /// <summary>Draws all parameters anew. A parameter's draw depends on the seed and its place alone.</summary>
    public void Initialize(ulong seed)
    {
        foreach (Layer<T> layer in this.Layers)
        {
            uint number = (uint)layer.Weights.Layer;
            Initializer initializer = layer.Spec.WeightInitializer ?? layer.Spec.Activation.DefaultInitializer;
            initializer.Fill(
                layer.Weights.MatrixOf(this.Parameters), layer.Inputs, layer.Outputs, new(seed, RandomPurpose.Weights, number));
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

    /// <summary>Every layer's z and a for examples, to look inside.</summary>
    /// <param name="x">[examples × inputs]</param>
    public IReadOnlyList<LayerTrace<T>> Trace(ReadOnlyMatrixView<T> x)
    {
        this.CheckInputs(x);
        var traces = new List<LayerTrace<T>>();
        ReadOnlyMatrixView<T> input = x;
        foreach (Layer<T> layer in this.Layers)
        {
            var trace = new LayerTrace<T>(new Matrix<T>(x.Rows, layer.Outputs), new Matrix<T>(x.Rows, layer.Outputs));
            layer.Kernel.Forward(input, layer.W(this.Parameters), layer.B(this.Parameters), trace.Z, trace.A, threads: 1);
            traces.Add(trace);
            input = trace.A;
        }

        return traces;
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
