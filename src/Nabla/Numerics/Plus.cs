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
