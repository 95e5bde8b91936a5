using Nabla.Networks;
using Nabla.Training;

namespace Nabla.Inspection;

/// <summary>Vanishing and exploding gradients, by the gradient norm of each layer in the last step of each epoch.</summary>
internal static class GradientFlow
{
    private const int FirstEpochs = 10;
    private const double Vanishing = 0.01;
    private const double Growing = 10;
    private const double Huge = 50;

    public static IEnumerable<Finding> In(ExaminedRun run)
    {
        EpochRecord[] known = [.. run.History.Where(record => record is { GradientNorms: not null, WeightNorms: not null })];
        if (known.Length == 0)
            yield break;

        // A converged network has no gradient left, so the first epochs are used.
        EpochRecord[] first = [.. known.Take(FirstEpochs)];
        // Frozen layers have no gradient, and none flows below the lowest trained layer.
        int[] layers = [.. Enumerable.Range(0, first[0].GradientNorms!.Count).Where(l => run.Settings.Training.Frozen?.Contains(l + 1) != true)];
        if (layers.Length == 0)
            yield break;
        Dictionary<int, double> norms = layers.ToDictionary(l => l, l => Median(first.Select(record => record.GradientNorms![l])));
        int weakest = layers.MinBy(l => norms[l]), strongest = layers.MaxBy(l => norms[l]);
        if (norms[weakest] < Vanishing * norms[strongest] && weakest < strongest)
        {
            yield return new Finding(
                FindingKind.VanishingGradients,
                Severity.Warning,
                $"layer {weakest + 1}",
                $"the gradient of layer {weakest + 1} is {Wording.Number(norms[weakest])} in the first epochs, that of layer {strongest + 1} is {Wording.Number(norms[strongest])}",
                "use ReLU or GELU with their own initializers, normalization (batch or layer), or fewer layers");
        }

        if (Largest(run, known) is var (epoch, layer, norm, weights))
        {
            yield return Exploding(layer, $"the gradient of layer {layer + 1} had the norm {Wording.Number(norm)} in epoch {epoch}, its weights {Wording.Number(weights)}");
        }
        else if (layers.Length > 2 && norms[layers[0]] > Growing * norms[layers[^1]])
        {
            yield return Exploding(layers[0], $"the gradient grows on its way back, from {Wording.Number(norms[layers[^1]])} in layer {layers[^1] + 1} to {Wording.Number(norms[layers[0]])} in layer {layers[0] + 1}");
        }
    }

    private static Finding Exploding(int layer, string observation) => new(
        FindingKind.ExplodingGradients,
        Severity.Warning,
        $"layer {layer + 1}",
        observation,
        "clip the gradient (by its norm, at 1), start with smaller weights, scale the inputs, or lower the learning rate");

    /// <summary>The largest gradient relative to its weights, if it is very large. A cost that is a sum has a term for each example of a batch.</summary>
    private static (int Epoch, int Layer, double Norm, double Weights)? Largest(ExaminedRun run, EpochRecord[] known)
    {
        double examples = run.Model.Network.Reduction == Reduction.Mean ? 1
            : run.HasLearningRate ? run.Settings.Training.BatchSize ?? run.Parts?.Train.Rows ?? double.PositiveInfinity
            : run.Parts?.Train.Rows ?? double.PositiveInfinity;
        var all = known.SelectMany(record => record.GradientNorms!.Select((norm, layer) => (record.Epoch, Layer: layer, Norm: norm, Weights: record.WeightNorms![layer])));
        var largest = all.MaxBy(one => one.Norm / Math.Max(1, one.Weights));
        return largest.Norm > Huge * examples * Math.Max(1, largest.Weights) ? largest : null;
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
