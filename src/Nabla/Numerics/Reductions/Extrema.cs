using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Nabla.Numerics;

public static partial class Reductions
{
    /// <summary>max |xᵢ|; NaN if any is NaN; 0 if empty.</summary>
    public static double MaxAbsolute<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => double.CreateTruncating(Largest<T, Magnitude>(x, T.Zero));

    /// <summary>The largest number; NaN if any is NaN; −∞ if empty.</summary>
    internal static T Maximum<T>(ReadOnlySpan<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Largest<T, Identity>(x, T.NegativeInfinity);

    private static T Largest<T, TMap>(ReadOnlySpan<T> x, T least)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TMap : struct, IMap
        => Vector512.IsHardwareAccelerated ? Largest<T, TMap, Lanes512<T>>(x, least)
        : Vector256.IsHardwareAccelerated ? Largest<T, TMap, Lanes256<T>>(x, least)
        : Largest<T, TMap, Lanes128<T>>(x, least);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static T Largest<T, TMap, TLanes>(ReadOnlySpan<T> x, T least)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TMap : struct, IMap
        where TLanes : struct, ILanes<TLanes, T>
    {
        // The remainder is padded to a full vector with the minimum value.
        int whole = x.Length - (x.Length % TLanes.Count);
        Span<T> rest = stackalloc T[TLanes.Count];
        rest.Fill(least);
        x[whole..].CopyTo(rest);
        TLanes largest = default(TMap).Invoke(TLanes.Load(ref MemoryMarshal.GetReference(rest), 0));
        ref T source = ref MemoryMarshal.GetReference(x);
        for (int i = 0; i < whole; i += TLanes.Count)
            largest = TLanes.Max(largest, default(TMap).Invoke(TLanes.Load(ref source, (nuint)i)));
        return TLanes.Largest(largest);
    }

    private readonly struct Identity : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Invoke<TLanes>(TLanes x)
            where TLanes : struct, ILanes<TLanes>
            => x;
    }

    private readonly struct Magnitude : IMap
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Invoke<TLanes>(TLanes x)
            where TLanes : struct, ILanes<TLanes>
            => TLanes.Abs(x);
    }
}
