using System.Numerics;
using System.Text.Json.Serialization;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>A learned factor for each input, y = x ⊙ s: a soft feature selection.</summary>
/// <remarks>The scaling layer of Holzmüller, Grinsztajn and Steinwart, <i>Better by Default</i>, NeurIPS 2024. The factors are initialized with 1.</remarks>
public sealed record FeatureScale : LayerSpec
{
    /// <summary>The columns that are codes of categories, which are unchanged; none by default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(ValueListJsonConverter<int>))]
    public ValueList<int>? Codes { get; init => field = CodeColumns.Checked(value); }

    /// <inheritdoc/>
    public override int Outputs(int inputs) => CodeColumns.Outputs(this.Codes, inputs);

    /// <inheritdoc/>
    public override Layer<T> Compile<T>(LayerPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new FeatureScaleLayer<T>(this, plan);
    }
}

/// <summary>The compiled scaling layer.</summary>
internal sealed class FeatureScaleLayer<T> : Layer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Ranges of adjacent columns that are not codes, in the inputs and in the factors.
    private readonly (int Start, int Count, int Place)[] runs;
    private readonly ParameterSlice scale;
    private readonly RowBuffer scratch;

    public FeatureScaleLayer(FeatureScale spec, LayerPlan plan)
    {
        var found = new List<(int, int, int)>();
        int start = 0, place = 0;
        foreach (int code in (int[])[.. spec.Codes ?? [], plan.Inputs])
        {
            if (code > start)
                found.Add((start, code - start, place));
            place += code - start;
            start = code + 1;
        }

        this.runs = [.. found];
        if (place > 0)
            this.scale = plan.Parameter("scale", 1, place, new Constant(1), plan.Inputs, isWeight: false);
        this.scratch = plan.Vector(plan.Inputs);
        this.Output = plan.Rows(plan.Inputs);
    }

    public override RowBuffer Output { get; }

    public override bool IsTrained(in Frame<T> frame) => frame.Trains(this.scale);

    public override void Forward(in Frame<T> frame, ReadOnlyMatrixView<T> x)
    {
        MatrixView<T> y = frame.Of(this.Output);
        x.CopyTo(y);
        for (int row = 0; row < x.Rows; row++)
            this.MultiplyByFactors(frame, y.Row(row));
    }

    public override void Backward(in Frame<T> frame, ReadOnlyMatrixView<T> x, MatrixView<T> delta, in Below<T> below)
    {
        if (frame.Wants(this.scale))
        {
            this.scale.Of(frame.Gradient).Clear();
            for (int row = 0; row < x.Rows; row++)
                this.AddGradient(x.Row(row), delta.Row(row), frame.VectorOf(this.scratch), frame.Gradient);
        }

        if (!below.IsWanted)
            return;
        for (int row = 0; row < delta.Rows; row++)
            this.MultiplyByFactors(frame, delta.Row(row));
        below.Take(delta);
    }

    public override void ExampleGradient(in Frame<T> frame, ReadOnlySpan<T> x, ReadOnlySpan<T> delta, T factor, Span<T> gradient)
    {
        this.AddGradient(x, delta, frame.VectorOf(this.scratch), gradient);
        Elementwise.Map(new Times(double.CreateTruncating(factor)), this.scale.Of(gradient), this.scale.Of(gradient));
    }

    private void MultiplyByFactors(in Frame<T> frame, Span<T> row)
    {
        ReadOnlySpan<T> s = this.scale.Of(frame.Parameters);
        foreach ((int start, int count, int place) in this.runs)
            Elementwise.Zip(default(Product), row.Slice(start, count), s.Slice(place, count), row.Slice(start, count));
    }

    // ∂C/∂s = Σ δ ⊙ x
    private void AddGradient(ReadOnlySpan<T> x, ReadOnlySpan<T> delta, Span<T> product, Span<T> gradient)
    {
        Span<T> sum = this.scale.Of(gradient);
        Elementwise.Zip(default(Product), delta, x, product);
        foreach ((int start, int count, int place) in this.runs)
            Elementwise.Zip(default(Plus), sum.Slice(place, count), product.Slice(start, count), sum.Slice(place, count));
    }
}
