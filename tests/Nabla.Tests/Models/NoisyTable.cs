using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Tests.Models;

/// <summary>Ten columns of which one counts, and three labels in ten that are wrong: a network that learns them by heart is too sure.</summary>
internal static class NoisyTable
{
    private const int Columns = 10;

    public static Dataset Of(int rows, ulong seed)
    {
        var random = new CounterRandom(seed, 901);
        var features = new Matrix<double>(rows, Columns);
        var labels = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < Columns; column++)
                features[row, column] = random.Normal((uint)row, (uint)column);
            labels[row] = features[row, 0] > 0 != random.Uniform((uint)row, Columns) < 0.3 ? 1 : 0;
        }

        return Dataset.Classification("noisy", features, [.. Enumerable.Range(0, Columns).Select(column => $"x{column}")], labels, ["low", "high"]);
    }
}
