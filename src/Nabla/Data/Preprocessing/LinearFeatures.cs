using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>
/// Converts numbers to scaled features, one row at a time: missing values are filled, values outside the limits are clipped, and y = (x − offset) /
/// scale, or 0 if the scale is 0. The bits equal those of <see cref="Scaler"/>, number by number.
/// </summary>
internal sealed class LinearFeatures
{
    private const int OnStack = 256;

    // Rows are padded to whole vectors of the widest type, so that there is no remainder.
    private const int Widest = 8;

    private readonly int features;
    private readonly int padded;

    // Five concatenated lists of equal length: fill, minimum, maximum, offset, scale.
    private readonly double[] numbers;

    /// <summary>Creates the features of a linear scaler.</summary>
    /// <param name="scaler">The scaler.</param>
    /// <param name="limits">The limits to which features are clipped first.</param>
    /// <param name="fills">The replacement of a missing value of each feature; empty if missing values are not replaced.</param>
    public LinearFeatures(Scaler scaler, FeatureLimits limits, ReadOnlySpan<double> fills)
    {
        this.features = scaler.Columns;
        this.padded = (this.features + Widest - 1) / Widest * Widest;
        this.numbers = new double[5 * this.padded];
        Put(0, fills, double.NaN);
        Put(1, limits.Least, double.NegativeInfinity);
        Put(2, limits.Greatest, double.PositiveInfinity);
        Put(3, scaler.Offset.AsSpan(), 0);
        Put(4, scaler.Scale.AsSpan(), 0);

        void Put(int list, ReadOnlySpan<double> given, double otherwise)
        {
            Span<double> place = this.numbers.AsSpan(list * this.padded, this.padded);
            place.Fill(otherwise);
            given.CopyTo(place);
        }
    }

    /// <summary>Computes the features of a row, without allocation.</summary>
    /// <exception cref="ArgumentException">A span has another length than the number of features.</exception>
    [SkipLocalsInit]
    public void Transform<TSource, T>(ReadOnlySpan<TSource> row, Span<T> result)
        where TSource : unmanaged, IBinaryFloatingPointIeee754<TSource>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Scaler.CheckWidth(row.Length, this.features, nameof(row));
        Scaler.CheckWidth(result.Length, this.features, nameof(result));
        double[]? rented = this.padded > OnStack ? ArrayPool<double>.Shared.Rent(this.padded) : null;
        Span<double> x = (rented ?? stackalloc double[OnStack])[..this.padded];
        TensorPrimitives.ConvertTruncating(row, x);
        x[this.features..].Clear();
        this.Scale(x);
        TensorPrimitives.ConvertTruncating<double, T>(x[..this.features], result);
        if (rented is not null)
            ArrayPool<double>.Shared.Return(rented);
    }

    private void Scale(Span<double> x)
    {
        if (Vector512.IsHardwareAccelerated)
            this.Scale<Lanes512<double>>(x);
        else if (Vector256.IsHardwareAccelerated)
            this.Scale<Lanes256<double>>(x);
        else
            this.Scale<Lanes128<double>>(x);
    }

    /// <summary>Scales a row in place, with a given vector width.</summary>
    /// <param name="x">The numbers of the row, padded with zeros to a multiple of 8.</param>
    internal void Scale<TLanes>(Span<double> x)
        where TLanes : struct, ILanes<TLanes, double>
    {
        ref double place = ref MemoryMarshal.GetReference(x), fill = ref MemoryMarshal.GetArrayDataReference(this.numbers);
        ref double least = ref Unsafe.Add(ref fill, this.padded), greatest = ref Unsafe.Add(ref least, this.padded);
        ref double offset = ref Unsafe.Add(ref greatest, this.padded), scale = ref Unsafe.Add(ref offset, this.padded);
        TLanes zero = TLanes.Broadcast(0);
        for (nuint i = 0; i < (nuint)x.Length; i += (nuint)TLanes.Count)
        {
            TLanes value = TLanes.Load(ref place, i), low = TLanes.Load(ref least, i), high = TLanes.Load(ref greatest, i), divisor = TLanes.Load(ref scale, i);
            value = TLanes.Select(TLanes.Equal(value, value), value, TLanes.Load(ref fill, i));
            value = TLanes.Select(value < low, low, TLanes.Select(value > high, high, value));
            TLanes scaled = (value - TLanes.Load(ref offset, i)) / divisor;
            TLanes.Select(TLanes.Equal(divisor, zero), zero, scaled).Store(ref place, i);
        }
    }
}
