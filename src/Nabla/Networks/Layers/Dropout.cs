using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>
/// Dropout: in training, sets each input to 0 with probability p and divides the others by 1 − p; evaluations and predictions use all inputs
/// (Srivastava et al., 2014, inverted). A factor, 0 or 1/(1 − p), is a function of seed, layer, step, example and column.
/// </summary>
/// <param name="Probability">p, at least 0 and below 1.</param>
public sealed record Dropout(double Probability) : LayerSpec
{
    /// <summary>p, at least 0 and below 1.</summary>
    public double Probability { get; } = Probability is >= 0 and < 1
        ? Probability
        : throw new ArgumentException(FormattableString.Invariant($"a dropout of {Probability}, expected 0 to below 1"));

    /// <inheritdoc/>
    internal override string? Randomness => this.Probability > 0 ? "dropout" : null;

    /// <inheritdoc/>
    public override int Outputs(int inputs) => inputs;

    /// <inheritdoc/>
    public override Layer<T> Compile<T>(LayerPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return new DropoutLayer<T>(this.Probability, plan);
    }

    /// <inheritdoc/>
    internal override LayerSpec? ForPrediction() => null;
}

/// <summary>The compiled dropout layer.</summary>
internal sealed class DropoutLayer<T>(double probability, LayerPlan plan) : Layer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // The number of columns per 128-bit draw.
    private const int ColumnsOfDraw = 4;

    private readonly DrawKey draws = plan.Draws(RandomPurpose.Dropout);
    private readonly RowBuffer factors = plan.Rows(plan.Inputs, onlyKept: true);

    internal override bool CanShare => true;

    public override RowBuffer Output { get; } = plan.Rows(plan.Inputs, onlyKept: true);

    internal override RowBuffer Factors => this.factors;

    public override bool Passes(in Frame<T> frame) => this.ProbabilityOf(frame) == 0 || !frame.Pass.IsTraining;

    public override void Forward(in Frame<T> frame, ReadOnlyMatrixView<T> x)
    {
        MatrixView<T> f = frame.Of(this.factors);
        double p = this.ProbabilityOf(frame);
        var rows = new Rows
        {
            Factors = f,
            Random = frame.Pass.Random(this.draws),
            Identities = frame.Pass.Rows,
            Threshold = (uint)Math.Round(p * 4294967296.0),
            Kept = T.CreateTruncating(1 / (1 - p)),
        };
        RowBlocks.Run(ref rows, f.Rows, f.Columns, frame.Threads);
        Elementwise.Zip(default(Product), x.Data, f.Data, frame.Of(this.Output).Data);
    }

    public override void Backward(in Frame<T> frame, ReadOnlyMatrixView<T> x, MatrixView<T> delta, in Below<T> below)
    {
        if (!below.IsWanted)
            return;
        Elementwise.Zip(default(Product), delta.Data, frame.Of(this.factors).Data, delta.Data);
        below.Take(delta);
    }

    private double ProbabilityOf(in Frame<T> frame) => probability * (frame.Pass.DropoutFactor ?? 1);

    private ref struct Rows : IRowsBody
    {
        public MatrixView<T> Factors;
        public CounterRandom Random;
        public ReadOnlySpan<int> Identities;
        public uint Threshold;
        public T Kept;

        public readonly void Run(int start, int end)
        {
            Span<uint> bits = stackalloc uint[ColumnsOfDraw];
            for (int row = start; row < end; row++)
            {
                Span<T> factors = this.Factors.Row(row);
                for (int column = 0; column < factors.Length; column++)
                {
                    if (column % ColumnsOfDraw == 0)
                        this.Random.Draw((uint)this.Identities[row], (uint)(column / ColumnsOfDraw), bits);
                    factors[column] = bits[column % ColumnsOfDraw] < this.Threshold ? T.Zero : this.Kept;
                }
            }
        }
    }
}
