using Nabla.Data;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>The probabilities of another predictor at a temperature; its outputs are its results.</summary>
internal sealed class TemperaturePredictor(Predictor inner, double temperature, NetworkSpec spec, double? threshold) : Predictor
{
    private const int OnStack = 128;

    /// <inheritdoc/>
    public override int OutputCount => inner.ResultCount;

    /// <inheritdoc/>
    public override int ResultCount => inner.ResultCount;

    /// <inheritdoc/>
    public override bool HasThreshold => threshold is not null;

    /// <inheritdoc/>
    public override int ClassOf(ReadOnlySpan<double> outputs) => ClassOf(outputs, threshold);

    /// <inheritdoc/>
    public override Reduction Reduction => inner.Reduction;

    /// <inheritdoc/>
    public override Matrix<double> Outputs(RawRows rows, int threads)
    {
        Matrix<double> results = inner.Results(rows, threads);
        for (int row = 0; row < results.Rows; row++)
            TemperatureScaling.Apply(results.Row(row), temperature);
        return results;
    }

    /// <inheritdoc/>
    public override void Outputs<TRow>(ReadOnlySpan<TRow> row, Span<double> outputs)
    {
        double[]? rented = inner.OutputCount > OnStack ? System.Buffers.ArrayPool<double>.Shared.Rent(inner.OutputCount) : null;
        Span<double> raw = (rented ?? stackalloc double[OnStack])[..inner.OutputCount];
        inner.Outputs(row, raw);
        inner.Results(raw, outputs);
        TemperatureScaling.Apply(outputs, temperature);
        if (rented is not null)
            System.Buffers.ArrayPool<double>.Shared.Return(rented);
    }

    /// <inheritdoc/>
    public override void Results(ReadOnlySpan<double> outputs, Span<double> results) => outputs.CopyTo(results);

    /// <inheritdoc/>
    public override Evaluation Evaluate(Dataset dataset, int threads)
        => ResultEvaluation.Of(spec, null, dataset, this.Results(dataset.Source, threads));
}
