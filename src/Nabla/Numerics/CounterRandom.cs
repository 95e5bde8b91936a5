using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Numerics;

/// <summary>
/// Counter-based random numbers: each draw is a function of seed, purpose, step, row and column, and independent of earlier draws.
/// </summary>
/// <remarks>
/// Philox4x32-10 (Salmon, Moraes, Dror, Shaw: <i>Parallel Random Numbers: As Easy as 1, 2, 3</i>, SC 2011), keyed by the seed;
/// the counter holds purpose, step, row and column.
/// </remarks>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Purpose">The purpose of the draws; streams of different purposes are independent.</param>
/// <param name="Step">The epoch, step or layer the draws belong to.</param>
public readonly record struct CounterRandom(ulong Seed, uint Purpose, uint Step = 0)
{
    private const int NormalsAtOnce = 64;

    /// <summary>Uniform on [0, 1), a multiple of 2⁻⁵³.</summary>
    public double Uniform(uint row, uint column = 0)
        => (this.Bits(row, column) >>> 11) * (1.0 / (1UL << 53));

    /// <summary>An integer from 0 to <paramref name="bound"/> − 1, uniform to within bound / 2⁶⁴.</summary>
    public int Below(int bound, uint row, uint column = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        return (int)Math.BigMul(this.Bits(row, column), (ulong)bound, out _);
    }

    /// <summary>Normal with mean 0 and standard deviation 1.</summary>
    public double Normal(uint row, uint column = 0)
    {
        this.TwoUniforms(row, column, out double u, out double v);
        return default(BoxMuller).Invoke(new Scalar<double>(u), new(v)).Value;
    }

    /// <summary>values[j] ← <see cref="Uniform"/>(row, j), rounded to the type: in float, the result may be 1, once in 2²⁵ draws.</summary>
    public void FillUniform<T>(Span<T> values, uint row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int column = 0; column < values.Length; column++)
            values[column] = T.CreateTruncating(this.Uniform(row, (uint)column));
    }

    /// <summary>values[j] ← <see cref="Normal"/>(row, j), rounded to the type; several times faster than single draws.</summary>
    [SkipLocalsInit]
    public void FillNormal<T>(Span<T> values, uint row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<double> u = stackalloc double[NormalsAtOnce], v = stackalloc double[NormalsAtOnce];
        for (int start = 0; start < values.Length; start += NormalsAtOnce)
        {
            int count = Math.Min(NormalsAtOnce, values.Length - start);
            for (int i = 0; i < count; i++)
                this.TwoUniforms(row, (uint)(start + i), out u[i], out v[i]);
            Elementwise.Zip(default(BoxMuller), u[..count], v, u);
            for (int i = 0; i < count; i++)
                values[start + i] = T.CreateTruncating(u[i]);
        }
    }

    /// <summary>The numbers from 0 to the length − 1 in random order (Fisher and Yates), uniform over all permutations.</summary>
    public void Permutation(Span<int> order)
    {
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        this.Shuffle(order);
    }

    /// <summary>Shuffles the items (Fisher and Yates), uniformly over all permutations.</summary>
    /// <param name="items">The items.</param>
    /// <param name="column">The number of the shuffle; each has its own draws.</param>
    public void Shuffle<TItem>(Span<TItem> items, uint column = 0)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = this.Below(i + 1, (uint)i, column);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>64 random bits.</summary>
    public ulong Bits(uint row, uint column = 0)
    {
        (uint a, uint b, _, _) = this.Philox(row, column);
        return ((ulong)b << 32) | a;
    }

    /// <summary>128 random bits as four numbers.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column.</param>
    /// <param name="bits">[4] Receives them.</param>
    public void Draw(uint row, uint column, Span<uint> bits)
        => (bits[0], bits[1], bits[2], bits[3]) = this.Philox(row, column);

    // u in (0, 1] and v in [0, 1), multiples of 2⁻⁵³.
    private void TwoUniforms(uint row, uint column, out double u, out double v)
    {
        (uint a, uint b, uint c, uint d) = Philox(row, column);
        u = (((((ulong)b << 32) | a) >>> 11) + 1) * (1.0 / (1UL << 53));
        v = ((((ulong)d << 32) | c) >>> 11) * (1.0 / (1UL << 53));
    }

    private (uint A, uint B, uint C, uint D) Philox(uint row, uint column)
        => Philox4x32.Block((column, row, this.Step, this.Purpose), ((uint)this.Seed, (uint)(this.Seed >>> 32)));

    // √(−2 ln u)·cos 2πv is normal for u and v uniform (Box and Muller, Annals of Mathematical Statistics 29, 1958).
    private readonly struct BoxMuller : IZip
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Invoke<TLanes>(TLanes u, TLanes v)
            where TLanes : struct, ILanes<TLanes>
            => TLanes.Sqrt(-2 * Elementary.Log(u)) * Elementary.CosPi(2 * v);
    }
}

/// <summary>The Philox4x32-10 block function.</summary>
internal static class Philox4x32
{
    private const int Rounds = 10;

    /// <summary>128 random bits for a counter and a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (uint A, uint B, uint C, uint D) Block((uint A, uint B, uint C, uint D) x, (uint A, uint B) key)
    {
        for (int round = 0; round < Rounds; round++)
        {
            ulong p = 0xD2511F53UL * x.A, q = 0xCD9E8D57UL * x.C;
            x = ((uint)(q >>> 32) ^ x.B ^ key.A, (uint)q, (uint)(p >>> 32) ^ x.D ^ key.B, (uint)p);
            key = (key.A + 0x9E3779B9, key.B + 0xBB67AE85);
        }

        return x;
    }
}
