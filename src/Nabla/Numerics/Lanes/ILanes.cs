namespace Nabla.Numerics;

/// <summary>
/// A few floating-point numbers for parallel computation: one number, or a 128-, 256- or 512-bit vector. A formula written once over
/// <typeparamref name="TSelf"/> runs at every width and gives the same bits at each, because every operation here is exact or correctly rounded, lane
/// by lane.
/// </summary>
/// <remarks>
/// A comparison returns a mask: all bits of a lane are set if it holds, none otherwise. A number converts to all lanes, so <c>1 - a * a</c> reads
/// like its equation.
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

    /// <summary>Mask of x &lt; y; false for NaN.</summary>
    static abstract TSelf operator <(TSelf x, TSelf y);

    /// <summary>Mask of x &gt; y; false for NaN.</summary>
    static abstract TSelf operator >(TSelf x, TSelf y);

    /// <summary>Mask of x ≤ y; false for NaN.</summary>
    static abstract TSelf operator <=(TSelf x, TSelf y);

    /// <summary>Mask of x ≥ y; false for NaN.</summary>
    static abstract TSelf operator >=(TSelf x, TSelf y);

    /// <summary>The bitwise and.</summary>
    static abstract TSelf operator &(TSelf x, TSelf y);

    /// <summary>The bitwise or.</summary>
    static abstract TSelf operator |(TSelf x, TSelf y);

    /// <summary>The bitwise exclusive or.</summary>
    static abstract TSelf operator ^(TSelf x, TSelf y);

    /// <summary>The bitwise complement.</summary>
    static abstract TSelf operator ~(TSelf x);

    /// <summary>Shifts the bits of each lane to the left.</summary>
    static abstract TSelf operator <<(TSelf x, int bits);

    /// <summary>Shifts the bits of each lane to the right, filling with zeros.</summary>
    static abstract TSelf operator >>>(TSelf x, int bits);

    /// <summary>Mask of x = y (−0 = +0; NaN is not equal to anything).</summary>
    static abstract TSelf Equal(TSelf x, TSelf y);

    /// <summary>Lanes of <paramref name="yes"/> if the mask is set, otherwise of <paramref name="no"/>.</summary>
    static abstract TSelf Select(TSelf mask, TSelf yes, TSelf no);

    /// <summary>x · y + z with one rounding.</summary>
    static abstract TSelf FusedMultiplyAdd(TSelf x, TSelf y, TSelf z);

    /// <summary>√x.</summary>
    static abstract TSelf Sqrt(TSelf x);

    /// <summary>|x|.</summary>
    static abstract TSelf Abs(TSelf x);

    /// <summary>The smaller value; NaN if either is NaN.</summary>
    static abstract TSelf Min(TSelf x, TSelf y);

    /// <summary>The larger value; NaN if either is NaN.</summary>
    static abstract TSelf Max(TSelf x, TSelf y);

    /// <summary>The nearest integer, with ties to even.</summary>
    static abstract TSelf Round(TSelf x);

    /// <summary>x·2ⁿ with one rounding, for integer n from −200 to 200 (−2,000 to 2,000 in double) and |x| from 2⁻²⁰ to 2²⁰.</summary>
    static abstract TSelf Scale(TSelf x, TSelf n);

    /// <summary>Adds the bits of both lanes as integers.</summary>
    static abstract TSelf AddBits(TSelf x, TSelf y);

    /// <summary>Subtracts the bits of both lanes as integers.</summary>
    static abstract TSelf SubtractBits(TSelf x, TSelf y);

    /// <summary>The bit pattern (its lower 32 bits for <see cref="float"/>) in every lane.</summary>
    static abstract TSelf FromBits(long bits);
}

/// <summary>Lanes of a known number type, which can be loaded and stored.</summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public interface ILanes<TSelf, T> : ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
    where T : unmanaged
{
    /// <summary>Loads the lanes starting at <paramref name="source"/> + <paramref name="offset"/>, without checks.</summary>
    static abstract TSelf Load(ref readonly T source, nuint offset);

    /// <summary>Stores the lanes starting at <paramref name="target"/> + <paramref name="offset"/>, without checks.</summary>
    void Store(ref T target, nuint offset);

    /// <summary>The value in every lane.</summary>
    static abstract TSelf Broadcast(T value);

    /// <summary>The sum of at most 16 lanes in double, by halves: lane j with j + 8, then with j + 4, 2 and 1.</summary>
    static abstract double Sum(TSelf x);

    /// <summary>The sum of the products in the lanes, at most 16, in double and by halves, as <see cref="Sum"/>.</summary>
    static abstract double Dot(TSelf x, TSelf y);

    /// <summary>The largest lane; NaN if any is NaN.</summary>
    static abstract T Largest(TSelf x);
}
