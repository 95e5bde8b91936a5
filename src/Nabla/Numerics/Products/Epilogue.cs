using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Numerics;

/// <summary>What happens to a tile of outputs as soon as it is done, while it is still in the nearest cache.</summary>
internal interface IEpilogue<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Works on one row of a tile: <paramref name="columns"/> outputs from <paramref name="column"/> on.</summary>
    void Apply<TLanes>(int row, int column, int columns)
        where TLanes : struct, ILanes<TLanes, T>;

    /// <summary>Whether there is nothing to do.</summary>
    static abstract bool IsEmpty { get; }
}

/// <summary>The outputs stay as they are.</summary>
internal struct NoEpilogue<T> : IEpilogue<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool IsEmpty => true;

    public readonly void Apply<TLanes>(int row, int column, int columns)
        where TLanes : struct, ILanes<TLanes, T>
    {
    }
}

/// <summary>a ← f(z).</summary>
internal unsafe struct ActivationEpilogue<T, TMap>(TMap f, T* z, nint zRow, T* a, nint aRow) : IEpilogue<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TMap : struct, IMap
{
    public static bool IsEmpty => false;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Apply<TLanes>(int row, int column, int columns)
        where TLanes : struct, ILanes<TLanes, T>
    {
        T* source = z + (row * zRow) + column;
        T* target = a + (row * aRow) + column;
        int i = 0;
        for (; i <= columns - TLanes.Count; i += TLanes.Count)
            f.Invoke(TLanes.Load(ref source[i], 0)).Store(ref target[i], 0);
        if (i == columns)
            return;
        var edge = new Edge<T, TLanes>(columns - i);
        edge.Store(target + i, f.Invoke(edge.Load(source + i)));
    }
}

/// <summary>result ← result ⊙ f(stored).</summary>
internal unsafe struct DerivativeEpilogue<T, TMap>(TMap f, T* stored, nint storedRow, T* result, nint resultRow) : IEpilogue<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TMap : struct, IMap
{
    public static bool IsEmpty => false;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Apply<TLanes>(int row, int column, int columns)
        where TLanes : struct, ILanes<TLanes, T>
    {
        T* source = stored + (row * storedRow) + column;
        T* target = result + (row * resultRow) + column;
        int i = 0;
        for (; i <= columns - TLanes.Count; i += TLanes.Count)
            (TLanes.Load(ref target[i], 0) * f.Invoke(TLanes.Load(ref source[i], 0))).Store(ref target[i], 0);
        if (i == columns)
            return;
        var edge = new Edge<T, TLanes>(columns - i);
        edge.Store(target + i, edge.Load(target + i) * f.Invoke(edge.Load(source + i)));
    }
}
