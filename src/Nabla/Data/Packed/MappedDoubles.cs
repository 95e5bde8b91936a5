using System.IO.MemoryMappedFiles;

namespace Nabla.Data;

/// <summary>Rows of doubles in a memory-mapped file: the operating system reads pages on access, and may release them.</summary>
/// <remarks>
/// The pages stay mapped until <see cref="Dispose"/> or the end of the process: the garbage collector does not track a span of a row, so it cannot
/// know that the pages are unused.
/// </remarks>
internal sealed unsafe class MappedDoubles : IDisposable
{
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;
    private readonly int width;
    private double* first;

    /// <summary>Maps a file whose size has been checked.</summary>
    /// <param name="stream">The file; closed on disposal.</param>
    /// <param name="offset">The position of the first row.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="width">The number of doubles per row.</param>
    public MappedDoubles(FileStream stream, long offset, int rows, int width)
    {
        this.Rows = rows;
        this.width = width;
        this.file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        this.view = this.file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        byte* start = null;
        this.view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        this.first = (double*)(start + this.view.PointerOffset + offset);
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>A row.</summary>
    public ReadOnlySpan<double> Row(int row)
    {
        if ((uint)row >= (uint)this.Rows)
            throw new ArgumentOutOfRangeException(nameof(row), $"row {row} of a table of {this.Rows} rows");
        ObjectDisposedException.ThrowIf(this.first is null, this);
        return new ReadOnlySpan<double>(this.first + ((long)row * this.width), this.width);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (this.first is null)
            return;
        this.first = null;
        this.view.SafeMemoryMappedViewHandle.ReleasePointer();
        this.view.Dispose();
        this.file.Dispose();
    }
}
