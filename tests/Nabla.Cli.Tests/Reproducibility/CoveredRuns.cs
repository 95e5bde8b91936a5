using Nabla.Networks;
using Nabla.Optimization;

namespace Nabla.Cli.Tests.Reproducibility;

/// <summary>Command lines that train: every two options of the things that decide a model's bits stand together in one of them.</summary>
internal static class CoveredRuns
{
    private static readonly string[] Data =
    [
        "iris|--loss|cross-entropy",
        "moons|--rows|60|--loss|binary-cross-entropy",
        "iris|--output-activation|sigmoid|--loss|half-squared-error",
        "sine|--rows|40|--loss|half-squared-error",
        "sine|--rows|40|--loss|squared-error",
        "friedman1|--rows|40|--loss|absolute-error|--scale|robust",
        "friedman1|--rows|40|--loss|huber:0.5|--reduction|sum|--scale|minmax",
    ];

    private static readonly string[] Regularizers =
    [
        "", "--l1|0.01", "--l2|0.01", "--dropout|0.3", "--input-dropout|0.2", "--input-noise|0.3", "--label-smoothing|0.1",
        "--normalization|batch", "--normalization|layer", "--weight-decay|0.05", "--max-norm|0.8", "--clip-norm|0.1", "--validation-size|0.2|--patience|1",
    ];

    // What a solver that evaluates a point twice can use.
    private static readonly string[] FixedRegularizers = ["", "--l1|0.01", "--l2|0.01", "--label-smoothing|0.1", "--normalization|layer", "--validation-size|0.2"];

    private static readonly string[] Schedules =
        ["constant", "step:1:0.5", "exponential:0.9", "inverse-scaling:0.5", "cosine:3", "one-cycle:3", "warmup:2,plateau:0.5:0", "per-step,cosine:20", "adaptive:0.5:0"];

    private static readonly string[] Initializers =
        ["glorot-uniform", "normal:0:0.5", "he-normal", "he-uniform", "lecun-normal", "uniform-fan-in", "orthogonal:1", "uniform01", "glorot-normal"];

    private static readonly string[] Precisions = ["float", "double"];

    private static string[] Activations => [.. Activation.All.Where(entry => entry.Name != "softmax").Select(entry => entry.Name)];

    private static string[] Rules => [.. UpdateRule.All.Select(entry => entry.Name is "clip-value" or "clip-norm" or "decay" ? $"{entry.Name},sgd" : entry.Name)];

    private static string[] Solvers => [.. FullBatchSolver.All.Select(entry => entry.Name), "bfgs,more-thuente", "lbfgs:3,hager-zhang"];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string[]> All { get; } = [.. FirstOrder(), .. FullBatch(), .. Large];

    /// <summary>A few that are small enough for a machine whose fused multiply-add is done by software.</summary>
    public static IReadOnlyList<string[]> Tiny { get; } =
    [
        .. FirstOrder().Concat(FullBatch()).Where((_, i) => i % 6 == 0),
    ];

    // Enough work in a step for several threads.
    private static IEnumerable<string[]> Large =>
    [
        Train("digits|--hidden|100,50|--batch-size|300|--dropout|0.2|--normalization|batch|--epochs|2"),
        Train("digits|--hidden|96|--activation|gelu|--batch-size|full|--optimizer|lbfgs|--epochs|3"),
        Train("digits|--batch-size|300|--epochs|3"), // a run that chooses the number of epochs, and one on all rows
        Train("digits|--hidden|70|--activation|tanh|--batch-size|500|--optimizer|nadam|--precision|double|--epochs|2|--input-noise|0.1"),
    ];

    private static IEnumerable<string[]> FirstOrder()
    {
        string[] batches = ["7", "32", "full"];
        foreach (int[] row in Covering.Pairwise(Rules.Length, Activations.Length, Data.Length, Regularizers.Length, batches.Length, Schedules.Length, Initializers.Length, Precisions.Length))
        {
            string rule = Rules[row[0]], regularizer = Fitting(Regularizers[row[3]], Data[row[2]]);
            if (rule == "adamw" && Regularizers[row[3]].StartsWith("--weight-decay", StringComparison.Ordinal))
                regularizer = string.Empty; // it has one of its own
            yield return Train(
                $"{Data[row[2]]}|--optimizer|{rule}|--activation|{Activations[row[1]]}|--batch-size|{batches[row[4]]}|--schedule|{Schedules[row[5]]}"
                + $"|--init|{Initializers[row[6]]}|--precision|{Precisions[row[7]]}|--hidden|6,5|--epochs|3{regularizer}");
        }
    }

    private static IEnumerable<string[]> FullBatch()
    {
        foreach (int[] row in Covering.Pairwise(Solvers.Length, Activations.Length, Data.Length, FixedRegularizers.Length, Precisions.Length))
        {
            bool squares = Solvers[row[0]] == "levenberg-marquardt"; // needs a sum of squares, and no penalty but L2
            string data = squares ? Data[3 + (row[2] % 2)] : Data[row[2]];
            string regularizer = squares && row[3] != 2 ? string.Empty : Fitting(FixedRegularizers[row[3]], data);
            yield return Train(
                $"{data}|--optimizer|{Solvers[row[0]]}|--activation|{Activations[row[1]]}|--precision|{Precisions[row[4]]}|--hidden|4|--epochs|4{regularizer}");
        }
    }

    // Label smoothing is for costs of classes alone.
    private static string Fitting(string regularizer, string data)
        => regularizer.Length == 0 || (regularizer.StartsWith("--label", StringComparison.Ordinal) && !data.Contains("log-l", StringComparison.Ordinal) && !data.Contains("cross", StringComparison.Ordinal))
            ? string.Empty
            : $"|{regularizer}";

    private static string[] Train(string options) => ["train", .. options.Split('|')];
}
