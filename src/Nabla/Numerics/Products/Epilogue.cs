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

/// <summary>Leaves the outputs unchanged.</summary>
internal struct NoEpilogue<T> : IEpilogue<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static bool IsEmpty => true;

    public readonly void Apply<TLanes>(int row, int rows, int column, int columns)
        where TLanes : struct, ILanes<TLanes, T>
    {
    }
}

/// <summary>The use of a function's value.</summary>
internal interface IInto
{
    /// <summary>Whether it multiplies the existing value; otherwise it replaces it.</summary>
    static abstract bool Multiplies { get; }
}

/// <summary>The value replaces the existing one.</summary>
internal readonly struct Replace : IInto
{
    public static bool Multiplies => false;
}

/// <summary>The value multiplies the existing one.</summary>
internal readonly struct Multiply : IInto
{
    public static bool Multiplies => true;
}

/// <summary>target ← f(source), as in a ← f(z); or target ← target ⊙ f(source), as in δ ← δ ⊙ f′(z).</summary>
internal unsafe struct MapEpilogue<T, TMap, TInto>(TMap f, T* source, nint sourceRow, T* target, nint targetRow) : IEpilogue<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TMap : struct, IMap
    where TInto : struct, IInto
{
    public static bool IsEmpty => false;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Apply<TLanes>(int row, int rows, int column, int columns)
        where TLanes : struct, ILanes<TLanes, T>
    {
        T* from = source + (row * sourceRow) + column;
        T* to = target + (row * targetRow) + column;
        (rows, columns) = Rows.Join(rows, columns, isJoined: columns == sourceRow && columns == targetRow);
        int last = (columns - 1) / TLanes.Count * TLanes.Count;
        var edge = new Edge<T, TLanes>(columns - last);
        for (; rows > 0; rows--, from += sourceRow, to += targetRow)
        {
            for (int i = 0; i < last; i += TLanes.Count)
            {
                TLanes value = f.Invoke(TLanes.Load(ref from[i], 0));
                (TInto.Multiplies ? TLanes.Load(ref to[i], 0) * value : value).Store(ref to[i], 0);
            }

            TLanes rest = f.Invoke(edge.Load(from + last));
            edge.Store(to + last, TInto.Multiplies ? edge.Load(to + last) * rest : rest);
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
