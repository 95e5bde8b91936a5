using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Nabla.Numerics;

/// <summary>A function of two numbers, written once for every width.</summary>
public interface IZip
{
    /// <summary>The function's value in each lane.</summary>
    TLanes Invoke<TLanes>(TLanes x, TLanes y)
        where TLanes : struct, ILanes<TLanes>;
}

/// <content>Functions of two numbers.</content>
public static partial class Elementwise
{
    /// <summary>result[i] ← f(x[i], y[i]); the result may be the same span as x or y.</summary>
    /// <exception cref="ArgumentException">y or the result is shorter than x.</exception>
    public static void Zip<T, TZip>(TZip f, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TZip : struct, IZip
    {
        if (y.Length < x.Length || result.Length < x.Length)
            throw new ArgumentException($"{y.Length} and {result.Length} numbers, expected {x.Length}", nameof(y));
        if (Vector512.IsHardwareAccelerated)
            Zip<T, TZip, Lanes512<T>>(f, x, y, result);
        else if (Vector256.IsHardwareAccelerated)
            Zip<T, TZip, Lanes256<T>>(f, x, y, result);
        else
            Zip<T, TZip, Lanes128<T>>(f, x, y, result);
    }

    /// <summary>The same with a given vector width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Zip<T, TZip, TLanes>(TZip f, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TZip : struct, IZip
        where TLanes : struct, ILanes<TLanes, T>
    {
        ref T first = ref MemoryMarshal.GetReference(x);
        ref T second = ref MemoryMarshal.GetReference(y);
        ref T target = ref MemoryMarshal.GetReference(result);
        int whole = x.Length - (x.Length % TLanes.Count);
        for (int i = 0; i < whole; i += TLanes.Count)
            f.Invoke(TLanes.Load(ref first, (nuint)i), TLanes.Load(ref second, (nuint)i)).Store(ref target, (nuint)i);
        if (whole == x.Length)
            return;

        // The remainder is processed as padded vectors, in a separate method (as in Map).
        int rest = x.Length - whole;
        Span<T> padded = stackalloc T[2 * TLanes.Count];
        padded.Clear();
        Span<T> paddedX = padded[..TLanes.Count], paddedY = padded[TLanes.Count..];
        x[whole..].CopyTo(paddedX);
        y.Slice(whole, rest).CopyTo(paddedY);
        Zip<T, TZip, TLanes>(f, paddedX, paddedY, paddedX);
        paddedX[..rest].CopyTo(result[whole..]);
    }
}
