using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>The place of a buffer in a <see cref="Workspace{T}"/>; the default is not a buffer.</summary>
/// <param name="Index">The index.</param>
/// <param name="Columns">The number of columns.</param>
public readonly record struct RowBuffer(int Index, int Columns);

/// <summary>
/// Allocates slices of the parameter vector, slices of the statistics and buffers for the rows of a pass while a network is compiled.
/// </summary>
public sealed class LayerPlan
{
    private readonly List<BufferShape> buffers = [];
    private readonly Dictionary<(int Layer, uint Purpose), uint> draws = [];
    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    internal LayerPlan(int inputs) => this.Inputs = this.FanIn = inputs;

    /// <summary>The number of inputs of the current layer.</summary>
    public int Inputs { get; internal set; }

    /// <summary>
    /// The layer number in names of slices: that of the last dense layer, from 1, also for the layers up to the next; 0 before the first.
    /// </summary>
    public int Number { get; private set; }

    /// <summary>The number of inputs of the dense layer <see cref="Number"/>.</summary>
    public int FanIn { get; private set; }

    /// <summary>The slices of the parameters.</summary>
    internal SliceList Parameters { get; } = [];

    /// <summary>The initialization of each of <see cref="Parameters"/>.</summary>
    internal List<ParameterStart> Starts { get; } = [];

    /// <summary>The slices of the statistics.</summary>
    internal SliceList Statistics { get; } = [];

    /// <summary>The initial value of each of <see cref="Statistics"/>.</summary>
    internal List<double> StatisticStarts { get; } = [];

    /// <summary>The last output of each numbered layer, from layer 1.</summary>
    internal List<RowBuffer> Outputs { get; } = [];

    /// <summary>The buffers of a workspace.</summary>
    internal IReadOnlyList<BufferShape> Buffers => this.buffers;

    /// <summary>Whether the loss takes the weighted inputs of the current layer, so that they must be stored.</summary>
    internal bool KeepsZ { get; set; }

    /// <summary>Starts the next numbered layer; later slices are named after it.</summary>
    /// <returns>The number, from 1.</returns>
    public int NextNumber()
    {
        this.Outputs.Add(default);
        this.FanIn = this.Inputs;
        return ++this.Number;
    }

    /// <summary>Allocates parameters.</summary>
    /// <param name="name">The name, such as <c>weights</c>.</param>
    /// <param name="rows">Rows; 1 for a vector.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="start">The initialization.</param>
    /// <param name="fanIn">The inputs that reach one output, for the initializer.</param>
    /// <param name="isWeight">Whether weight decay, penalties and the maximum norm apply.</param>
    public ParameterSlice Parameter(string name, int rows, int columns, Initializer start, int fanIn, bool isWeight)
    {
        ArgumentNullException.ThrowIfNull(start);
        ParameterSlice slice = this.Parameters.Add(this.Number, this.Unique(name), rows, columns, isWeight);
        DrawKey key = start is Constant ? default : this.Draws(isWeight ? RandomPurpose.Weights : RandomPurpose.Biases);
        this.Starts.Add(new(start, fanIn, key));
        return slice;
    }

    /// <summary>Allocates statistics, which are saved with the parameters but not optimized.</summary>
    /// <param name="name">The name, such as <c>runningMean</c>.</param>
    /// <param name="columns">The number of values.</param>
    /// <param name="start">Their initial values.</param>
    public ParameterSlice Statistic(string name, int columns, double start)
    {
        this.StatisticStarts.Add(start);
        return this.Statistics.Add(this.Number, this.Unique(name), 1, columns, isWeight: false);
    }

    /// <summary>Allocates a buffer with a row for each example of a pass.</summary>
    /// <param name="columns">The number of columns.</param>
    /// <param name="onlyKept">Whether only a backward pass needs it, not predictions.</param>
    public RowBuffer Rows(int columns, bool onlyKept = false) => this.Add(new(columns, IsVector: false, onlyKept));

    /// <summary>Allocates a buffer of a single row.</summary>
    /// <param name="columns">The number of columns.</param>
    public RowBuffer Vector(int columns) => this.Add(new(columns, IsVector: true, OnlyKept: false));

    /// <summary>Allocates a random stream for the current layer; seed and step are those of a pass.</summary>
    internal DrawKey Draws(uint purpose)
    {
        uint earlier = this.draws.GetValueOrDefault((this.Number, purpose));
        this.draws[(this.Number, purpose)] = earlier + 1;
        return new DrawKey(purpose, (uint)this.Number + (earlier << 16));
    }

    private RowBuffer Add(BufferShape shape)
    {
        this.buffers.Add(shape);
        return new RowBuffer(this.buffers.Count - 1, shape.Columns);
    }

    // A layer that occurs twice after the same dense layer has scale and scale2.
    private string Unique(string name)
    {
        string unique = name;
        for (int n = 2; !this.names.Add($"{this.Number}.{unique}"); n++)
            unique = FormattableString.Invariant($"{name}{n}");
        return unique;
    }
}

/// <summary>The shape of a buffer.</summary>
internal readonly record struct BufferShape(int Columns, bool IsVector, bool OnlyKept);

/// <summary>The purpose of random draws.</summary>
internal readonly record struct DrawKey(uint Purpose, uint Place);

/// <summary>The initialization of parameters.</summary>
internal readonly record struct ParameterStart(Initializer Initializer, int FanIn, DrawKey Draws)
{
    /// <summary>Initializes the parameters of a slice.</summary>
    public void Fill<T>(ParameterSlice slice, Span<T> parameters, ulong seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => this.Initializer.Fill(slice.MatrixOf(parameters), this.FanIn, slice.Columns, this.Random(seed));

    /// <summary>Adapts them to z = x·W of training examples.</summary>
    public void Fit<T>(ParameterSlice slice, Span<T> parameters, ReadOnlyMatrixView<T> z, ulong seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => this.Initializer.Fit(slice.MatrixOf(parameters), z, this.Random(seed));

    private CounterRandom Random(ulong seed) => new(seed, this.Draws.Purpose, this.Draws.Place);
}

/// <summary>Consecutive slices.</summary>
internal sealed class SliceList : List<ParameterSlice>
{
    /// <summary>The total length.</summary>
    public int Length { get; private set; }

    /// <summary>Appends a slice.</summary>
    /// <exception cref="ArgumentException">The total length exceeds that of an array.</exception>
    public ParameterSlice Add(int layer, string part, int rows, int columns, bool isWeight)
    {
        long length = this.Length + ((long)rows * columns);
        if (length > Array.MaxLength)
            throw new ArgumentException(FormattableString.Invariant($"a network of more than {Array.MaxLength} parameters is too large"));
        var slice = new ParameterSlice(layer, part, this.Length, rows, columns, isWeight);
        this.Add(slice);
        this.Length = (int)length;
        return slice;
    }
}
