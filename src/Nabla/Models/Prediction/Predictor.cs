using System.Numerics;
using Nabla.Data;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>
/// Turns rows of raw values into outputs, and these into results: probabilities of classes or labels, or values in units of the targets. Thread-safe.
/// </summary>
internal abstract class Predictor
{
    private const int RowsAtOnce = 4096;

    /// <summary>Creates the predictor of a model: one network or the mean of several, with the temperature if there is one.</summary>
    public static Predictor Of(IReadOnlyList<NetworkPredictor> networks, ModelInfo info)
    {
        Predictor mean = info.Members is { } members ? new EnsemblePredictor(networks, members.Select(member => member.Weight), info.TargetScaler, info.Threshold) : networks[0];
        return At(info.Temperature?.Temperature, mean, networks, info.Threshold);
    }

    /// <summary>
    /// The predictor for each group of calibration rows, before a temperature, and its weight in the whole: the members that were not trained on its
    /// fold, or the whole model.
    /// </summary>
    public static IEnumerable<(Predictor Predictor, double Weight)> OfGroups(IReadOnlyList<NetworkPredictor> networks, ModelInfo info)
    {
        foreach (ConformalGroup group in info.Conformal!.Groups)
        {
            if (group.Fold is not { } fold)
            {
                yield return (Of(networks, info with { Temperature = null }), 1);
                continue;
            }

            (NetworkPredictor Network, MemberInfo Info)[] members = [.. networks.Zip(info.Members!).Where(member => member.Second.Fold == fold)];
            double[] weights = [.. members.Select(member => member.Info.Weight)];
            yield return (new EnsemblePredictor(members.Select(member => member.Network), weights, info.TargetScaler, null), weights.Sum());
        }
    }

    private static Predictor At(double? temperature, Predictor predictor, IReadOnlyList<NetworkPredictor> networks, double? threshold)
        => temperature is { } t ? new TemperaturePredictor(predictor, t, networks[0].Spec, threshold) : predictor;

    /// <summary>The number of outputs of a row.</summary>
    public abstract int OutputCount { get; }

    /// <summary>The number of results of a row: one for each class, label or target.</summary>
    public abstract int ResultCount { get; }

    /// <summary>The reduction of the cost over examples.</summary>
    public abstract Reduction Reduction { get; }

    /// <summary>The outputs for rows of raw values.</summary>
    /// <param name="rows">[examples × columns]</param>
    /// <param name="threads">The largest number of threads.</param>
    /// <returns>[examples × outputs]</returns>
    public abstract Matrix<double> Outputs(ReadOnlyMatrixView<double> rows, int threads);

    /// <summary>The outputs for one row of raw values, the same bits as in a batch. Does not allocate.</summary>
    /// <param name="row">[columns]</param>
    /// <param name="outputs">[outputs]</param>
    public abstract void Outputs<TRow>(ReadOnlySpan<TRow> row, Span<double> outputs)
        where TRow : unmanaged, IBinaryFloatingPointIeee754<TRow>;

    /// <summary>The prediction from the outputs of a row.</summary>
    /// <param name="outputs">[outputs]</param>
    /// <param name="results">[classes, labels or targets]</param>
    public abstract void Results(ReadOnlySpan<double> outputs, Span<double> results);

    /// <summary>Whether a threshold decides between two classes, instead of the higher probability.</summary>
    public abstract bool HasThreshold { get; }

    /// <summary>The predicted class of the outputs of a row: the most probable one, or by <see cref="ModelInfo.Threshold"/>. Does not allocate.</summary>
    /// <param name="outputs">[outputs]</param>
    public abstract int ClassOf(ReadOnlySpan<double> outputs);

    /// <summary>Cost, loss and number of correct predictions on a data set.</summary>
    public abstract Evaluation Evaluate(Dataset dataset, int threads);

    /// <summary>The predicted class of probabilities: the most probable one, or the second of two if it is above a threshold.</summary>
    protected static int ClassOf(ReadOnlySpan<double> probabilities, double? threshold)
        => threshold is { } least ? (probabilities[1] > least ? 1 : 0) : Decision.Of<double>(probabilities);

    /// <summary>The class of each of some rows of raw values.</summary>
    public int[] Classes(ReadOnlyMatrixView<double> rows, int threads)
    {
        Matrix<double> outputs = this.Outputs(rows, threads);
        var classes = new int[outputs.Rows];
        for (int row = 0; row < classes.Length; row++)
            classes[row] = this.ClassOf(outputs.Row(row));
        return classes;
    }

    /// <summary>The class of each row, in any storage.</summary>
    public int[] Classes(FeatureRows rows, int threads)
    {
        if (rows.IsInMemory)
            return this.Classes(rows.Matrix, threads);
        var classes = new int[rows.Rows];
        var block = new Matrix<double>(Math.Min(RowsAtOnce, rows.Rows), rows.Columns);
        for (int start = 0; start < rows.Rows; start += block.Rows)
            this.Classes(Block(rows, start, block), threads).CopyTo(classes, start);
        return classes;
    }

    /// <summary>The results for rows of any storage [examples × classes, labels or targets].</summary>
    public Matrix<double> Results(FeatureRows rows, int threads)
    {
        if (rows.IsInMemory)
            return this.Results(rows.Matrix, threads);
        var results = new Matrix<double>(rows.Rows, this.ResultCount);
        var block = new Matrix<double>(Math.Min(RowsAtOnce, rows.Rows), rows.Columns);
        for (int start = 0; start < rows.Rows; start += block.Rows)
            this.Results(Block(rows, start, block), threads).Data.CopyTo(results.Data, start * results.Columns);
        return results;
    }

    private static ReadOnlyMatrixView<double> Block(FeatureRows rows, int start, Matrix<double> block)
    {
        int count = Math.Min(block.Rows, rows.Rows - start);
        for (int i = 0; i < count; i++)
            rows.Row(start + i).CopyTo(block.Row(i));
        return block.View.RowRange(0, count);
    }

    /// <summary>The results for rows of raw values [examples × classes, labels or targets].</summary>
    public Matrix<double> Results(ReadOnlyMatrixView<double> rows, int threads)
    {
        Matrix<double> outputs = this.Outputs(rows, threads);
        var results = new Matrix<double>(outputs.Rows, this.ResultCount);
        for (int row = 0; row < outputs.Rows; row++)
            this.Results(outputs.Row(row), results.Row(row));
        return results;
    }
}
