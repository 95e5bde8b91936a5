using Nabla.Descriptions;
using Nabla.Networks;
using Nabla.Numerics;

namespace Nabla.Inspection;

/// <summary>Hidden units that pass on almost no gradient: ReLU units that are 0 for every row, and saturated sigmoid and tanh units.</summary>
internal static class IdleUnits
{
    private const double MostDead = 0.2;

    /// <summary>Random initial biases make many units 0 for all rows from the start, more so with fewer columns.</summary>
    private const double MostDeadOfRandomBiases = 0.6;
    private const double MostSaturated = 0.5;

    /// <summary>A slope below this fraction of the maximum counts as saturated: sigmoids below .01 or above .99, tanh beyond ±.98.</summary>
    private const double Flat = 0.04;

    public static IEnumerable<Finding> In(ExaminedRun run)
    {
        bool isRandom = run.Model.Network.NumberedLayers[0].BiasInitializer is not Constant;
        double mostDead = isRandom ? MostDeadOfRandomBiases : MostDead;
        (List<(int Layer, double Share)> dead, List<(int Layer, double Share)> saturated) = ([], []);
        IReadOnlyList<LayerTrace<double>> traces = run.Traces();
        IReadOnlyList<NumberedLayer> layers = run.Model.Network.NumberedLayers;
        for (int l = 0; l < traces.Count - 1; l++)
        {
            Matrix<double> a = traces[l].A;
            switch (layers[l].Activation)
            {
                case ReLU:
                    dead.Add((l, DeadShare(a)));
                    break;
                case Sigmoid:
                    saturated.Add((l, FlatShare(a, slope: y => 4 * y * (1 - y))));
                    break;
                case Tanh:
                    saturated.Add((l, FlatShare(a, slope: y => 1 - (y * y))));
                    break;
            }
        }

        if (dead.Count > 0 && dead.MaxBy(one => one.Share) is var (deadLayer, deadShare) && deadShare > mostDead)
        {
            int units = traces[deadLayer].A.Columns;
            yield return new Finding(
                FindingKind.DeadUnits,
                deadShare == 1 ? Severity.Critical : Severity.Warning,
                $"layer {deadLayer + 1}",
                $"{Math.Round(deadShare * units)} of {units} ReLU units of layer {deadLayer + 1} are 0 for all {Figures.Count(run.Rows!.Rows)} rows examined{Others(dead, mostDead)}",
                "they no longer learn; lower the learning rate, or use leaky ReLU, ELU or GELU with their own initializers");
        }

        if (saturated.Count > 0 && saturated.MaxBy(one => one.Share) is var (flatLayer, flatShare) && flatShare > MostSaturated)
        {
            yield return new Finding(
                FindingKind.SaturatedUnits,
                Severity.Warning,
                $"layer {flatLayer + 1}",
                $"{Wording.Percent(flatShare)} of the activations of layer {flatLayer + 1} are saturated: near the ends of their range, where the slope is almost 0{Others(saturated, MostSaturated)}",
                "start with smaller weights (the activation's own initializer), scale the inputs, or lower the learning rate");
        }
    }

    private static string Others(List<(int Layer, double Share)> layers, double limit)
    {
        int others = layers.Count(one => one.Share > limit) - 1;
        return others == 0 ? string.Empty : $", and {others} more {(others == 1 ? "layer is" : "layers are")} like it";
    }

    /// <summary>The fraction of units that are 0 in every row.</summary>
    private static double DeadShare(Matrix<double> a)
    {
        int dead = 0;
        for (int unit = 0; unit < a.Columns; unit++)
        {
            int row = 0;
            while (row < a.Rows && a[row, unit] <= 0)
                row++;
            dead += row == a.Rows ? 1 : 0;
        }

        return (double)dead / a.Columns;
    }

    /// <summary>The fraction of activations with a flat slope, relative to the maximum.</summary>
    private static double FlatShare(Matrix<double> a, Func<double, double> slope) => (double)a.Data.Count(y => slope(y) < Flat) / a.Data.Length;
}
