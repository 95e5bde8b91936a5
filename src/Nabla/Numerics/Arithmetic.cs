using System.Runtime.CompilerServices;

namespace Nabla.Numerics;

/// <summary>x + y.</summary>
internal readonly struct Plus : IZip
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Invoke<TLanes>(TLanes x, TLanes y)
        where TLanes : struct, ILanes<TLanes>
        => x + y;
}

/// <summary>x − y.</summary>
internal readonly struct Difference : IZip
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Invoke<TLanes>(TLanes x, TLanes y)
        where TLanes : struct, ILanes<TLanes>
        => x - y;
}

/// <summary>x · y.</summary>
internal readonly struct Product : IZip
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Invoke<TLanes>(TLanes x, TLanes y)
        where TLanes : struct, ILanes<TLanes>
        => x * y;
}

/// <summary>x + factor · y.</summary>
internal readonly struct PlusScaled(double factor) : IZip
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Invoke<TLanes>(TLanes x, TLanes y)
        where TLanes : struct, ILanes<TLanes>
        => TLanes.FusedMultiplyAdd(factor, y, x);
}

/// <summary>x + factor · y².</summary>
internal readonly struct PlusScaledSquare(double factor) : IZip
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Invoke<TLanes>(TLanes x, TLanes y)
        where TLanes : struct, ILanes<TLanes>
        => TLanes.FusedMultiplyAdd(factor * y, y, x);
}

/// <summary>x · factor.</summary>
internal readonly struct Times(double factor) : IMap
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Invoke<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>
        => x * factor;
}
