using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Numerics;

/// <summary>Processes a tile of outputs as soon as it is computed, while it is still in the first-level cache.</summary>
internal interface IEpilogue<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Whether there is nothing to do.</summary>
    static abstract bool IsEmpty { get; }

    /// <summary>Processes the outputs of some rows and columns.</summary>
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

/// <summary>The rows of a matrix for an epilogue.</summary>
internal static class Rows
{
    /// <summary>Joins rows without gaps between them into one long row.</summary>
    /// <remarks>
    /// A long row has fewer partial vectors. Also, the next row's load need not wait: after a masked store, processors delay any load that overlaps
    /// the full vector until the store has reached the cache (measured: 60 cycles per vector).
    /// </remarks>
    public static (int Rows, int Columns) Join(int rows, int columns, bool isJoined) => isJoined ? (1, rows * columns) : (rows, columns);
}
