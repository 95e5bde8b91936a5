using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Numerics;

/// <summary>The lanes of one 512-bit vector.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly struct Lanes512<T> : ILanes<Lanes512<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector512<T> v;

    private Lanes512(Vector512<T> v) => this.v = v;

    /// <inheritdoc/>
    public static bool IsDouble
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(double);
    }

    /// <inheritdoc/>
    public static int Count => Vector512<T>.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Lanes512<T>(double value)
        => typeof(T) == typeof(double) ? Unsafe.BitCast<Vector512<T>, Lanes512<T>>(Vector512.Create(value).As<double, T>()) : Unsafe.BitCast<Vector512<T>, Lanes512<T>>(Vector512.Create((float)value).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator +(Lanes512<T> x, Lanes512<T> y)
        => Unsafe.BitCast<Vector512<T>, Lanes512<T>>(x.v + y.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator -(Lanes512<T> x, Lanes512<T> y)
        => Unsafe.BitCast<Vector512<T>, Lanes512<T>>(x.v - y.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator *(Lanes512<T> x, Lanes512<T> y)
        => Unsafe.BitCast<Vector512<T>, Lanes512<T>>(x.v * y.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator /(Lanes512<T> x, Lanes512<T> y)
        => Unsafe.BitCast<Vector512<T>, Lanes512<T>>(x.v / y.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator -(Lanes512<T> x)
        => Unsafe.BitCast<Vector512<T>, Lanes512<T>>(-x.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator <(Lanes512<T> x, Lanes512<T> y)
        => Unsafe.BitCast<Vector512<T>, Lanes512<T>>(Vector512.LessThan(x.v, y.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator >(Lanes512<T> x, Lanes512<T> y)
        => Unsafe.BitCast<Vector512<T>, Lanes512<T>>(Vector512.GreaterThan(x.v, y.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator <=(Lanes512<T> x, Lanes512<T> y)
        => Unsafe.BitCast<Vector512<T>, Lanes512<T>>(Vector512.LessThanOrEqual(x.v, y.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator >=(Lanes512<T> x, Lanes512<T> y)
        => Unsafe.BitCast<Vector512<T>, Lanes512<T>>(Vector512.GreaterThanOrEqual(x.v, y.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator &(Lanes512<T> x, Lanes512<T> y)
        => Unsafe.BitCast<Vector512<T>, Lanes512<T>>(x.v & y.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator |(Lanes512<T> x, Lanes512<T> y)
        => Unsafe.BitCast<Vector512<T>, Lanes512<T>>(x.v | y.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator ^(Lanes512<T> x, Lanes512<T> y)
        => Unsafe.BitCast<Vector512<T>, Lanes512<T>>(x.v ^ y.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator ~(Lanes512<T> x)
        => Unsafe.BitCast<Vector512<T>, Lanes512<T>>(~x.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator <<(Lanes512<T> x, int bits)
        => typeof(T) == typeof(double) ? Unsafe.BitCast<Vector512<T>, Lanes512<T>>((x.v.AsUInt64() << bits).As<ulong, T>()) : Unsafe.BitCast<Vector512<T>, Lanes512<T>>((x.v.AsUInt32() << bits).As<uint, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> operator >>>(Lanes512<T> x, int bits)
        => typeof(T) == typeof(double) ? Unsafe.BitCast<Vector512<T>, Lanes512<T>>((x.v.AsUInt64() >>> bits).As<ulong, T>()) : Unsafe.BitCast<Vector512<T>, Lanes512<T>>((x.v.AsUInt32() >>> bits).As<uint, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Equal(Lanes512<T> x, Lanes512<T> y)
        => Unsafe.BitCast<Vector512<T>, Lanes512<T>>(Vector512.Equals(x.v, y.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Select(Lanes512<T> mask, Lanes512<T> yes, Lanes512<T> no)
        => Unsafe.BitCast<Vector512<T>, Lanes512<T>>(Vector512.ConditionalSelect(mask.v, yes.v, no.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> FusedMultiplyAdd(Lanes512<T> x, Lanes512<T> y, Lanes512<T> z)
    {
        if (!(Fma.IsSupported || AdvSimd.Arm64.IsSupported))
            return Unsafe.BitCast<Vector512<T>, Lanes512<T>>(SoftwareMultiplyAdd.Of(x.v, y.v, z.v));
        return typeof(T) == typeof(double)
            ? Unsafe.BitCast<Vector512<T>, Lanes512<T>>(Vector512.FusedMultiplyAdd(x.v.AsDouble(), y.v.AsDouble(), z.v.AsDouble()).As<double, T>())
            : Unsafe.BitCast<Vector512<T>, Lanes512<T>>(Vector512.FusedMultiplyAdd(x.v.AsSingle(), y.v.AsSingle(), z.v.AsSingle()).As<float, T>());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Sqrt(Lanes512<T> x)
        => Unsafe.BitCast<Vector512<T>, Lanes512<T>>(Vector512.Sqrt(x.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Abs(Lanes512<T> x)
        => Unsafe.BitCast<Vector512<T>, Lanes512<T>>(Vector512.Abs(x.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Min(Lanes512<T> x, Lanes512<T> y)
        => Unsafe.BitCast<Vector512<T>, Lanes512<T>>(Vector512.Min(x.v, y.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Max(Lanes512<T> x, Lanes512<T> y)
        => Unsafe.BitCast<Vector512<T>, Lanes512<T>>(Vector512.Max(x.v, y.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Round(Lanes512<T> x)
        => typeof(T) == typeof(double) ? Unsafe.BitCast<Vector512<T>, Lanes512<T>>(Vector512.Round(x.v.AsDouble()).As<double, T>()) : Unsafe.BitCast<Vector512<T>, Lanes512<T>>(Vector512.Round(x.v.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Scale(Lanes512<T> x, Lanes512<T> n)
    {
        if (!Avx512F.IsSupported)
            return Elementary.ScaleInTwoSteps(x, n);
        return typeof(T) == typeof(double)
            ? Unsafe.BitCast<Vector512<T>, Lanes512<T>>(Avx512F.Scale(x.v.AsDouble(), n.v.AsDouble()).As<double, T>())
            : Unsafe.BitCast<Vector512<T>, Lanes512<T>>(Avx512F.Scale(x.v.AsSingle(), n.v.AsSingle()).As<float, T>());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> AddBits(Lanes512<T> x, Lanes512<T> y)
        => typeof(T) == typeof(double)
            ? Unsafe.BitCast<Vector512<T>, Lanes512<T>>((x.v.AsUInt64() + y.v.AsUInt64()).As<ulong, T>())
            : Unsafe.BitCast<Vector512<T>, Lanes512<T>>((x.v.AsUInt32() + y.v.AsUInt32()).As<uint, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> SubtractBits(Lanes512<T> x, Lanes512<T> y)
        => typeof(T) == typeof(double)
            ? Unsafe.BitCast<Vector512<T>, Lanes512<T>>((x.v.AsUInt64() - y.v.AsUInt64()).As<ulong, T>())
            : Unsafe.BitCast<Vector512<T>, Lanes512<T>>((x.v.AsUInt32() - y.v.AsUInt32()).As<uint, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> FromBits(long bits)
        => typeof(T) == typeof(double) ? Unsafe.BitCast<Vector512<T>, Lanes512<T>>(Vector512.Create(bits).As<long, T>()) : Unsafe.BitCast<Vector512<T>, Lanes512<T>>(Vector512.Create((int)bits).As<int, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Load(ref readonly T source, nuint offset)
        => Unsafe.BitCast<Vector512<T>, Lanes512<T>>(Vector512.LoadUnsafe(in source, offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T target, nuint offset)
        => this.v.StoreUnsafe(ref target, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Lanes512<T> x)
        => typeof(T) == typeof(double)
            ? FixedOrderSum.AddByHalves(x.v.AsDouble())
            : FixedOrderSum.AddByHalves(FixedOrderSum.Widen(x.v.AsSingle().GetLower()) + FixedOrderSum.Widen(x.v.AsSingle().GetUpper()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Dot(Lanes512<T> x, Lanes512<T> y)
        => typeof(T) == typeof(double)
            ? Sum(x * y)
            : FixedOrderSum.AddByHalves(
                (FixedOrderSum.Widen(x.v.AsSingle().GetLower()) * FixedOrderSum.Widen(y.v.AsSingle().GetLower()))
                + (FixedOrderSum.Widen(x.v.AsSingle().GetUpper()) * FixedOrderSum.Widen(y.v.AsSingle().GetUpper())));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Largest(Lanes512<T> x)
        => Lanes256<T>.Largest(Unsafe.BitCast<Vector256<T>, Lanes256<T>>(Vector256.Max(x.v.GetLower(), x.v.GetUpper())));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512<T> Broadcast(T value)
        => Unsafe.BitCast<Vector512<T>, Lanes512<T>>(Vector512.Create(value));
}
