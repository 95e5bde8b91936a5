using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>
/// Replaces some inputs by several numbers each, x and W·cos(2π·f·x + b) + c, with learned frequencies f, phases b, combinations W and offsets c for
/// each input; other inputs are unchanged and keep their order.
/// </summary>
/// <remarks>
/// PBLD, "periodic bias linear DenseNet", of Holzmüller, Grinsztajn and Steinwart, <i>Better by Default</i>, NeurIPS 2024, after Gorishniy,
/// Rubachev and Babenko, <i>On Embeddings for Numerical Features</i>, NeurIPS 2022. Initialization: frequencies from N(0, deviation), phases uniform on
/// [−π, π), combinations and offsets uniform on ±1/√(number of frequencies).
/// </remarks>
public sealed record PeriodicEmbedding : LayerSpec
{
    /// <summary>Creates an embedding of some inputs.</summary>
    /// <param name="columns">The indexes of the inputs, ascending from 0.</param>
    public PeriodicEmbedding(params ValueList<int> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        this.Columns = CodeColumns.Checked(columns)!;
    }

    /// <summary>The indexes of the inputs, ascending from 0.</summary>
    [JsonConverter(typeof(ValueListJsonConverter<int>))]
    public ValueList<int> Columns { get; }

    /// <summary>The size of each embedding, including the input itself, 2 or more; 4 by default.</summary>
    public int Size { get; init => field = value >= 2 ? value : throw new ArgumentException(FormattableString.Invariant($"an embedding of {value} numbers, expected 2 or more")); } = 4;

    /// <summary>The number of frequencies of each input, 1 or more; 16 by default.</summary>
    public int Frequencies { get; init => field = value >= 1 ? value : throw new ArgumentException(FormattableString.Invariant($"an embedding of {value} frequencies, expected 1 or more")); } = 16;

    /// <summary>The standard deviation of the initial frequencies, above 0; 0.1 by default.</summary>
    public double Deviation { get; init => field = value is > 0 and < double.PositiveInfinity ? value : throw new ArgumentException(FormattableString.Invariant($"frequencies with a deviation of {value}, expected more than 0")); } = 0.1;

    /// <inheritdoc/>
    public override int Outputs(int inputs)
    {
        long outputs = CodeColumns.Outputs(this.Columns, inputs, kind: string.Empty) + ((long)this.Columns.Count * (this.Size - 1));
        return outputs <= Array.MaxLength && (long)this.Columns.Count * this.Frequencies <= Array.MaxLength
            ? (int)outputs
            : throw new ArgumentException(FormattableString.Invariant($"an embedding of {outputs} outputs, expected at most {Array.MaxLength}"));
    }

    /// <inheritdoc/>
    public override Layer<T> Compile<T>(LayerPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new PeriodicLayer<T>(this, plan);
    }
}

/// <summary>The compiled periodic embedding.</summary>
internal sealed class PeriodicLayer<T> : Layer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly T Two = T.CreateTruncating(2);
    private static readonly T Pi = T.CreateTruncating(Math.PI);
    private static readonly T TwoPi = T.CreateTruncating(2 * Math.PI);

    private readonly int[] columns;
    private readonly int count; // frequencies of an input
    private readonly int extra; // numbers of an input beside itself
    private readonly ParameterSlice frequencies;
    private readonly ParameterSlice phases;
    private readonly ParameterSlice combinations;
    private readonly ParameterSlice offsets;
    private readonly RowBuffer angles;
    private readonly RowBuffer cosines;
    private readonly RowBuffer angle;
    private readonly RowBuffer cosine;
    private readonly RowBuffer sine;
    private readonly RowBuffer inputGradient;

    public PeriodicLayer(PeriodicEmbedding spec, LayerPlan plan)
    {
        (this.columns, this.count, this.extra) = ([.. spec.Columns], spec.Frequencies, spec.Size - 1);
        int p = this.columns.Length, waves = p * this.count;
        if (p > 0)
        {
            double limit = 1 / Math.Sqrt(this.count);
            var uniform = new Uniform(-limit, limit);
            this.frequencies = plan.Parameter("frequencies", p, this.count, new Normal(0, spec.Deviation), 1, isWeight: false);
            this.phases = plan.Parameter("phases", p, this.count, new Uniform(-Math.PI, Math.PI), 1, isWeight: false);
            this.combinations = plan.Parameter("combinations", waves, this.extra, uniform, this.count, isWeight: false);
            this.offsets = plan.Parameter("offsets", p, this.extra, uniform, this.count, isWeight: false);
        }

        (this.angles, this.cosines) = (plan.Rows(waves), plan.Rows(waves));
        (this.angle, this.cosine, this.sine) = (plan.Vector(waves), plan.Vector(waves), plan.Vector(waves));
        this.Output = plan.Rows(spec.Outputs(plan.Inputs));
        this.inputGradient = plan.Rows(plan.Inputs, onlyKept: true);
    }

    public override RowBuffer Output { get; }

    public override bool IsTrained(in Frame<T> frame) => frame.Trains(this.frequencies);

    public override void Forward(in Frame<T> frame, ReadOnlyMatrixView<T> x)
    {
        MatrixView<T> y = frame.Of(this.Output);
        if (this.columns.Length == 0)
        {
            x.CopyTo(y);
            return;
        }

        MatrixView<T> u = frame.Of(this.angles), cos = frame.Of(this.cosines);
        for (int row = 0; row < x.Rows; row++)
            this.Angles(frame.Parameters, x.Row(row), u.Row(row));
        Elementwise.Map(default(CosPi), u.Data, cos.Data);
        for (int row = 0; row < x.Rows; row++)
            this.Forward(frame.Parameters, x.Row(row), cos.Row(row), y.Row(row));
    }

    public override void Backward(in Frame<T> frame, ReadOnlyMatrixView<T> x, MatrixView<T> delta, in Below<T> below)
    {
        if (this.columns.Length == 0)
        {
            if (below.IsWanted)
                below.Take(delta);
            return;
        }

        MatrixView<T> u = frame.Of(this.angles), cos = frame.Of(this.cosines), inputs = below.IsWanted ? frame.Of(this.inputGradient) : default;
        Span<T> sin = frame.VectorOf(this.sine), gradient = !frame.Gradient.IsEmpty && this.IsTrained(frame) ? frame.Gradient : [];
        if (!gradient.IsEmpty)
            this.Clear(gradient);
        for (int row = 0; row < x.Rows; row++)
        {
            Elementwise.Map(default(SinPi), u.Row(row), sin);
            this.Backward(frame.Parameters, x.Row(row), delta.Row(row), cos.Row(row), sin, gradient, below.IsWanted ? inputs.Row(row) : []);
        }

        if (below.IsWanted)
            below.Take(inputs);
    }

    public override void ExampleGradient(in Frame<T> frame, ReadOnlySpan<T> x, ReadOnlySpan<T> delta, T factor, Span<T> gradient)
    {
        if (this.columns.Length == 0)
            return;
        Span<T> u = frame.VectorOf(this.angle), cos = frame.VectorOf(this.cosine), sin = frame.VectorOf(this.sine);
        this.Angles(frame.Parameters, x, u);
        Elementwise.Map(default(CosPi), u, cos);
        Elementwise.Map(default(SinPi), u, sin);
        this.Backward(frame.Parameters, x, delta, cos, sin, gradient, []);
        foreach (ParameterSlice slice in (ReadOnlySpan<ParameterSlice>)[this.frequencies, this.phases, this.combinations, this.offsets])
            Elementwise.Map(new Times(double.CreateTruncating(factor)), slice.Of(gradient), slice.Of(gradient));
    }

    private void Clear(Span<T> gradient)
    {
        this.frequencies.Of(gradient).Clear();
        this.phases.Of(gradient).Clear();
        this.combinations.Of(gradient).Clear();
        this.offsets.Of(gradient).Clear();
    }

    // 2π·f·x + b as a multiple of π, whose cosine is exact at the important points.
    private void Angles(ReadOnlySpan<T> parameters, ReadOnlySpan<T> x, Span<T> u)
    {
        ReadOnlySpan<T> f = this.frequencies.Of(parameters), b = this.phases.Of(parameters);
        for (int j = 0; j < this.columns.Length; j++)
        {
            T twice = Two * x[this.columns[j]];
            for (int k = j * this.count; k < (j + 1) * this.count; k++)
                u[k] = (twice * f[k]) + (b[k] / Pi);
        }
    }

    private void Forward(ReadOnlySpan<T> parameters, ReadOnlySpan<T> x, ReadOnlySpan<T> cos, Span<T> y)
    {
        ReadOnlySpan<T> w = this.combinations.Of(parameters), c = this.offsets.Of(parameters);
        int input = 0, output = 0;
        for (int j = 0; j < this.columns.Length; j++)
        {
            int plain = this.columns[j] + 1 - input; // with x itself
            x.Slice(input, plain).CopyTo(y[output..]);
            (input, output) = (input + plain, output + plain);
            Span<T> sums = y.Slice(output, this.extra);
            c.Slice(j * this.extra, this.extra).CopyTo(sums);
            for (int k = j * this.count; k < (j + 1) * this.count; k++)
            {
                ReadOnlySpan<T> row = w.Slice(k * this.extra, this.extra);
                for (int s = 0; s < sums.Length; s++)
                    sums[s] += cos[k] * row[s];
            }

            output += this.extra;
        }

        x[input..].CopyTo(y[output..]);
    }

    // Adds the derivatives of an example with respect to the parameters, and writes those with respect to its inputs; either may be empty.
    private void Backward(ReadOnlySpan<T> parameters, ReadOnlySpan<T> x, ReadOnlySpan<T> delta, ReadOnlySpan<T> cos, ReadOnlySpan<T> sin, Span<T> gradient, Span<T> inputs)
    {
        ReadOnlySpan<T> f = this.frequencies.Of(parameters), w = this.combinations.Of(parameters);
        bool learns = !gradient.IsEmpty;
        Span<T> ofF = learns ? this.frequencies.Of(gradient) : [], ofB = learns ? this.phases.Of(gradient) : [];
        Span<T> ofW = learns ? this.combinations.Of(gradient) : [], ofC = learns ? this.offsets.Of(gradient) : [];
        int input = 0, output = 0;
        for (int j = 0; j < this.columns.Length; j++)
        {
            int plain = this.columns[j] + 1 - input;
            if (!inputs.IsEmpty)
                delta.Slice(output, plain).CopyTo(inputs[input..]);
            (input, output) = (input + plain, output + plain);
            ReadOnlySpan<T> d = delta.Slice(output, this.extra);
            output += this.extra;
            T slope = T.Zero, radians = TwoPi * x[input - 1];
            for (int s = 0; learns && s < d.Length; s++)
                ofC[(j * this.extra) + s] += d[s];
            for (int k = j * this.count; k < (j + 1) * this.count; k++)
            {
                T along = T.Zero; // ∂C/∂cos
                for (int s = 0; s < d.Length; s++)
                {
                    along += w[(k * this.extra) + s] * d[s];
                    if (learns)
                        ofW[(k * this.extra) + s] += cos[k] * d[s];
                }

                T turn = -sin[k] * along; // ∂C/∂(2π·f·x + b)
                slope += turn * f[k];
                if (!learns)
                    continue;
                ofF[k] += turn * radians;
                ofB[k] += turn;
            }

            if (!inputs.IsEmpty)
                inputs[input - 1] += TwoPi * slope;
        }

        if (!inputs.IsEmpty)
            delta[output..].CopyTo(inputs[input..]);
    }

    private readonly struct CosPi : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Invoke<TLanes>(TLanes x)
            where TLanes : struct, ILanes<TLanes>
            => Elementary.CosPi(x);
    }

    private readonly struct SinPi : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Invoke<TLanes>(TLanes x)
            where TLanes : struct, ILanes<TLanes>
            => Elementary.SinPi(x);
    }
}
