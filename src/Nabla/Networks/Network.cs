using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>
/// A feed-forward network compiled from its description: a flat parameter vector with named slices, layer by layer. It has no buffers, so several
/// threads can predict with one network, each with its own <see cref="Workspace{T}"/>.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class Network<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] parameters;
    private readonly T[] statistics;
    private readonly LayerPlan plan;
    private readonly WorkspacePool<T> workspaces;

    /// <summary>Creates a network with all parameters 0.</summary>
    /// <exception cref="ArgumentException">The description is invalid; the message states why.</exception>
    public Network(NetworkSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        spec.Validate();
        this.Spec = spec;
        this.LossKernel = spec.Loss.Compile<T>(spec.OutputLayer.Activation);
        this.plan = new LayerPlan(spec.Inputs);
        this.Stack = LayerStack<T>.Compile(spec.Layers, this.plan, l => this.plan.KeepsZ = l == spec.Layers.Count - 1 && this.LossKernel.FromZ);
        this.Output = (DenseLayer<T>)this.Stack.Layers[^1];
        this.Weights = [.. this.plan.Parameters.Where(slice => slice.IsWeight)];
        this.parameters = new T[this.plan.Parameters.Length];
        this.statistics = new T[this.plan.Statistics.Length];
        this.workspaces = new WorkspacePool<T>(this);
        this.ResetStatistics();
    }

    /// <summary>The description.</summary>
    public NetworkSpec Spec { get; }

    /// <summary>All parameters.</summary>
    public Span<T> Parameters => this.parameters;

    /// <summary>The slices of each layer's weights, biases … in the parameters, in order.</summary>
    public IReadOnlyList<ParameterSlice> Slices => this.plan.Parameters;

    /// <summary>The values that are stored but not optimized: running means and variances of batch normalization.</summary>
    public Span<T> Statistics => this.statistics;

    /// <summary>The slices of each layer's running mean and variance in the statistics.</summary>
    public IReadOnlyList<ParameterSlice> StatisticsSlices => this.plan.Statistics;

    /// <summary>The slices of weights, in order, to which weight decay, penalties and the maximum norm apply.</summary>
    internal ParameterSlice[] Weights { get; }

    /// <summary>The layers, the output layer last.</summary>
    internal LayerStack<T> Stack { get; }

    /// <summary>The output layer.</summary>
    internal DenseLayer<T> Output { get; }

    /// <summary>The number of dense layers, including those of branches; layers are numbered from 1.</summary>
    internal int NumberedLayers => this.plan.Number;

    /// <summary>The buffers of a workspace.</summary>
    internal IReadOnlyList<BufferShape> Buffers => this.plan.Buffers;

    /// <summary>The slices of everything that must be saved: parameters, then statistics.</summary>
    internal IEnumerable<ParameterSlice> AllSlices => this.Slices.Concat(this.StatisticsSlices);

    /// <summary>The loss.</summary>
    internal LossKernel<T> LossKernel { get; }

    /// <summary>Creates a network and initializes its parameters.</summary>
    public static Network<T> Create(NetworkSpec spec, ulong seed)
    {
        var network = new Network<T>(spec);
        network.Initialize(seed);
        return network;
    }

    /// <summary>Initializes all parameters and resets the statistics. An initial value depends only on the seed and the parameter's place.</summary>
    public void Initialize(ulong seed)
    {
        this.ResetStatistics();
        for (int i = 0; i < this.plan.Starts.Count; i++)
            this.plan.Starts[i].Fill(this.plan.Parameters[i], this.Parameters, seed);
    }

    /// <summary>Initializes all parameters, also with data-dependent initializers (<see cref="Initializer.UsesData"/>).</summary>
    /// <param name="seed">The seed of the parameters.</param>
    /// <param name="examples">Training examples [examples × inputs].</param>
    /// <exception cref="ArgumentException">The examples do not fit the network.</exception>
    public void Initialize(ulong seed, ReadOnlyMatrixView<T> examples)
    {
        this.CheckInputs(examples);
        this.Initialize(seed);
        DataStart.Run(this, this.plan.Starts, examples, seed);
    }

    /// <summary>The outputs for examples.</summary>
    /// <param name="x">[examples × inputs]</param>
    /// <param name="outputs">[examples × outputs]</param>
    /// <param name="workspace">The buffers for this network; their size determines how many rows are processed together.</param>
    /// <exception cref="ArgumentException">The shapes do not fit the network.</exception>
    public void Predict(ReadOnlyMatrixView<T> x, MatrixView<T> outputs, Workspace<T> workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        this.CheckInputs(x);
        if (outputs.Rows != x.Rows || outputs.Columns != this.Spec.Outputs)
            throw new ArgumentException(FormattableString.Invariant($"outputs of {outputs.Rows} × {outputs.Columns}, expected {x.Rows} × {this.Spec.Outputs}"), nameof(outputs));
        for (int start = 0; start < x.Rows; start += workspace.Rows)
        {
            int count = Math.Min(workspace.Rows, x.Rows - start);
            Frame<T> frame = this.Evaluation(count, workspace);
            ReadOnlyMatrixView<T> last = this.Stack.Forward(frame, x.RowRange(start, count), this.Stack.Layers.Length - 1);
            this.Output.Forward(frame, last, outputs.RowRange(start, count));
            OutputLimits.Clamp(this.Spec.OutputLimits, outputs.RowRange(start, count));
        }
    }

    /// <summary>The outputs for one example. Thread-safe; does not allocate.</summary>
    /// <param name="features">[inputs]</param>
    /// <param name="outputs">[outputs]</param>
    /// <exception cref="ArgumentException">The shapes do not fit the network.</exception>
    public void Predict(ReadOnlySpan<T> features, Span<T> outputs)
    {
        Workspace<T> workspace = this.workspaces.Rent();
        this.Predict(new ReadOnlyMatrixView<T>(features, 1, features.Length), new MatrixView<T>(outputs, 1, outputs.Length), workspace);
        this.workspaces.Return(workspace);
    }

    /// <summary>z and a of every numbered layer for examples, for inspection.</summary>
    /// <param name="x">[examples × inputs]</param>
    public IReadOnlyList<LayerTrace<T>> Trace(ReadOnlyMatrixView<T> x)
    {
        this.CheckInputs(x);
        var workspace = new Workspace<T>(this, Math.Max(1, x.Rows));
        Frame<T> frame = this.Evaluation(x.Rows, workspace);
        this.Stack.Forward(frame, x, this.Stack.Layers.Length);
        var sums = new Matrix<T>[this.NumberedLayers];
        int number = 0;
        this.Stack.WriteZ(frame, x, sums, ref number);
        return [.. Traces(this.plan.Outputs, sums, frame)];

        static List<LayerTrace<T>> Traces(List<RowBuffer> outputs, Matrix<T>[] sums, in Frame<T> frame)
        {
            var traces = new List<LayerTrace<T>>();
            for (int l = 0; l < sums.Length; l++)
            {
                traces.Add(new LayerTrace<T>(sums[l], new Matrix<T>(sums[l].Rows, outputs[l].Columns)));
                frame.Of(outputs[l]).CopyTo(traces[l].A);
            }

            return traces;
        }
    }

    /// <summary>The input of a layer, by its index from 0, in an evaluation.</summary>
    internal Matrix<T> OutputsUpTo(int layer, ReadOnlyMatrixView<T> x)
    {
        this.CheckInputs(x);
        ReadOnlyMatrixView<T> outputs = this.Stack.Forward(this.Evaluation(x.Rows, new Workspace<T>(this, Math.Max(1, x.Rows))), x, layer);
        var copy = new Matrix<T>(outputs.Rows, outputs.Columns);
        outputs.CopyTo(copy);
        return copy;
    }

    /// <summary>The outputs of a numbered layer, from 1, in the last pass.</summary>
    internal MatrixView<T> OutputsOf(int number, Workspace<T> workspace, int rows) => workspace.View(this.plan.Outputs[number - 1], 0, rows);

    /// <summary>The numbers of one of <see cref="AllSlices"/>.</summary>
    internal Span<T> Numbers(ParameterSlice slice) => slice.Of(this.StatisticsSlices.Contains(slice) ? this.Statistics : this.Parameters);

    private Frame<T> Evaluation(int rows, Workspace<T> workspace)
        => new() { Parameters = this.parameters, Statistics = this.statistics, Rows = rows, Workspace = workspace };

    private void ResetStatistics()
    {
        for (int i = 0; i < this.plan.StatisticStarts.Count; i++)
            this.plan.Statistics[i].Of(this.Statistics).Fill(T.CreateTruncating(this.plan.StatisticStarts[i]));
    }

    private void CheckInputs(ReadOnlyMatrixView<T> x)
    {
        if (x.Columns != this.Spec.Inputs)
            throw new ArgumentException(FormattableString.Invariant($"examples of {x.Columns} features, the network has {this.Spec.Inputs} inputs"), nameof(x));
    }
}

/// <summary>The values of a dense layer and the layers up to the next: its weighted inputs z and its outputs a = f(z), each [examples × outputs].</summary>
public sealed record LayerTrace<T>(Matrix<T> Z, Matrix<T> A)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
