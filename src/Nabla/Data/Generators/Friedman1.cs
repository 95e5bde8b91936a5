using Nabla.Numerics;

namespace Nabla.Data;

public static partial class Generators
{
    /// <summary>
    /// A regression on ten features uniform on [0, 1), of which five are informative: y = 10·sin(π·x₁·x₂) + 20·(x₃ − ½)² + 10·x₄ + 5·x₅ + noise
    /// (Friedman: <i>Multivariate adaptive regression splines</i>, Annals of Statistics 19, 1991).
    /// </summary>
    /// <param name="rows">The number of rows, at least 1.</param>
    /// <param name="noise">The standard deviation of the normal noise.</param>
    /// <param name="seed">The seed; the same seed gives the same rows.</param>
    /// <exception cref="ArgumentOutOfRangeException">Too few rows, or a negative noise.</exception>
    public static Dataset Friedman1(int rows = 500, double noise = 1, ulong seed = 1)
    {
        const int FeatureCount = 10;
        CheckRowsAndNoise(rows, 1, noise);
        CounterRandom random = Random(seed);
        var features = new Matrix<double>(rows, FeatureCount);
        var targets = new Matrix<double>(rows, 1);
        for (int row = 0; row < rows; row++)
        {
            Span<double> x = features.Row(row);
            for (int i = 0; i < x.Length; i++)
                x[i] = random.Uniform((uint)row, (uint)i);
            targets[row, 0] = (10 * Elementary.Sin(Math.PI * x[0] * x[1])) + (20 * (x[2] - 0.5) * (x[2] - 0.5)) + (10 * x[3]) + (5 * x[4])
                + (noise * random.Normal((uint)row, FeatureCount));
        }

        return Dataset.Regression("friedman1", features, ["x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9", "x10"], targets, ["y"]);
    }
}
