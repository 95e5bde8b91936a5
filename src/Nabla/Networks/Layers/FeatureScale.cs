using System.Numerics;
using System.Text.Json.Serialization;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>A factor for each input that is learned, y = x ⊙ s: a soft choice of features.</summary>
/// <remarks>The scaling layer of Holzmüller, Grinsztajn and Steinwart, <i>Better by Default</i>, NeurIPS 2024. The factors start from 1.</remarks>
public sealed record FeatureScale : LayerSpec
{
    /// <summary>The columns that are codes of categories and stay as they are; none unless said.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(ValueListJsonConverter<int>))]
    public ValueList<int>? Codes { get; init; }

    /// <inheritdoc/>
    public override int Outputs(int inputs) => inputs;

    /// <inheritdoc/>
    public override Layer<T> Compile<T>(LayerPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new FeatureScaleLayer<T>(this, plan);
    }
}

/// <summary>The code of a scaling layer.</summary>
internal sealed class FeatureScaleLayer<T>(FeatureScale spec, LayerPlan plan) : Layer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int[] codes = [.. spec.Codes ?? []];
    private readonly ParameterSlice scale = plan.Parameter("scale", 1, plan.Inputs, new Constant(1), plan.Inputs, isWeight: false);
    private readonly RowBuffer scratch = plan.Vector(plan.Inputs);

    public override RowBuffer Output { get; } = plan.Rows(plan.Inputs);

    public override bool IsTrained(in Frame<T> frame) => frame.Trains(this.scale);

    public override void Forward(in Frame<T> frame, ReadOnlyMatrixView<T> x)
    {
        // A code's factor has a derivative of 0, so it stays 1.
        ReadOnlySpan<T> s = this.scale.Of(frame.Parameters);
        MatrixView<T> y = frame.Of(this.Output);
        for (int row = 0; row < x.Rows; row++)
            Elementwise.Zip(default(Product), x.Row(row), s, y.Row(row));
    }

    public override void Backward(in Frame<T> frame, ReadOnlyMatrixView<T> x, MatrixView<T> delta, in Below<T> below)
    {
        if (frame.Wants(this.scale))
        {
            // ∂C/∂s = Σ δ ⊙ x
            Span<T> gradient = this.scale.Of(frame.Gradient), product = frame.VectorOf(this.scratch);
            gradient.Clear();
            for (int row = 0; row < x.Rows; row++)
            {
                Elementwise.Zip(default(Product), delta.Row(row), x.Row(row), product);
                Elementwise.Zip(default(Plus), gradient, product, gradient);
            }

            this.ClearCodes(gradient);
        }

        if (!below.IsWanted)
            return;
        ReadOnlySpan<T> s = this.scale.Of(frame.Parameters);
        for (int row = 0; row < delta.Rows; row++)
            Elementwise.Zip(default(Product), delta.Row(row), s, delta.Row(row));
        below.Take(delta);
    }

    public override void ExampleGradient(in Frame<T> frame, ReadOnlySpan<T> x, ReadOnlySpan<T> delta, T factor, Span<T> gradient)
    {
        Span<T> target = this.scale.Of(gradient);
        Elementwise.Zip(default(Product), delta, x, target);
        Elementwise.Map(new Times(double.CreateTruncating(factor)), target, target);
        this.ClearCodes(target);
    }

    private void ClearCodes(Span<T> gradient)
    {
        foreach (int code in this.codes)
            gradient[code] = T.Zero;
    }
}
