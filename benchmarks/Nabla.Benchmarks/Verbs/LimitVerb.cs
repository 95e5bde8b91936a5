using System.CommandLine;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Nabla.Numerics;

namespace Nabla.Benchmarks.Verbs;

/// <summary><c>limit</c>: the fused multiply-adds that one core can issue, in GFLOP/s: the ceiling of every product.</summary>
internal static class LimitVerb
{
    private const int Iterations = 3_000_000;
    private const int Chains = 12;

    public static Command Create()
    {
        var command = new Command("limit", "GFLOP/s of fused multiply-adds alone, one core");
        command.SetAction(_ =>
        {
            Print("fma-limit-one-core", Best<float>());
            Print("fma-limit-one-core-double", Best<double>());
        });
        return command;
    }

    private static void Print(string name, double value)
        => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}\t{value:F0}"));

    private static double Best<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double best = 0;
        for (int window = 0; window < Window.Count; window++)
        {
            best = Math.Max(best, Vector512.IsHardwareAccelerated ? Measure<T, Lanes512<T>>()
                : Vector256.IsHardwareAccelerated ? Measure<T, Lanes256<T>>()
                : Measure<T, Lanes128<T>>());
        }

        return best;
    }

    private static double Measure<T, TLanes>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLanes : struct, ILanes<TLanes, T>
    {
        // All numbers differ: equal chains could be merged into one.
        T[] source = new T[(Chains + 17) * TLanes.Count];
        for (int i = 0; i < source.Length; i++)
            source[i] = T.CreateTruncating((i % 97) - 48.5) / T.CreateTruncating(1000);
        T[] sink = new T[TLanes.Count];
        double rate = Window.Rate(() => FusedMultiplyAdds<T, TLanes>(source, sink), 1);
        if (!sink.Any(T.IsFinite))
            throw new InvalidOperationException("the sums overflowed: the figure would not be one of ordinary numbers");
        return rate * Iterations * Chains * TLanes.Count * 2 / 1e9;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FusedMultiplyAdds<T, TLanes>(T[] source, T[] sink)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TLanes : struct, ILanes<TLanes, T>
    {
        ref T s = ref source[0];
        nuint n = (nuint)TLanes.Count;
        TLanes c0 = TLanes.Load(ref s, 0), c1 = TLanes.Load(ref s, n), c2 = TLanes.Load(ref s, 2 * n), c3 = TLanes.Load(ref s, 3 * n);
        TLanes c4 = TLanes.Load(ref s, 4 * n), c5 = TLanes.Load(ref s, 5 * n), c6 = TLanes.Load(ref s, 6 * n), c7 = TLanes.Load(ref s, 7 * n);
        TLanes c8 = TLanes.Load(ref s, 8 * n), c9 = TLanes.Load(ref s, 9 * n), c10 = TLanes.Load(ref s, 10 * n), c11 = TLanes.Load(ref s, 11 * n);
        TLanes y = TLanes.Load(ref s, 12 * n);
        for (int i = 0; i < Iterations; i++)
        {
            // A new factor in each turn: a constant product could be taken out of the loop.
            TLanes x = TLanes.Load(ref s, (nuint)(i & 15) * n);
            c0 = TLanes.FusedMultiplyAdd(x, y, c0);
            c1 = TLanes.FusedMultiplyAdd(x, y, c1);
            c2 = TLanes.FusedMultiplyAdd(x, y, c2);
            c3 = TLanes.FusedMultiplyAdd(x, y, c3);
            c4 = TLanes.FusedMultiplyAdd(x, y, c4);
            c5 = TLanes.FusedMultiplyAdd(x, y, c5);
            c6 = TLanes.FusedMultiplyAdd(x, y, c6);
            c7 = TLanes.FusedMultiplyAdd(x, y, c7);
            c8 = TLanes.FusedMultiplyAdd(x, y, c8);
            c9 = TLanes.FusedMultiplyAdd(x, y, c9);
            c10 = TLanes.FusedMultiplyAdd(x, y, c10);
            c11 = TLanes.FusedMultiplyAdd(x, y, c11);
        }

        (((c0 + c1) + (c2 + c3)) + ((c4 + c5) + (c6 + c7)) + ((c8 + c9) + (c10 + c11))).Store(ref sink[0], 0);
    }
}
