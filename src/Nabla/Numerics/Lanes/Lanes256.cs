using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Numerics;

/// <summary>The lanes of one 256-bit vector.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly struct Lanes256<T> : ILanes<Lanes256<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector256<T> v;

    private Lanes256(Vector256<T> v) => this.v = v;

    /// <inheritdoc/>
    public static bool IsDouble
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(double);
    }

    /// <inheritdoc/>
    public static int Count => Vector256<T>.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Lanes256<T>(double value)
        => typeof(T) == typeof(double) ? Unsafe.BitCast<Vector256<T>, Lanes256<T>>(Vector256.Create(value).As<double, T>()) : Unsafe.BitCast<Vector256<T>, Lanes256<T>>(Vector256.Create((float)value).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator +(Lanes256<T> x, Lanes256<T> y)
        => Unsafe.BitCast<Vector256<T>, Lanes256<T>>(x.v + y.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator -(Lanes256<T> x, Lanes256<T> y)
        => Unsafe.BitCast<Vector256<T>, Lanes256<T>>(x.v - y.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator *(Lanes256<T> x, Lanes256<T> y)
        => Unsafe.BitCast<Vector256<T>, Lanes256<T>>(x.v * y.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator /(Lanes256<T> x, Lanes256<T> y)
        => Unsafe.BitCast<Vector256<T>, Lanes256<T>>(x.v / y.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator -(Lanes256<T> x)
        => Unsafe.BitCast<Vector256<T>, Lanes256<T>>(-x.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator <(Lanes256<T> x, Lanes256<T> y)
        => Unsafe.BitCast<Vector256<T>, Lanes256<T>>(Vector256.LessThan(x.v, y.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator >(Lanes256<T> x, Lanes256<T> y)
        => Unsafe.BitCast<Vector256<T>, Lanes256<T>>(Vector256.GreaterThan(x.v, y.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator <=(Lanes256<T> x, Lanes256<T> y)
        => Unsafe.BitCast<Vector256<T>, Lanes256<T>>(Vector256.LessThanOrEqual(x.v, y.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator >=(Lanes256<T> x, Lanes256<T> y)
        => Unsafe.BitCast<Vector256<T>, Lanes256<T>>(Vector256.GreaterThanOrEqual(x.v, y.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator &(Lanes256<T> x, Lanes256<T> y)
        => Unsafe.BitCast<Vector256<T>, Lanes256<T>>(x.v & y.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator |(Lanes256<T> x, Lanes256<T> y)
        => Unsafe.BitCast<Vector256<T>, Lanes256<T>>(x.v | y.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator ^(Lanes256<T> x, Lanes256<T> y)
        => Unsafe.BitCast<Vector256<T>, Lanes256<T>>(x.v ^ y.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator ~(Lanes256<T> x)
        => Unsafe.BitCast<Vector256<T>, Lanes256<T>>(~x.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator <<(Lanes256<T> x, int bits)
        => typeof(T) == typeof(double) ? Unsafe.BitCast<Vector256<T>, Lanes256<T>>((x.v.AsUInt64() << bits).As<ulong, T>()) : Unsafe.BitCast<Vector256<T>, Lanes256<T>>((x.v.AsUInt32() << bits).As<uint, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> operator >>>(Lanes256<T> x, int bits)
        => typeof(T) == typeof(double) ? Unsafe.BitCast<Vector256<T>, Lanes256<T>>((x.v.AsUInt64() >>> bits).As<ulong, T>()) : Unsafe.BitCast<Vector256<T>, Lanes256<T>>((x.v.AsUInt32() >>> bits).As<uint, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Equal(Lanes256<T> x, Lanes256<T> y)
        => Unsafe.BitCast<Vector256<T>, Lanes256<T>>(Vector256.Equals(x.v, y.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Select(Lanes256<T> mask, Lanes256<T> yes, Lanes256<T> no)
        => Unsafe.BitCast<Vector256<T>, Lanes256<T>>(Vector256.ConditionalSelect(mask.v, yes.v, no.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> FusedMultiplyAdd(Lanes256<T> x, Lanes256<T> y, Lanes256<T> z)
    {
        if (!(Fma.IsSupported || AdvSimd.Arm64.IsSupported))
            return Unsafe.BitCast<Vector256<T>, Lanes256<T>>(SoftwareMultiplyAdd.Of(x.v, y.v, z.v));
        return typeof(T) == typeof(double)
            ? Unsafe.BitCast<Vector256<T>, Lanes256<T>>(Vector256.FusedMultiplyAdd(x.v.AsDouble(), y.v.AsDouble(), z.v.AsDouble()).As<double, T>())
            : Unsafe.BitCast<Vector256<T>, Lanes256<T>>(Vector256.FusedMultiplyAdd(x.v.AsSingle(), y.v.AsSingle(), z.v.AsSingle()).As<float, T>());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Sqrt(Lanes256<T> x)
        => Unsafe.BitCast<Vector256<T>, Lanes256<T>>(Vector256.Sqrt(x.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Abs(Lanes256<T> x)
        => Unsafe.BitCast<Vector256<T>, Lanes256<T>>(Vector256.Abs(x.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Min(Lanes256<T> x, Lanes256<T> y)
        => Unsafe.BitCast<Vector256<T>, Lanes256<T>>(Vector256.Min(x.v, y.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Max(Lanes256<T> x, Lanes256<T> y)
        => Unsafe.BitCast<Vector256<T>, Lanes256<T>>(Vector256.Max(x.v, y.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Round(Lanes256<T> x)
        => typeof(T) == typeof(double) ? Unsafe.BitCast<Vector256<T>, Lanes256<T>>(Vector256.Round(x.v.AsDouble()).As<double, T>()) : Unsafe.BitCast<Vector256<T>, Lanes256<T>>(Vector256.Round(x.v.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Scale(Lanes256<T> x, Lanes256<T> n)
    {
        if (!Avx512F.VL.IsSupported)
            return Elementary.ScaleInTwoSteps(x, n);
        return typeof(T) == typeof(double)
            ? Unsafe.BitCast<Vector256<T>, Lanes256<T>>(Avx512F.VL.Scale(x.v.AsDouble(), n.v.AsDouble()).As<double, T>())
            : Unsafe.BitCast<Vector256<T>, Lanes256<T>>(Avx512F.VL.Scale(x.v.AsSingle(), n.v.AsSingle()).As<float, T>());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> AddBits(Lanes256<T> x, Lanes256<T> y)
        => typeof(T) == typeof(double)
            ? Unsafe.BitCast<Vector256<T>, Lanes256<T>>((x.v.AsUInt64() + y.v.AsUInt64()).As<ulong, T>())
            : Unsafe.BitCast<Vector256<T>, Lanes256<T>>((x.v.AsUInt32() + y.v.AsUInt32()).As<uint, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> SubtractBits(Lanes256<T> x, Lanes256<T> y)
        => typeof(T) == typeof(double)
            ? Unsafe.BitCast<Vector256<T>, Lanes256<T>>((x.v.AsUInt64() - y.v.AsUInt64()).As<ulong, T>())
            : Unsafe.BitCast<Vector256<T>, Lanes256<T>>((x.v.AsUInt32() - y.v.AsUInt32()).As<uint, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> FromBits(long bits)
        => typeof(T) == typeof(double) ? Unsafe.BitCast<Vector256<T>, Lanes256<T>>(Vector256.Create(bits).As<long, T>()) : Unsafe.BitCast<Vector256<T>, Lanes256<T>>(Vector256.Create((int)bits).As<int, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Load(ref readonly T source, nuint offset)
        => Unsafe.BitCast<Vector256<T>, Lanes256<T>>(Vector256.LoadUnsafe(in source, offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T target, nuint offset)
        => this.v.StoreUnsafe(ref target, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Lanes256<T> x)
        => typeof(T) == typeof(double)
            ? Lanes128<T>.Sum(Unsafe.BitCast<Vector128<T>, Lanes128<T>>(x.v.GetLower() + x.v.GetUpper()))
            : FixedOrderSum.AddByHalves(FixedOrderSum.Widen(x.v.AsSingle()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Dot(Lanes256<T> x, Lanes256<T> y)
        => typeof(T) == typeof(double)
            ? Sum(x * y)
            : FixedOrderSum.AddByHalves(FixedOrderSum.Widen(x.v.AsSingle()) * FixedOrderSum.Widen(y.v.AsSingle()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Largest(Lanes256<T> x)
        => Lanes128<T>.Largest(Unsafe.BitCast<Vector128<T>, Lanes128<T>>(Vector128.Max(x.v.GetLower(), x.v.GetUpper())));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256<T> Broadcast(T value)
        => Unsafe.BitCast<Vector256<T>, Lanes256<T>>(Vector256.Create(value));
}
