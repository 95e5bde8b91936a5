using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Numerics;

/// <summary>The lanes of one 128-bit vector.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly struct Lanes128<T> : ILanes<Lanes128<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector128<T> v;

    private Lanes128(Vector128<T> v) => this.v = v;

    /// <inheritdoc/>
    public static bool IsDouble
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => typeof(T) == typeof(double);
    }

    /// <inheritdoc/>
    public static int Count => Vector128<T>.Count;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Lanes128<T>(double value)
        => typeof(T) == typeof(double) ? Unsafe.BitCast<Vector128<T>, Lanes128<T>>(Vector128.Create(value).As<double, T>()) : Unsafe.BitCast<Vector128<T>, Lanes128<T>>(Vector128.Create((float)value).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator +(Lanes128<T> x, Lanes128<T> y)
        => Unsafe.BitCast<Vector128<T>, Lanes128<T>>(x.v + y.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator -(Lanes128<T> x, Lanes128<T> y)
        => Unsafe.BitCast<Vector128<T>, Lanes128<T>>(x.v - y.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator *(Lanes128<T> x, Lanes128<T> y)
        => Unsafe.BitCast<Vector128<T>, Lanes128<T>>(x.v * y.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator /(Lanes128<T> x, Lanes128<T> y)
        => Unsafe.BitCast<Vector128<T>, Lanes128<T>>(x.v / y.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator -(Lanes128<T> x)
        => Unsafe.BitCast<Vector128<T>, Lanes128<T>>(-x.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator <(Lanes128<T> x, Lanes128<T> y)
        => Unsafe.BitCast<Vector128<T>, Lanes128<T>>(Vector128.LessThan(x.v, y.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator >(Lanes128<T> x, Lanes128<T> y)
        => Unsafe.BitCast<Vector128<T>, Lanes128<T>>(Vector128.GreaterThan(x.v, y.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator <=(Lanes128<T> x, Lanes128<T> y)
        => Unsafe.BitCast<Vector128<T>, Lanes128<T>>(Vector128.LessThanOrEqual(x.v, y.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator >=(Lanes128<T> x, Lanes128<T> y)
        => Unsafe.BitCast<Vector128<T>, Lanes128<T>>(Vector128.GreaterThanOrEqual(x.v, y.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator &(Lanes128<T> x, Lanes128<T> y)
        => Unsafe.BitCast<Vector128<T>, Lanes128<T>>(x.v & y.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator |(Lanes128<T> x, Lanes128<T> y)
        => Unsafe.BitCast<Vector128<T>, Lanes128<T>>(x.v | y.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator ^(Lanes128<T> x, Lanes128<T> y)
        => Unsafe.BitCast<Vector128<T>, Lanes128<T>>(x.v ^ y.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator ~(Lanes128<T> x)
        => Unsafe.BitCast<Vector128<T>, Lanes128<T>>(~x.v);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator <<(Lanes128<T> x, int bits)
        => typeof(T) == typeof(double) ? Unsafe.BitCast<Vector128<T>, Lanes128<T>>((x.v.AsUInt64() << bits).As<ulong, T>()) : Unsafe.BitCast<Vector128<T>, Lanes128<T>>((x.v.AsUInt32() << bits).As<uint, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> operator >>>(Lanes128<T> x, int bits)
        => typeof(T) == typeof(double) ? Unsafe.BitCast<Vector128<T>, Lanes128<T>>((x.v.AsUInt64() >>> bits).As<ulong, T>()) : Unsafe.BitCast<Vector128<T>, Lanes128<T>>((x.v.AsUInt32() >>> bits).As<uint, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Equal(Lanes128<T> x, Lanes128<T> y)
        => Unsafe.BitCast<Vector128<T>, Lanes128<T>>(Vector128.Equals(x.v, y.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Select(Lanes128<T> mask, Lanes128<T> yes, Lanes128<T> no)
        => Unsafe.BitCast<Vector128<T>, Lanes128<T>>(Vector128.ConditionalSelect(mask.v, yes.v, no.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> FusedMultiplyAdd(Lanes128<T> x, Lanes128<T> y, Lanes128<T> z)
    {
        if (!(Fma.IsSupported || AdvSimd.Arm64.IsSupported))
            return Unsafe.BitCast<Vector128<T>, Lanes128<T>>(SoftwareMultiplyAdd.Of(x.v, y.v, z.v));
        return typeof(T) == typeof(double)
            ? Unsafe.BitCast<Vector128<T>, Lanes128<T>>(Vector128.FusedMultiplyAdd(x.v.AsDouble(), y.v.AsDouble(), z.v.AsDouble()).As<double, T>())
            : Unsafe.BitCast<Vector128<T>, Lanes128<T>>(Vector128.FusedMultiplyAdd(x.v.AsSingle(), y.v.AsSingle(), z.v.AsSingle()).As<float, T>());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Sqrt(Lanes128<T> x)
        => Unsafe.BitCast<Vector128<T>, Lanes128<T>>(Vector128.Sqrt(x.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Abs(Lanes128<T> x)
        => Unsafe.BitCast<Vector128<T>, Lanes128<T>>(Vector128.Abs(x.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Min(Lanes128<T> x, Lanes128<T> y)
        => Unsafe.BitCast<Vector128<T>, Lanes128<T>>(Vector128.Min(x.v, y.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Max(Lanes128<T> x, Lanes128<T> y)
        => Unsafe.BitCast<Vector128<T>, Lanes128<T>>(Vector128.Max(x.v, y.v));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Round(Lanes128<T> x)
        => typeof(T) == typeof(double) ? Unsafe.BitCast<Vector128<T>, Lanes128<T>>(Vector128.Round(x.v.AsDouble()).As<double, T>()) : Unsafe.BitCast<Vector128<T>, Lanes128<T>>(Vector128.Round(x.v.AsSingle()).As<float, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Scale(Lanes128<T> x, Lanes128<T> n)
    {
        if (!Avx512F.VL.IsSupported)
            return Elementary.ScaleInTwoSteps(x, n);
        return typeof(T) == typeof(double)
            ? Unsafe.BitCast<Vector128<T>, Lanes128<T>>(Avx512F.VL.Scale(x.v.AsDouble(), n.v.AsDouble()).As<double, T>())
            : Unsafe.BitCast<Vector128<T>, Lanes128<T>>(Avx512F.VL.Scale(x.v.AsSingle(), n.v.AsSingle()).As<float, T>());
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> AddBits(Lanes128<T> x, Lanes128<T> y)
        => typeof(T) == typeof(double)
            ? Unsafe.BitCast<Vector128<T>, Lanes128<T>>((x.v.AsUInt64() + y.v.AsUInt64()).As<ulong, T>())
            : Unsafe.BitCast<Vector128<T>, Lanes128<T>>((x.v.AsUInt32() + y.v.AsUInt32()).As<uint, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> SubtractBits(Lanes128<T> x, Lanes128<T> y)
        => typeof(T) == typeof(double)
            ? Unsafe.BitCast<Vector128<T>, Lanes128<T>>((x.v.AsUInt64() - y.v.AsUInt64()).As<ulong, T>())
            : Unsafe.BitCast<Vector128<T>, Lanes128<T>>((x.v.AsUInt32() - y.v.AsUInt32()).As<uint, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> FromBits(long bits)
        => typeof(T) == typeof(double) ? Unsafe.BitCast<Vector128<T>, Lanes128<T>>(Vector128.Create(bits).As<long, T>()) : Unsafe.BitCast<Vector128<T>, Lanes128<T>>(Vector128.Create((int)bits).As<int, T>());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Load(ref readonly T source, nuint offset)
        => Unsafe.BitCast<Vector128<T>, Lanes128<T>>(Vector128.LoadUnsafe(in source, offset));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T target, nuint offset)
        => this.v.StoreUnsafe(ref target, offset);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Lanes128<T> x)
        => typeof(T) == typeof(double)
            ? x.v.AsDouble()[0] + x.v.AsDouble()[1]
            : Lanes256<double>.Sum(Widen(x));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Dot(Lanes128<T> x, Lanes128<T> y)
        => typeof(T) == typeof(double)
            ? Sum(x * y)
            : Lanes256<double>.Dot(Widen(x), Widen(y));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Largest(Lanes128<T> x)
        => typeof(T) == typeof(double)
            ? T.Max(x.v[0], x.v[1])
            : T.Max(T.Max(x.v[0], x.v[1]), T.Max(x.v[2], x.v[3]));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128<T> Broadcast(T value)
        => Unsafe.BitCast<Vector128<T>, Lanes128<T>>(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes256<double> Widen(Lanes128<T> x)
    {
        (Vector128<double> lower, Vector128<double> upper) = Vector128.Widen(x.v.AsSingle());
        return Unsafe.BitCast<Vector256<double>, Lanes256<double>>(Vector256.Create(lower, upper));
    }
}
