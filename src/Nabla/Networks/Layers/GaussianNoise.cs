using System.Numerics;
using System.Text.Json.Serialization;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>Gaussian noise added to each input in training, not in evaluations and predictions.</summary>
/// <param name="StandardDeviation">The standard deviation, 0 or more.</param>
public sealed record GaussianNoise(double StandardDeviation) : LayerSpec
{
    /// <summary>The standard deviation, 0 or more.</summary>
    public double StandardDeviation { get; } = StandardDeviation is >= 0 and < double.PositiveInfinity
        ? StandardDeviation
        : throw new ArgumentException(FormattableString.Invariant($"input noise of {StandardDeviation}, expected 0 or more"));

    /// <summary>The columns that are codes of categories, without noise; none by default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(ValueListJsonConverter<int>))]
    public ValueList<int>? Codes { get; init => field = CodeColumns.Checked(value); }

    /// <inheritdoc/>
    internal override string? Randomness => this.StandardDeviation > 0 ? "input noise" : null;

    /// <inheritdoc/>
    public override int Outputs(int inputs) => CodeColumns.Outputs(this.Codes, inputs);

    /// <inheritdoc/>
    public override Layer<T> Compile<T>(LayerPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new GaussianNoiseLayer<T>(this, plan);
    }

    /// <inheritdoc/>
    internal override LayerSpec? ForPrediction() => null;
}

/// <summary>The compiled noise layer.</summary>
internal sealed class GaussianNoiseLayer<T>(GaussianNoise spec, LayerPlan plan) : Layer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly DrawKey draws = plan.Draws(RandomPurpose.Noise);
    private readonly double deviation = spec.StandardDeviation;
    private readonly int[] codes = [.. spec.Codes ?? []];

    internal override bool CanShare => true;

    public override RowBuffer Output { get; } = plan.Rows(plan.Inputs, onlyKept: true);

    public override bool Passes(in Frame<T> frame) => this.deviation == 0 || !frame.Pass.IsTraining;

    public override void Forward(in Frame<T> frame, ReadOnlyMatrixView<T> x)
    {
        MatrixView<T> noisy = frame.Of(this.Output);
        x.CopyTo(noisy);
        CounterRandom random = frame.Pass.Random(this.draws);
        for (int row = 0; row < noisy.Rows; row++)
        {
            for (int column = 0; column < noisy.Columns; column++)
                noisy[row, column] += T.CreateTruncating(this.deviation * random.Normal((uint)frame.Pass.Rows[row], (uint)column));
            foreach (int code in this.codes)
                noisy[row, code] = x[row, code];
        }
    }

    public override void Backward(in Frame<T> frame, ReadOnlyMatrixView<T> x, MatrixView<T> delta, in Below<T> below)
    {
        if (below.IsWanted)
            below.Take(delta);
    }
}
