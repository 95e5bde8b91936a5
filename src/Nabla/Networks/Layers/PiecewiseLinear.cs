using System.Numerics;
using System.Text.Json.Serialization;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>An input that is divided into bins.</summary>
/// <param name="Column">The index of the input, from 0.</param>
/// <param name="Edges">The ascending edges of the bins, at least two.</param>
public sealed record BinnedColumn(int Column, [property: JsonConverter(typeof(ValueListJsonConverter<double>))] ValueList<double> Edges);

/// <summary>
/// Replaces some inputs by a number for each of their bins: the position of x in the bin from eᵢ to eᵢ₊₁, (x − eᵢ)/(eᵢ₊₁ − eᵢ), clipped to 0 and 1
/// except at the outer ends. Other inputs are unchanged and keep their order.
/// </summary>
/// <remarks>
/// The piecewise linear encoding of Gorishniy, Rubachev and Babenko, <i>On Embeddings for Numerical Features</i>, NeurIPS 2022. It has no parameters:
/// the next dense layer learns a piecewise linear function of each input.
/// </remarks>
public sealed record PiecewiseLinear : LayerSpec
{
    /// <summary>Creates bins for some inputs.</summary>
    /// <param name="columns">The inputs, in ascending order.</param>
    public PiecewiseLinear(params ValueList<BinnedColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        _ = CodeColumns.Checked([.. columns.Select(column => column.Column)]);
        foreach ((int column, ValueList<double> edges) in columns)
        {
            bool ascend = edges.Count >= 2 && double.IsFinite(edges[0]) && double.IsFinite(edges[^1] - edges[0]) && edges.Zip(edges.Skip(1)).All(bin => bin.Second > bin.First);
            if (!ascend)
                throw new ArgumentException(FormattableString.Invariant($"input {column} with the edges {edges}, expected two or more that ascend"), nameof(columns));
        }

        this.Columns = columns;
    }

    /// <summary>The inputs, ascending, with the edges of their bins.</summary>
    [JsonConverter(typeof(ValueListJsonConverter<BinnedColumn>))]
    public ValueList<BinnedColumn> Columns { get; }

    /// <summary>
    /// Computes edges as quantiles of values, so that bins have about equally many values; equal edges are merged. A constant column has a bin of
    /// width 1.
    /// </summary>
    /// <param name="values">The values of a column, at least one.</param>
    /// <param name="bins">The maximum number of bins.</param>
    public static ValueList<double> Quantiles(IEnumerable<double> values, int bins)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bins);
        double[] sorted = [.. values.Order()];
        var edges = new List<double>();
        for (int i = 0; i <= bins; i++)
        {
            double position = (double)i / bins * (sorted.Length - 1);
            int below = (int)position;
            double edge = sorted[below] + ((sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]) * (position - below));
            if (edges.Count == 0 || edge > edges[^1])
                edges.Add(edge);
        }

        return edges.Count > 1 ? [.. edges] : [edges[0], edges[0] + 1];
    }

    /// <inheritdoc/>
    public override int Outputs(int inputs)
    {
        long outputs = CodeColumns.Outputs([.. this.Columns.Select(column => column.Column)], inputs, kind: string.Empty) + this.Columns.Sum(column => column.Edges.Count - 2L);
        return outputs <= Array.MaxLength
            ? (int)outputs
            : throw new ArgumentException(FormattableString.Invariant($"{outputs} bins, expected at most {Array.MaxLength}"));
    }

    /// <inheritdoc/>
    public override Layer<T> Compile<T>(LayerPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new PiecewiseLayer<T>(this, plan);
    }
}

/// <summary>The compiled piecewise linear encoding.</summary>
internal sealed class PiecewiseLayer<T>(PiecewiseLinear spec, LayerPlan plan) : Layer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int[] columns = [.. spec.Columns.Select(column => column.Column)];
    private readonly T[][] edges = [.. spec.Columns.Select(column => column.Edges.Select(T.CreateTruncating).ToArray())];
    private readonly T[][] factors = [.. spec.Columns.Select(column => column.Edges.Zip(column.Edges.Skip(1), (low, high) => T.CreateTruncating(1 / (high - low))).ToArray())];
    private readonly RowBuffer inputGradient = plan.Rows(plan.Inputs, onlyKept: true);

    public override RowBuffer Output { get; } = plan.Rows(spec.Outputs(plan.Inputs));

    public override void Forward(in Frame<T> frame, ReadOnlyMatrixView<T> x)
    {
        MatrixView<T> y = frame.Of(this.Output);
        for (int row = 0; row < x.Rows; row++)
            this.Forward(x.Row(row), y.Row(row));
    }

    public override void Backward(in Frame<T> frame, ReadOnlyMatrixView<T> x, MatrixView<T> delta, in Below<T> below)
    {
        if (!below.IsWanted)
            return;
        MatrixView<T> inputs = frame.Of(this.inputGradient);
        for (int row = 0; row < x.Rows; row++)
            this.Backward(x.Row(row), delta.Row(row), inputs.Row(row));
        below.Take(inputs);
    }

    private void Forward(ReadOnlySpan<T> x, Span<T> y)
    {
        int input = 0, output = 0;
        for (int j = 0; j < this.columns.Length; j++)
        {
            int plain = this.columns[j] - input;
            x.Slice(input, plain).CopyTo(y[output..]);
            (input, output) = (input + plain + 1, output + plain);
            T[] factor = this.factors[j];
            for (int i = 0; i < factor.Length; i++)
            {
                T part = (x[input - 1] - this.edges[j][i]) * factor[i];
                part = i > 0 && part < T.Zero ? T.Zero : part;
                y[output + i] = i < factor.Length - 1 && part > T.One ? T.One : part;
            }

            output += factor.Length;
        }

        x[input..].CopyTo(y[output..]);
    }

    private void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> delta, Span<T> inputs)
    {
        int input = 0, output = 0;
        for (int j = 0; j < this.columns.Length; j++)
        {
            int plain = this.columns[j] - input;
            delta.Slice(output, plain).CopyTo(inputs[input..]);
            (input, output) = (input + plain + 1, output + plain);
            T[] factor = this.factors[j];
            T slope = T.Zero;
            for (int i = 0; i < factor.Length; i++)
            {
                T part = (x[input - 1] - this.edges[j][i]) * factor[i];
                if ((i == 0 || part > T.Zero) && (i == factor.Length - 1 || part < T.One))
                    slope += delta[output + i] * factor[i];
            }

            inputs[input - 1] = slope;
            output += factor.Length;
        }

        delta[output..].CopyTo(inputs[input..]);
    }
}
