using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>A matrix with orthonormal rows or columns (whichever are fewer), times a gain.</summary>
/// <remarks>
/// Saxe, McClelland and Ganguli, ICLR 2014: normal draws, orthonormalized. Modified Gram–Schmidt, applied twice to each vector, which is orthogonal
/// to working precision (Giraud, Langou and Rozložník, 2005).
/// </remarks>
public sealed record Orthogonal(double Gain = 1) : Initializer
{
    /// <summary>The length of each row or column; 1 by default.</summary>
    public double Gain { get; } = Finite(Gain, nameof(Gain));

    /// <inheritdoc/>
    public override Notation Notation => new("orthogonal", this.Gain);

    /// <inheritdoc/>
    public override void Fill<T>(MatrixView<T> values, int fanIn, int fanOut, CounterRandom random)
    {
        // The fewer of rows and columns become vectors: row i of this matrix is one of them.
        bool byRows = values.Rows <= values.Columns;
        var vectors = new Matrix<double>(Math.Min(values.Rows, values.Columns), Math.Max(values.Rows, values.Columns));
        FillNormal(vectors.View, 0, 1, random);
        for (int i = 0; i < vectors.Rows; i++)
            Orthonormalize(vectors, i);

        for (int row = 0; row < values.Rows; row++)
        {
            for (int column = 0; column < values.Columns; column++)
                values[row, column] = T.CreateTruncating(this.Gain * (byRows ? vectors[row, column] : vectors[column, row]));
        }
    }

    private static void Orthonormalize(Matrix<double> vectors, int i)
    {
        Span<double> vector = vectors.Row(i);
        for (int pass = 0; pass < 2; pass++)
        {
            for (int j = 0; j < i; j++)
            {
                ReadOnlySpan<double> other = vectors.Row(j);
                double projection = Reductions.Dot(vector, other);
                for (int k = 0; k < vector.Length; k++)
                    vector[k] -= projection * other[k];
            }
        }

        double length = Math.Sqrt(Reductions.SquaredNorm<double>(vector));
        for (int k = 0; k < vector.Length; k++)
            vector[k] /= length;
    }
}
