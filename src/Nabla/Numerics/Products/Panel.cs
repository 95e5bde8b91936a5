using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Nabla.Numerics;

/// <summary>
/// A copy of a few columns of B in the order in which a tile reads them: one row of whole vectors per summed index, with zeros at the right edge.
/// Each thread keeps one buffer.
/// </summary>
internal static unsafe class Panel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Maximum number of summed indexes in a panel: with the widest rows, 256 KiB.</summary>
    public const int MaxDepth = 1024;

    private const int MaxRowBytes = 256;
    private const int Alignment = 64;
    private const int LeastWaiting = 1 << 14; // so that small networks allocate once, for any order of their products on a thread

    [ThreadStatic]
    private static T[]? buffer;

    [ThreadStatic]
    private static T[]? waiting;

    /// <summary>This thread's buffer, aligned to a cache line.</summary>
    public static T* Buffer
    {
        get
        {
            buffer ??= GC.AllocateUninitializedArray<T>(((MaxDepth * MaxRowBytes) + Alignment) / sizeof(T), pinned: true);
            nint address = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(buffer));
            return (T*)((address + Alignment - 1) & -Alignment);
        }
    }

    /// <summary>The buffer of this thread for waiting sums; it grows as needed.</summary>
    public static T* Waiting(int length)
    {
        if (waiting is null || waiting.Length < length)
            waiting = GC.AllocateUninitializedArray<T>(Math.Max(length, LeastWaiting), pinned: true);
        return (T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(waiting));
    }

    /// <summary>Copies <paramref name="depth"/> rows of <paramref name="columns"/> numbers, padded to <paramref name="width"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy<TLanes>(T* source, nint sourceRow, int depth, int columns, T* target, int width)
        where TLanes : struct, ILanes<TLanes, T>
    {
        int last = width - TLanes.Count;
        var edge = new Edge<T, TLanes>(columns - last);
        for (; depth > 0; depth--)
        {
            for (int i = 0; i < last; i += TLanes.Count)
                TLanes.Load(ref source[i], 0).Store(ref target[i], 0);
            edge.Load(source + last).Store(ref target[last], 0);
            source += sourceRow;
            target += width;
        }
    }

    /// <summary>The same for a source that has the columns as rows; the last column is repeated as padding.</summary>
    public static void Transpose<TLanes>(T* source, nint sourceRow, int depth, int columns, T* target, int width)
        where TLanes : struct, ILanes<TLanes, T>
    {
        T** rows = stackalloc T*[TLanes.Count];
        for (int column = 0; column < width; column += TLanes.Count)
        {
            for (int i = 0; i < TLanes.Count; i++)
                rows[i] = source + (Math.Min(column + i, columns - 1) * sourceRow);
            Transposition.Run<T, TLanes>(rows, depth, target + column, width);
        }
    }
}
