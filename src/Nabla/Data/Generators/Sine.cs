using Nabla.Numerics;

namespace Nabla.Data;

public static partial class Generators
{
    /// <summary>A regression on one feature: y = sin(2π·factor·x) + noise, x uniform on [0, 1).</summary>
    /// <param name="rows">The number of rows, at least 1.</param>
    /// <param name="noise">The standard deviation of the normal noise.</param>
    /// <param name="factor">The number of periods.</param>
    /// <param name="seed">The seed; the same seed gives the same rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">Too few rows, or a negative noise or factor.</exception>
    public static Dataset Sine(int rows = 200, double noise = 0.1, double factor = 1, ulong seed = 1)
    {
        CheckRowsAndNoise(rows, 1, noise);
        CheckNotNegative(factor, nameof(factor));
        CounterRandom random = Random(seed);
        var features = new Matrix<double>(rows, 1);
        var targets = new Matrix<double>(rows, 1);
        for (int row = 0; row < rows; row++)
        {
            double x = features[row, 0] = random.Uniform((uint)row, 0);
            targets[row, 0] = Elementary.Sin(2 * Math.PI * factor * x) + (noise * random.Normal((uint)row, 1));
        }

        return Dataset.Regression("sine", features, ["x"], targets, ["y"]);
    }
}
