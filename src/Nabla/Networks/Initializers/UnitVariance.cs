using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>
/// Normal with mean 0 and standard deviation 1; then the weights of each unit are divided by the standard deviation of its x·W over
/// training examples, layer by layer, so that it becomes 1. A unit whose x·W is almost constant keeps its weights.
/// </summary>
/// <remarks>Holzmüller, Grinsztajn and Steinwart, <i>Better by Default</i>, NeurIPS 2024. A network created without data keeps the normal values.</remarks>
public sealed record UnitVariance : Initializer
{
    private const double LeastDeviation = 1e-6;

    /// <inheritdoc/>
    public override Notation Notation => new("unit-variance");

    /// <inheritdoc/>
    public override bool UsesData => true;

    /// <inheritdoc/>
    public override void Fill<T>(MatrixView<T> values, int fanIn, int fanOut, CounterRandom random) => FillNormal(values, 0, 1, random);

    internal override void Fit<T>(MatrixView<T> values, ReadOnlyMatrixView<T> z, CounterRandom random)
    {
        double[] deviations = Deviations(z);
        for (int row = 0; row < values.Rows; row++)
        {
            for (int unit = 0; unit < values.Columns; unit++)
            {
                if (deviations[unit] > LeastDeviation)
                    values[row, unit] = T.CreateTruncating(double.CreateTruncating(values[row, unit]) / deviations[unit]);
            }
        }
    }

    // The population's standard deviation of each column, in two passes.
    private static double[] Deviations<T>(ReadOnlyMatrixView<T> z)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        double[] means = new double[z.Columns], squares = new double[z.Columns];
        for (int row = 0; row < z.Rows; row++)
        {
            for (int unit = 0; unit < means.Length; unit++)
                means[unit] += double.CreateTruncating(z[row, unit]) / z.Rows;
        }

        for (int row = 0; row < z.Rows; row++)
        {
            for (int unit = 0; unit < means.Length; unit++)
            {
                double difference = double.CreateTruncating(z[row, unit]) - means[unit];
                squares[unit] += difference * difference / z.Rows;
            }
        }

        return Array.ConvertAll(squares, Math.Sqrt);
    }
}
