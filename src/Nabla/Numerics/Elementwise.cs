using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Nabla.Numerics;

/// <summary>A function of one number, written once for every width.</summary>
public interface IMap
{
    /// <summary>The function's value in each lane.</summary>
    TLanes Invoke<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>;
}

/// <summary>Applies functions of numbers to spans, at the machine's vector width and with the same bits at any width.</summary>
public static partial class Elementwise
{
    /// <summary>y[i] ← f(x[i]); y may be the same span as x.</summary>
    /// <exception cref="ArgumentException">y is shorter than x.</exception>
    public static void Map<T, TMap>(TMap f, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TMap : struct, IMap
    {
        if (y.Length < x.Length)
            throw new ArgumentException($"the result has {y.Length} numbers, expected {x.Length}", nameof(y));
        if (Vector512.IsHardwareAccelerated)
            Map<T, TMap, Lanes512<T>>(f, x, y);
        else if (Vector256.IsHardwareAccelerated)
            Map<T, TMap, Lanes256<T>>(f, x, y);
        else
            Map<T, TMap, Lanes128<T>>(f, x, y);
    }

    /// <summary>The same with a given vector width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Map<T, TMap, TLanes>(TMap f, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TMap : struct, IMap
        where TLanes : struct, ILanes<TLanes, T>
    {
        ref T source = ref MemoryMarshal.GetReference(x);
        ref T target = ref MemoryMarshal.GetReference(y);
        int whole = x.Length - (x.Length % TLanes.Count);
        for (int i = 0; i < whole; i += TLanes.Count)
            f.Invoke(TLanes.Load(ref source, (nuint)i)).Store(ref target, (nuint)i);
        if (whole == x.Length)
            return;

        // The remainder is processed as one padded vector, in a separate method: code for f a second time would exceed the compiler's inlining limit.
        Span<T> padded = stackalloc T[TLanes.Count];
        padded.Clear();
        x[whole..].CopyTo(padded);
        Map<T, TMap, TLanes>(f, padded, padded);
        padded[..(x.Length - whole)].CopyTo(y[whole..]);
    }
}
