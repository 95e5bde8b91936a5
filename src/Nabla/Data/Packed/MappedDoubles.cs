using System.IO.MemoryMappedFiles;

namespace Nabla.Data;

/// <summary>Rows of doubles in a file, as the system maps it into memory: pages are read when they are looked at, and given back as it likes.</summary>
/// <remarks>
/// The pages are mapped until the process ends unless <see cref="Dispose"/> is called: a span of a row says nothing to the garbage
/// collector, so that nothing else could know that nobody looks at one.
/// </remarks>
internal sealed unsafe class MappedDoubles : IDisposable
{
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor view;
    private readonly int width;
    private double* first;

    /// <summary>Maps a file whose size has been checked.</summary>
    /// <param name="stream">The file, which is closed with this.</param>
    /// <param name="offset">Where the first row begins.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="width">The doubles of a row.</param>
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
