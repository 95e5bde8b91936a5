using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>
/// What training leaves out, as factors: 0 with probability p, otherwise 1/(1 − p). A factor is a function of seed, layer,
/// step, example and column.
/// </summary>
internal static class Dropout
{
    // A draw of 128 bits serves so many columns.
    private const int ColumnsOfDraw = 4;

    /// <summary>Writes the factors of a layer's outputs, or of the inputs (layer 0).</summary>
    /// <param name="factors">[examples × columns]</param>
    /// <param name="probability">p.</param>
    /// <param name="layer">The layer, from 1; 0 for the inputs.</param>
    /// <param name="pass">Seed, step and identities.</param>
    /// <param name="threads">At most so many threads.</param>
    public static void Fill<T>(MatrixView<T> factors, double probability, int layer, Pass pass, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rows = new Rows<T>
        {
            Factors = factors,
            Random = new CounterRandom(pass.Seed, RandomPurpose.Dropout + ((uint)layer << 8), pass.Step),
            Identities = pass.Rows,
            Threshold = (uint)Math.Round(probability * 4294967296.0),
            Kept = T.CreateTruncating(1 / (1 - probability)),
        };
        RowBlocks.Run(ref rows, factors.Rows, factors.Columns, threads);
    }

    private ref struct Rows<T> : IRowsBody
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public MatrixView<T> Factors;
        public CounterRandom Random;
        public ReadOnlySpan<int> Identities;
        public uint Threshold;
        public T Kept;

        public readonly void Run(int start, int end)
        {
            Span<uint> bits = stackalloc uint[ColumnsOfDraw];
            for (int row = start; row < end; row++)
            {
                Span<T> factors = this.Factors.Row(row);
                for (int column = 0; column < factors.Length; column++)
                {
                    if (column % ColumnsOfDraw == 0)
                        this.Random.Draw((uint)this.Identities[row], (uint)(column / ColumnsOfDraw), bits);
                    factors[column] = bits[column % ColumnsOfDraw] < this.Threshold ? T.Zero : this.Kept;
                }
            }
        }
    }
}
