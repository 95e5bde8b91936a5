using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Numerics;

/// <summary>The first <c>count</c> lanes of a vector, at the right edge of a matrix: memory after them is neither read nor written.</summary>
internal readonly unsafe struct Edge<T, TLanes>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : struct, ILanes<TLanes, T>
{
    private readonly TLanes mask;
    private readonly int count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Edge(int count)
    {
        this.count = count;
        T limit = T.CreateTruncating(count);
        if (typeof(TLanes) == typeof(Lanes512<T>))
            this.mask = Unsafe.BitCast<Vector512<T>, TLanes>(Vector512.LessThan(Vector512<T>.Indices, Vector512.Create(limit)));
        else if (typeof(TLanes) == typeof(Lanes256<T>))
            this.mask = Unsafe.BitCast<Vector256<T>, TLanes>(Vector256.LessThan(Vector256<T>.Indices, Vector256.Create(limit)));
        else if (typeof(TLanes) == typeof(Lanes128<T>))
            this.mask = Unsafe.BitCast<Vector128<T>, TLanes>(Vector128.LessThan(Vector128<T>.Indices, Vector128.Create(limit)));
    }

    /// <summary>Whether a masked load costs no more than a full one, and no register that a tile needs.</summary>
    public static bool IsFree
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(TLanes) == typeof(Lanes512<T>) && Avx512F.IsSupported;
    }

    /// <summary>Loads the lanes, with zeros after them.</summary>
    // A mask for doubles is also a mask for the floats in their halves, so one instruction serves both.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Load(T* source)
    {
        if (typeof(TLanes) == typeof(Lanes512<T>) && Avx512F.IsSupported)
            return Unsafe.BitCast<Vector512<float>, TLanes>(Avx512F.MaskLoad((float*)source, this.As<Vector512<float>>(), Vector512<float>.Zero));
        if (typeof(TLanes) == typeof(Lanes256<T>) && Avx.IsSupported)
            return Unsafe.BitCast<Vector256<float>, TLanes>(Avx.MaskLoad((float*)source, this.As<Vector256<float>>()));
        if (typeof(TLanes) == typeof(Lanes128<T>) && Avx.IsSupported)
            return Unsafe.BitCast<Vector128<float>, TLanes>(Avx.MaskLoad((float*)source, this.As<Vector128<float>>()));
        TLanes lanes = default;
        for (int i = 0; i < this.count; i++)
            Lane(ref lanes, i) = source[i];
        return lanes;
    }

    /// <summary>Loads the lanes, with given values after them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Load(T* source, TLanes behind) => TLanes.Select(this.mask, this.Load(source), behind);

    /// <summary>Stores the lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T* target, TLanes lanes)
    {
        if (typeof(TLanes) == typeof(Lanes512<T>) && Avx512F.IsSupported)
            Avx512F.MaskStore((float*)target, this.As<Vector512<float>>(), Unsafe.BitCast<TLanes, Vector512<float>>(lanes));
        else if (typeof(TLanes) == typeof(Lanes256<T>) && Avx.IsSupported)
            Avx.MaskStore((float*)target, this.As<Vector256<float>>(), Unsafe.BitCast<TLanes, Vector256<float>>(lanes));
        else if (typeof(TLanes) == typeof(Lanes128<T>) && Avx.IsSupported)
            Avx.MaskStore((float*)target, this.As<Vector128<float>>(), Unsafe.BitCast<TLanes, Vector128<float>>(lanes));
        else
        {
            for (int i = 0; i < this.count; i++)
                target[i] = Lane(ref lanes, i);
        }
    }

    private static ref T Lane(ref TLanes lanes, int lane) => ref Unsafe.Add(ref Unsafe.As<TLanes, T>(ref lanes), lane);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TVector As<TVector>()
        where TVector : struct
        => Unsafe.BitCast<TLanes, TVector>(this.mask);
}
