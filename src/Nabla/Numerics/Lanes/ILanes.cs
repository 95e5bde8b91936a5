namespace Nabla.Numerics;

/// <summary>
/// A few floating-point numbers that are computed with together: one number, or a 128-, 256- or 512-bit vector.
/// A formula written once over <typeparamref name="TSelf"/> runs at every width and gives the same bits at each,
/// because every operation here is exact or correctly rounded, lane by lane.
/// </summary>
/// <remarks>
/// A comparison returns a mask: all bits of a lane set where it holds, none where it does not.
/// A number converts to all lanes, so <c>1 - a * a</c> reads like the equation it stands for.
/// </remarks>
/// <typeparam name="TSelf">The implementing type.</typeparam>
public interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>Whether a lane is a <see cref="double"/>; otherwise it is a <see cref="float"/>.</summary>
    static abstract bool IsDouble { get; }

    /// <summary>The number of lanes.</summary>
    static abstract int Count { get; }

    /// <summary>The value, rounded to the lane's type, in every lane.</summary>
    static abstract implicit operator TSelf(double value);

    /// <summary>x + y.</summary>
    static abstract TSelf operator +(TSelf x, TSelf y);

    /// <summary>x − y.</summary>
    static abstract TSelf operator -(TSelf x, TSelf y);

    /// <summary>x · y.</summary>
    static abstract TSelf operator *(TSelf x, TSelf y);

    /// <summary>x ÷ y.</summary>
    static abstract TSelf operator /(TSelf x, TSelf y);

    /// <summary>−x.</summary>
    static abstract TSelf operator -(TSelf x);

    /// <summary>Mask of x &lt; y; no lane with a NaN.</summary>
    static abstract TSelf operator <(TSelf x, TSelf y);

    /// <summary>Mask of x &gt; y; no lane with a NaN.</summary>
    static abstract TSelf operator >(TSelf x, TSelf y);

    /// <summary>Mask of x ≤ y; no lane with a NaN.</summary>
    static abstract TSelf operator <=(TSelf x, TSelf y);

    /// <summary>Mask of x ≥ y; no lane with a NaN.</summary>
    static abstract TSelf operator >=(TSelf x, TSelf y);

    /// <summary>Bits of x and y.</summary>
    static abstract TSelf operator &(TSelf x, TSelf y);

    /// <summary>Bits of x or y.</summary>
    static abstract TSelf operator |(TSelf x, TSelf y);

    /// <summary>Bits of x or y, not both.</summary>
    static abstract TSelf operator ^(TSelf x, TSelf y);

    /// <summary>Bits not in x.</summary>
    static abstract TSelf operator ~(TSelf x);

    /// <summary>Each lane's bits shifted to the left.</summary>
    static abstract TSelf operator <<(TSelf x, int bits);

    /// <summary>Each lane's bits shifted to the right, zeros coming in.</summary>
    static abstract TSelf operator >>>(TSelf x, int bits);

    /// <summary>Mask of x = y (−0 = +0; a NaN equals nothing).</summary>
    static abstract TSelf Equal(TSelf x, TSelf y);

    /// <summary>Lanes of <paramref name="yes"/> where the mask is set, of <paramref name="no"/> elsewhere.</summary>
    static abstract TSelf Select(TSelf mask, TSelf yes, TSelf no);

    /// <summary>x · y + z with one rounding.</summary>
    static abstract TSelf FusedMultiplyAdd(TSelf x, TSelf y, TSelf z);

    /// <summary>√x.</summary>
    static abstract TSelf Sqrt(TSelf x);

    /// <summary>|x|.</summary>
    static abstract TSelf Abs(TSelf x);

    /// <summary>The smaller; NaN if either is.</summary>
    static abstract TSelf Min(TSelf x, TSelf y);

    /// <summary>The larger; NaN if either is.</summary>
    static abstract TSelf Max(TSelf x, TSelf y);

    /// <summary>The nearest whole number, halves to even.</summary>
    static abstract TSelf Round(TSelf x);

    /// <summary>x·2ⁿ with one rounding, for whole n from −200 to 200 (−2,000 to 2,000 in double) and |x| from 2⁻²⁰ to 2²⁰.</summary>
    static abstract TSelf Scale(TSelf x, TSelf n);

    /// <summary>The bits of both lanes added as whole numbers.</summary>
    static abstract TSelf AddBits(TSelf x, TSelf y);

    /// <summary>The bits of both lanes subtracted as whole numbers.</summary>
    static abstract TSelf SubtractBits(TSelf x, TSelf y);

    /// <summary>The bit pattern (its lower 32 bits for <see cref="float"/>) in every lane.</summary>
    static abstract TSelf FromBits(long bits);
}

/// <summary>Lanes of a known number type: those that can be loaded and stored.</summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public interface ILanes<TSelf, T> : ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
    where T : unmanaged
{
    /// <summary>The lanes from <paramref name="source"/> + <paramref name="offset"/> on; nothing is checked.</summary>
    static abstract TSelf Load(ref readonly T source, nuint offset);

    /// <summary>Writes the lanes from <paramref name="target"/> + <paramref name="offset"/> on; nothing is checked.</summary>
    void Store(ref T target, nuint offset);

    /// <summary>The value in every lane.</summary>
    static abstract TSelf Broadcast(T value);

    /// <summary>The sum of at most 16 lanes in double, by halves: lane j with j + 8, then with j + 4, 2 and 1.</summary>
    static abstract double Sum(TSelf x);

    /// <summary>The sum of the products in the lanes, at most 16, in double and by halves, as <see cref="Sum"/>.</summary>
    static abstract double Dot(TSelf x, TSelf y);

    /// <summary>The largest lane; NaN if any is.</summary>
    static abstract T Largest(TSelf x);
}
