using System.Numerics;
using Nabla.Networks;
using Nabla.Numerics;

namespace Nabla.Training;

/// <summary>
/// Keeps the weights that lead to a unit, a column w of W, within ‖w‖ ≤ c: w ← w · min(1, c/‖w‖)
/// (Srivastava et al., JMLR 15, 2014, section 5.1).
/// </summary>
internal sealed class MaxNorm<T>(Network<T> network, double limit, LayerRates rates)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterSlice[] weights = [.. rates.Free(network).Where(slice => slice.IsWeight)];
    private readonly T[] scratch = new T[network.Weights.Max(weights => weights.Columns)];

    /// <summary>Scales down the columns with a larger norm.</summary>
    public void Project()
    {
        foreach (ParameterSlice slice in this.weights)
        {
            MatrixView<T> w = slice.MatrixOf(network.Parameters);
            Span<T> factors = this.scratch.AsSpan(0, w.Columns);
            factors.Clear();
            for (int row = 0; row < w.Rows; row++)
                Elementwise.Zip(new PlusScaledSquare(1), factors, w.Row(row), factors);
            bool longer = false;
            foreach (ref T factor in factors)
            {
                double norm = Math.Sqrt(double.CreateTruncating(factor));
                longer |= norm > limit;
                factor = norm > limit ? T.CreateTruncating(limit / norm) : T.One;
            }

            for (int row = 0; longer && row < w.Rows; row++)
                Elementwise.Zip(default(Product), w.Row(row), factors, w.Row(row));
        }
    }
}
