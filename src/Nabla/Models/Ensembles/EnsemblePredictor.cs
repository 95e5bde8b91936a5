using System.Buffers;
using System.Numerics;
using Nabla.Data;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>
/// The weighted mean of the predictions of several networks, in the order of the members: probabilities, or values in units of the targets. Its
/// outputs are its results.
/// </summary>
internal sealed class EnsemblePredictor : Predictor
{
    private const int OnStack = 128;

    private readonly NetworkPredictor[] members;
    private readonly double[] weights;
    private readonly Scaler? targetScaler;
    private readonly double? threshold;
    private readonly int scratch;

    /// <summary>Creates the mean of some members, whose weights need not sum to 1.</summary>
    /// <param name="members">The networks.</param>
    /// <param name="weights">The weight of each network.</param>
    /// <param name="targetScaler">The scaler of a regression's targets; null for other tasks.</param>
    /// <param name="threshold">The probability above which the second of two classes is predicted; null for the more probable one.</param>
    public EnsemblePredictor(IEnumerable<NetworkPredictor> members, IEnumerable<double> weights, Scaler? targetScaler, double? threshold)
    {
        this.members = [.. members];
        double[] given = [.. weights];
        double sum = given.Sum();
        this.weights = [.. given.Select(weight => weight / sum)];
        this.targetScaler = targetScaler;
        this.threshold = threshold;
        this.scratch = this.members.Max(member => member.OutputCount) + this.ResultCount;
    }

    /// <inheritdoc/>
    public override int OutputCount => this.ResultCount;

    /// <inheritdoc/>
    public override int ResultCount => this.members[0].ResultCount;

    /// <inheritdoc/>
    public override bool HasThreshold => this.threshold is not null;

    /// <inheritdoc/>
    public override int ClassOf(ReadOnlySpan<double> outputs) => ClassOf(outputs, this.threshold);

    /// <inheritdoc/>
    public override Reduction Reduction => this.members[0].Reduction;

    /// <inheritdoc/>
    public override Matrix<double> Outputs(RawRows rows, int threads)
    {
        var mean = new Matrix<double>(rows.Rows, this.ResultCount);
        for (int m = 0; m < this.members.Length; m++)
        {
            Matrix<double> results = this.members[m].Results(rows, threads);
            for (int i = 0; i < mean.Data.Length; i++)
                mean.Data[i] += this.weights[m] * results.Data[i];
        }

        return mean;
    }

    /// <inheritdoc/>
    public override void Outputs<TRow>(ReadOnlySpan<TRow> row, Span<double> outputs)
    {
        double[]? rented = this.scratch > OnStack ? ArrayPool<double>.Shared.Rent(this.scratch) : null;
        Span<double> buffer = rented ?? stackalloc double[OnStack];
        Span<double> results = buffer[..this.ResultCount], raw = buffer[this.ResultCount..this.scratch];
        outputs.Clear();
        for (int m = 0; m < this.members.Length; m++)
        {
            Span<double> ofMember = raw[..this.members[m].OutputCount];
            this.members[m].Outputs(row, ofMember);
            this.members[m].Results(ofMember, results);
            for (int i = 0; i < outputs.Length; i++)
                outputs[i] += this.weights[m] * results[i];
        }

        if (rented is not null)
            ArrayPool<double>.Shared.Return(rented);
    }

    /// <inheritdoc/>
    public override void Results(ReadOnlySpan<double> outputs, Span<double> results) => outputs.CopyTo(results);

    /// <inheritdoc/>
    public override Evaluation Evaluate(Dataset dataset, int threads)
        => ResultEvaluation.Of(this.members[0].Spec, this.targetScaler, dataset, this.Results(dataset.Source, threads));
}
