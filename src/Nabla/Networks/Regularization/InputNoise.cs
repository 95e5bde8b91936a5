using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>What training does to its inputs: normal noise added, then some left out.</summary>
internal static class InputNoise
{
    /// <summary>noisy = (x + noise) ⊙ factors.</summary>
    /// <param name="spec">How much.</param>
    /// <param name="x">[examples × inputs]</param>
    /// <param name="factors">[examples × inputs] Scratch.</param>
    /// <param name="noisy">[examples × inputs]</param>
    /// <param name="pass">Seed, step and identities.</param>
    /// <param name="threads">At most so many threads.</param>
    public static void Apply<T>(
        NetworkSpec spec, ReadOnlyMatrixView<T> x, MatrixView<T> factors, MatrixView<T> noisy, Pass pass, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        x.CopyTo(noisy);
        if (spec.InputNoise > 0)
        {
            var random = new CounterRandom(pass.Seed, RandomPurpose.Noise, pass.Step);
            for (int row = 0; row < noisy.Rows; row++)
            {
                for (int column = 0; column < noisy.Columns; column++)
                    noisy[row, column] += T.CreateTruncating(spec.InputNoise * random.Normal((uint)pass.Rows[row], (uint)column));
            }
        }

        if (spec.InputDropout > 0)
        {
            Dropout.Fill(factors, spec.InputDropout, layer: 0, pass, threads);
            Elementwise.Zip(default(Product), noisy.Data, factors.Data, noisy.Data);
        }
    }
}
