using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>
/// Data-dependent biases: −Σ eᵢ·zᵢ / Σ eᵢ over a few training examples drawn for each unit, with z = x·W and eᵢ exponentially distributed, so that
/// each unit is 0 somewhere inside the data. Computed after the weights, layer by layer.
/// </summary>
/// <remarks>
/// "he+5" of Holzmüller, Grinsztajn and Steinwart, <i>Better by Default</i>, NeurIPS 2024, after Steinwart, <i>A Sober Look at Neural Network
/// Initializations</i>, 2019. A network created without data has biases of 0.
/// </remarks>
/// <param name="Points">The number of examples drawn for each unit; default 5.</param>
public sealed record HePlus(double Points = 5) : Initializer
{
    private const double MostPoints = 1000;

    /// <summary>The number of examples drawn for each unit, from 1 to 1,000.</summary>
    public double Points { get; } = Points is >= 1 and <= MostPoints && double.IsInteger(Points)
        ? Points
        : throw new ArgumentOutOfRangeException(nameof(Points), FormattableString.Invariant($"{Points} points, expected a whole number from 1 to {MostPoints}"));

    /// <inheritdoc/>
    public override Notation Notation => new("he-plus", this.Points);

    /// <inheritdoc/>
    public override bool UsesData => true;

    /// <inheritdoc/>
    public override void Fill<T>(MatrixView<T> values, int fanIn, int fanOut, CounterRandom random)
    {
        for (int row = 0; row < values.Rows; row++)
            values.Row(row).Clear();
    }

    internal override void Fit<T>(MatrixView<T> values, ReadOnlyMatrixView<T> z, CounterRandom random)
    {
        for (int unit = 0; unit < values.Columns; unit++)
        {
            double sum = 0, total = 0;
            for (uint point = 0; point < this.Points; point++)
            {
                double weight = -Elementary.Log(1 - random.Uniform((2 * point) + 1, (uint)unit));
                sum += weight * double.CreateTruncating(z[random.Below(z.Rows, 2 * point, (uint)unit), unit]);
                total += weight;
            }

            values[0, unit] = T.CreateTruncating(total > 0 ? -sum / total : 0);
        }
    }
}
