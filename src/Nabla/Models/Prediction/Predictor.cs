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
    public abstract Matrix<double> Outputs(RawRows rows, int threads);

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
    public int[] Classes(RawRows rows, int threads)
    {
        Matrix<double> outputs = this.Outputs(rows, threads);
        var classes = new int[outputs.Rows];
        for (int row = 0; row < classes.Length; row++)
            classes[row] = this.ClassOf(outputs.Row(row));
        return classes;
    }

    /// <summary>The results for rows of raw values [examples × classes, labels or targets].</summary>
    public Matrix<double> Results(RawRows rows, int threads)
    {
        Matrix<double> outputs = this.Outputs(rows, threads);
        var results = new Matrix<double>(outputs.Rows, this.ResultCount);
        for (int row = 0; row < outputs.Rows; row++)
            this.Results(outputs.Row(row), results.Row(row));
        return results;
    }
}
