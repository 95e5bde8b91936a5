using System.Runtime.InteropServices;

namespace Nabla.Tests.Numerics;

/// <summary>
/// Numbers that end exactly where readable memory ends, or begin where it begins: one step outside ends the process.
/// Where pages cannot be protected this way, the numbers simply stand in a larger buffer.
/// </summary>
internal sealed unsafe partial class GuardedBuffer : IDisposable
{
    private const int ReadWrite = 3;
    private const int PrivateAnonymous = 0x22;

    private readonly nint address;
    private readonly nuint size;
    private readonly byte* data;
    private readonly int bytes;

    public GuardedBuffer(int bytes, bool atEnd)
    {
        nuint page = (nuint)Environment.SystemPageSize;
        nuint inside = Math.Max(page, ((nuint)bytes + page - 1) / page * page);
        this.bytes = bytes;
        this.size = inside + (2 * page);
        if (OperatingSystem.IsLinux())
        {
            this.address = Map(0, this.size, 0, PrivateAnonymous, -1, 0);
            if (this.address == -1 || Protect(this.address + (nint)page, inside, ReadWrite) != 0)
                throw new InvalidOperationException("no memory for a guarded buffer");
        }
        else
        {
            this.address = (nint)NativeMemory.AllocZeroed(this.size);
        }

        this.data = (byte*)(this.address + (nint)page + (atEnd ? (nint)inside - bytes : 0));
    }

    public Span<T> Numbers<T>()
        where T : unmanaged
        => new(this.data, this.bytes / sizeof(T));

    public void Dispose()
    {
        if (OperatingSystem.IsLinux())
            _ = Unmap(this.address, this.size);
        else
            NativeMemory.Free((void*)this.address);
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(nint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint address, nuint length);
}
