using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Numerics;

/// <summary>Finishes a tile of outputs as soon as it is computed, while it is still in the nearest cache.</summary>
internal interface IEpilogue<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Whether there is nothing to do.</summary>
    static abstract bool IsEmpty { get; }

    /// <summary>Works on the outputs of some rows and columns.</summary>
    void Apply<TLanes>(int row, int rows, int column, int columns)
        where TLanes : struct, ILanes<TLanes, T>;
}

/// <summary>The outputs stay as they are.</summary>
internal struct NoEpilogue<T> : IEpilogue<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool IsEmpty => true;

    public readonly void Apply<TLanes>(int row, int rows, int column, int columns)
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
    public readonly void Apply<TLanes>(int row, int rows, int column, int columns)
        where TLanes : struct, ILanes<TLanes, T>
    {
        T* source = z + (row * zRow) + column;
        T* target = a + (row * aRow) + column;
        (rows, columns) = Rows.Join(rows, columns, isJoined: columns == zRow && columns == aRow);
        int last = (columns - 1) / TLanes.Count * TLanes.Count;
        var edge = new Edge<T, TLanes>(columns - last);
        for (; rows > 0; rows--, source += zRow, target += aRow)
        {
            for (int i = 0; i < last; i += TLanes.Count)
                f.Invoke(TLanes.Load(ref source[i], 0)).Store(ref target[i], 0);
            edge.Store(target + last, f.Invoke(edge.Load(source + last)));
        }
    }
}

/// <summary>result ← result ⊙ f(stored).</summary>
internal unsafe struct DerivativeEpilogue<T, TMap>(TMap f, T* stored, nint storedRow, T* result, nint resultRow) : IEpilogue<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TMap : struct, IMap
{
    public static bool IsEmpty => false;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Apply<TLanes>(int row, int rows, int column, int columns)
        where TLanes : struct, ILanes<TLanes, T>
    {
        T* source = stored + (row * storedRow) + column;
        T* target = result + (row * resultRow) + column;
        (rows, columns) = Rows.Join(rows, columns, isJoined: columns == storedRow && columns == resultRow);
        int last = (columns - 1) / TLanes.Count * TLanes.Count;
        var edge = new Edge<T, TLanes>(columns - last);
        for (; rows > 0; rows--, source += storedRow, target += resultRow)
        {
            for (int i = 0; i < last; i += TLanes.Count)
                (TLanes.Load(ref target[i], 0) * f.Invoke(TLanes.Load(ref source[i], 0))).Store(ref target[i], 0);
            edge.Store(target + last, edge.Load(target + last) * f.Invoke(edge.Load(source + last)));
        }
    }
}

/// <summary>Rows of a matrix as an epilogue visits them.</summary>
internal static class Rows
{
    /// <summary>Rows without gaps between them are one long row.</summary>
    /// <remarks>
    /// It has fewer partial vectors. And the next row's load need not wait: after a masked store, processors hold back any load
    /// that touches where the whole vector would have stood until the store has reached the cache (measured: 60 cycles a vector).
    /// </remarks>
    public static (int Rows, int Columns) Join(int rows, int columns, bool isJoined) => isJoined ? (1, rows * columns) : (rows, columns);
}
