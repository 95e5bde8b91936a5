using System.Runtime.CompilerServices;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>a − y: the delta of both fused pairs.</summary>
internal readonly struct Difference : IZip
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLanes Invoke<TLanes>(TLanes x, TLanes y)
        where TLanes : struct, ILanes<TLanes>
        => x - y;
}
