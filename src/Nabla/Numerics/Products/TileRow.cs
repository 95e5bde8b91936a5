using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Numerics;

/// <summary>One row of a tile: 1 to 4 vectors, of which the last may be partial.</summary>
internal unsafe struct TileRow<T, TLanes, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLanes : struct, ILanes<TLanes, T>
    where TVectors : struct, ISize
{
    private TLanes v0;
    private TLanes v1;
    private TLanes v2;
    private TLanes v3;

    /// <summary>Loads a row that ends at the edge of the matrix.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TileRow<T, TLanes, TVectors> Load(T* source, Edge<T, TLanes> edge)
        => LoadWhole(source, edge.Load(source + Last));

    /// <summary>Loads a row of B: from a padded panel, unless the edge is free.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TileRow<T, TLanes, TVectors> LoadPanel(T* source, Edge<T, TLanes> edge)
        => LoadWhole(source, Edge<T, TLanes>.IsFree ? edge.Load(source + Last) : TLanes.Load(ref source[Last], 0));

    /// <summary>c ← a·b + c, with one number of A for the whole row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void MultiplyAdd(T* a, in TileRow<T, TLanes, TVectors> b)
    {
        TLanes x = TLanes.Broadcast(*a);
        this.v0 = TLanes.FusedMultiplyAdd(x, b.v0, this.v0);
        if (TVectors.Value > 1)
            this.v1 = TLanes.FusedMultiplyAdd(x, b.v1, this.v1);
        if (TVectors.Value > 2)
            this.v2 = TLanes.FusedMultiplyAdd(x, b.v2, this.v2);
        if (TVectors.Value > 3)
            this.v3 = TLanes.FusedMultiplyAdd(x, b.v3, this.v3);
    }

    /// <summary>c ← c + a row in memory that ends at the edge of the matrix.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(T* source, Edge<T, TLanes> edge)
    {
        var other = Load(source, edge);
        this.v0 += other.v0;
        if (TVectors.Value > 1)
            this.v1 += other.v1;
        if (TVectors.Value > 2)
            this.v2 += other.v2;
        if (TVectors.Value > 3)
            this.v3 += other.v3;
    }

    /// <summary>Stores the row up to the edge.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T* target, Edge<T, TLanes> edge)
    {
        if (TVectors.Value > 1)
            this.v0.Store(ref *target, 0);
        if (TVectors.Value > 2)
            this.v1.Store(ref *target, (nuint)TLanes.Count);
        if (TVectors.Value > 3)
            this.v2.Store(ref *target, (nuint)(2 * TLanes.Count));
        edge.Store(target + Last, TVectors.Value switch { 1 => this.v0, 2 => this.v1, 3 => this.v2, _ => this.v3 });
    }

    private static int Last
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (TVectors.Value - 1) * TLanes.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TileRow<T, TLanes, TVectors> LoadWhole(T* source, TLanes last)
    {
        TileRow<T, TLanes, TVectors> row = default;
        row.v0 = TVectors.Value > 1 ? TLanes.Load(ref *source, 0) : last;
        if (TVectors.Value > 1)
            row.v1 = TVectors.Value > 2 ? TLanes.Load(ref *source, (nuint)TLanes.Count) : last;
        if (TVectors.Value > 2)
            row.v2 = TVectors.Value > 3 ? TLanes.Load(ref *source, (nuint)(2 * TLanes.Count)) : last;
        if (TVectors.Value > 3)
            row.v3 = last;
        return row;
    }
}
