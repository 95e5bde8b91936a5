using System.Numerics;
using System.Text.Json.Serialization;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>A column of codes of a category.</summary>
/// <param name="Column">The index among the inputs, from 0.</param>
/// <param name="Levels">The number of codes, from 0 to this number − 1.</param>
/// <param name="Size">The length of a vector.</param>
public sealed record EmbeddedColumn(int Column, int Levels, int Size);

/// <summary>
/// Replaces each code of a category by a learned vector; other inputs are unchanged and keep their order. The last code is for unknown levels, and
/// its vector is initialized with zeros; it is also used for a number that is not a valid code.
/// </summary>
/// <remarks>Guo and Berkhahn, <i>Entity Embeddings of Categorical Variables</i>, 2016. Weight decay does not apply to the vectors.</remarks>
public sealed record Embedding : LayerSpec
{
    /// <summary>Creates embeddings for some columns.</summary>
    /// <param name="columns">The columns, in ascending order.</param>
    public Embedding(params ValueList<EmbeddedColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        for (int i = 0; i < columns.Count; i++)
        {
            (int column, int levels, int size) = columns[i];
            if (column < 0 || (i > 0 && column <= columns[i - 1].Column))
                throw new ArgumentException(FormattableString.Invariant($"embedded column {column}, expected ascending places from 0"), nameof(columns));
            if (levels < 1 || size < 1)
                throw new ArgumentException(FormattableString.Invariant($"an embedding of {levels} levels by {size} numbers, expected 1 or more of each"), nameof(columns));
        }

        this.Columns = columns;
    }

    /// <summary>The columns, in ascending order.</summary>
    [JsonConverter(typeof(ValueListJsonConverter<EmbeddedColumn>))]
    public ValueList<EmbeddedColumn> Columns { get; }

    /// <summary>The initializer of the vectors; normal with standard deviation 1 by default.</summary>
    public Initializer Initializer { get; init; } = new Normal(0, 1);

    /// <inheritdoc/>
    public override int Outputs(int inputs)
    {
        if (this.Columns.Count > 0 && this.Columns[^1].Column >= inputs)
            throw new ArgumentException(FormattableString.Invariant($"embedded column {this.Columns[^1].Column} of {inputs} inputs, expected at most {inputs - 1}"));
        long outputs = inputs + this.Columns.Sum(column => column.Size - 1L);
        return outputs <= Array.MaxLength
            ? (int)outputs
            : throw new ArgumentException(FormattableString.Invariant($"an embedding of {outputs} outputs, expected at most {Array.MaxLength}"));
    }

    /// <summary>The index of an input's first output.</summary>
    public Range OutputsOf(int input)
    {
        int start = input + this.Columns.Where(column => column.Column < input).Sum(column => column.Size - 1);
        return start..(start + (this.Columns.FirstOrDefault(column => column.Column == input)?.Size ?? 1));
    }

    /// <inheritdoc/>
    public override Layer<T> Compile<T>(LayerPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new EmbeddingLayer<T>(this, plan);
    }

    /// <summary>
    /// Splits a network after its embedding, if it has one, because the derivative of an output with respect to a code has no meaning, but that with
    /// respect to its vector does.
    /// </summary>
    internal static (Embedding? Spec, Func<Matrix<double>, Matrix<double>> Embed, Network<double> Above) Split(Network<double> network)
    {
        NetworkSpec spec = network.Spec;
        int place = spec.Layers.ToList().FindIndex(layer => layer is Embedding);
        if (place < 0)
            return (null, x => x, network);
        var embedding = (Embedding)spec.Layers[place];
        var above = new Network<double>(new NetworkSpec(embedding.Outputs(spec.Inputs), [.. spec.Layers.Skip(place + 1)]) { Loss = spec.Loss, Reduction = spec.Reduction, OutputLimits = spec.OutputLimits });

        // Parameters are in the order of the layers.
        network.Parameters[^above.Parameters.Length..].CopyTo(above.Parameters);
        network.Statistics[^above.Statistics.Length..].CopyTo(above.Statistics);
        return (embedding, x => network.OutputsUpTo(place + 1, x), above);
    }
}

/// <summary>Vectors from an initializer, except the last, which is zero.</summary>
internal sealed record LastOfZeros(Initializer Others) : Initializer
{
    /// <inheritdoc/>
    public override Notation Notation => this.Others.Notation;

    /// <inheritdoc/>
    public override void Fill<T>(MatrixView<T> values, int fanIn, int fanOut, CounterRandom random)
    {
        this.Others.Fill(values, fanIn, fanOut, random);
        values.Row(values.Rows - 1).Clear();
    }
}

/// <summary>The compiled embedding layer.</summary>
internal sealed class EmbeddingLayer<T> : Layer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly (EmbeddedColumn Column, ParameterSlice Vectors)[] embedded;
    private readonly RowBuffer inputGradient;

    public EmbeddingLayer(Embedding spec, LayerPlan plan)
    {
        this.embedded = [.. spec.Columns.Select((column, i) => (column, plan.Parameter(
            FormattableString.Invariant($"embedding{i + 1}"), column.Levels, column.Size, new LastOfZeros(spec.Initializer), column.Levels, isWeight: false)))];
        this.Output = plan.Rows(spec.Outputs(plan.Inputs));
        this.inputGradient = plan.Rows(plan.Inputs, onlyKept: true);
    }

    public override RowBuffer Output { get; }

    public override bool IsTrained(in Frame<T> frame) => this.embedded.Length > 0 && frame.Trains(this.embedded[0].Vectors);

    public override void Forward(in Frame<T> frame, ReadOnlyMatrixView<T> x)
    {
        MatrixView<T> y = frame.Of(this.Output);
        for (int row = 0; row < x.Rows; row++)
        {
            ReadOnlySpan<T> rest = x.Row(row);
            Span<T> target = y.Row(row);
            int done = 0;
            foreach ((EmbeddedColumn column, ParameterSlice vectors) in this.embedded)
            {
                int before = column.Column - done;
                rest[..before].CopyTo(target);
                Vector(vectors, column, rest[before], frame.Parameters).CopyTo(target[before..]);
                rest = rest[(before + 1)..];
                target = target[(before + column.Size)..];
                done = column.Column + 1;
            }

            rest.CopyTo(target);
        }
    }

    // The derivative of a vector is the sum of δ over the examples that have its code; that of a code is 0.
    public override void Backward(in Frame<T> frame, ReadOnlyMatrixView<T> x, MatrixView<T> delta, in Below<T> below)
    {
        MatrixView<T> gradient = below.IsWanted ? frame.Of(this.inputGradient) : default;
        foreach ((_, ParameterSlice vectors) in this.embedded)
            frame.GradientOf(vectors).Clear();
        Span<T> parameters = !frame.Gradient.IsEmpty && this.IsTrained(frame) ? frame.Gradient : [];
        for (int row = 0; row < x.Rows; row++)
            this.Backward(x.Row(row), delta.Row(row), parameters, below.IsWanted ? gradient.Row(row) : []);
        if (below.IsWanted)
            below.Take(gradient);
    }

    public override void ExampleGradient(in Frame<T> frame, ReadOnlySpan<T> x, ReadOnlySpan<T> delta, T factor, Span<T> gradient)
    {
        this.Backward(x, delta, gradient, []);
        foreach ((_, ParameterSlice vectors) in this.embedded)
            Elementwise.Map(new Times(double.CreateTruncating(factor)), vectors.Of(gradient), vectors.Of(gradient));
    }

    private static Span<T> Vector(ParameterSlice vectors, EmbeddedColumn column, T code, Span<T> all)
        => vectors.MatrixOf(all).Row(Row(column, code));

    private static ReadOnlySpan<T> Vector(ParameterSlice vectors, EmbeddedColumn column, T code, ReadOnlySpan<T> all)
        => vectors.MatrixOf(all).Row(Row(column, code));

    private static int Row(EmbeddedColumn column, T code)
        => code >= T.Zero && code < T.CreateTruncating(column.Levels) ? int.CreateTruncating(code) : column.Levels - 1;

    private void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> delta, Span<T> parameters, Span<T> inputs)
    {
        int done = 0;
        foreach ((EmbeddedColumn column, ParameterSlice vectors) in this.embedded)
        {
            int before = column.Column - done;
            if (!inputs.IsEmpty)
            {
                delta[..before].CopyTo(inputs[done..]);
                inputs[column.Column] = T.Zero;
            }

            if (!parameters.IsEmpty)
            {
                Span<T> sum = Vector(vectors, column, x[column.Column], parameters);
                Elementwise.Zip(default(Plus), sum, delta.Slice(before, column.Size), sum);
            }

            delta = delta[(before + column.Size)..];
            done = column.Column + 1;
        }

        if (!inputs.IsEmpty)
            delta.CopyTo(inputs[done..]);
    }
}
