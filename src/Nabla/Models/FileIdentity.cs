using System.Runtime.InteropServices;

namespace Nabla.Models;

/// <summary>The identity of the file at a path: links are followed, and two names of one file are equal.</summary>
/// <remarks>On Linux, devices, pipes and inode numbers are used; elsewhere the full path.</remarks>
internal sealed partial record FileIdentity
{
    private const int MostLinks = 40; // as on Linux

    private readonly (ulong Device, ulong Number)? node;
    private readonly FileType type;

    private FileIdentity(string path, FileType type, (ulong Device, ulong Number)? node)
        => (this.Path, this.type, this.node) = (path, type, node);

    private enum FileType
    {
        None,
        Regular,
        Folder,
        Device,
        Pipe,
    }

    /// <summary>The full path with links resolved; for a device or pipe, the given path.</summary>
    public string Path { get; }

    /// <summary>Whether the path exists.</summary>
    public bool Exists => this.type != FileType.None;

    /// <summary>Whether it is a regular file, not a folder, device, pipe or socket.</summary>
    public bool IsRegular => this.type == FileType.Regular;

    /// <summary>Whether it is a device, a pipe or a socket, which must not be replaced by a file.</summary>
    public bool IsStream => this.type is FileType.Device or FileType.Pipe;

    /// <summary>Whether it is a pipe or a socket, connected to another program.</summary>
    public bool IsPipe => this.type == FileType.Pipe;

    /// <summary>0 to 2 if the path names the process's standard input, output or error; null for other files.</summary>
    public int? StandardHandle => OperatingSystem.IsWindows() ? null : this.Path switch
    {
        "/dev/stdin" or "/dev/fd/0" or "/proc/self/fd/0" => 0,
        "/dev/stdout" or "/dev/fd/1" or "/proc/self/fd/1" => 1,
        "/dev/stderr" or "/dev/fd/2" or "/proc/self/fd/2" => 2,
        _ => null,
    };

    /// <summary>The owning user and group; null if unknown.</summary>
    internal (int User, int Group)? Owner { get; private init; }

    /// <summary>Resolves a path.</summary>
    /// <exception cref="IOException">Links form a cycle.</exception>
    public static FileIdentity Of(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string full = System.IO.Path.GetFullPath(path);
        for (int links = 0; !IsSystem(full) && new FileInfo(full).LinkTarget is { } target; links++)
        {
            if (links == MostLinks)
                throw new IOException($"'{path}': links form a cycle");
            full = System.IO.Path.GetFullPath(target, System.IO.Path.GetDirectoryName(full)!);
        }

        return OfPlace(full);
    }

    /// <summary>Whether both are the same file. If a path does not exist, folder and name are compared.</summary>
    public bool IsSameAs(FileIdentity other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (this.node is not null || other.node is not null)
            return this.node == other.node;
        (string here, string there) = (System.IO.Path.GetFileName(this.Path), System.IO.Path.GetFileName(other.Path));
        return here.Equals(there, Comparison) && Folder(other) is { } folder && this.IsIn(folder);
    }

    /// <summary>Whether the file is in a folder.</summary>
    public bool IsIn(FileIdentity folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return Folder(this)?.IsFolder(folder) == true;
    }

    private static StringComparison Comparison
        => OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    private bool IsFolder(FileIdentity other)
        => this.node is not null && other.node is not null ? this.node == other.node : this.Path.Equals(other.Path, Comparison);

    private static FileIdentity? Folder(FileIdentity file)
        => System.IO.Path.GetDirectoryName(file.Path) is { } folder ? OfPlace(folder) : null;

    /// <summary>Resolves the names of the system's devices and open handles.</summary>
    private static bool IsSystem(string full)
        => !OperatingSystem.IsWindows() && (full.StartsWith("/dev/", StringComparison.Ordinal) || full.StartsWith("/proc/", StringComparison.Ordinal));

    private static FileIdentity OfPlace(string full)
    {
        if (OperatingSystem.IsLinux() && Status(full, out StatX status))
        {
            FileType kind = (status.Mode & StatX.TypeMask) switch
            {
                StatX.Regular => FileType.Regular,
                StatX.Folder => FileType.Folder,
                StatX.Fifo or StatX.Socket => FileType.Pipe,
                _ => FileType.Device,
            };
            return new FileIdentity(full, kind, (((ulong)status.DeviceMajor << 32) | status.DeviceMinor, status.Inode)) { Owner = ((int)status.User, (int)status.Group) };
        }

        FileType found = Directory.Exists(full) ? FileType.Folder : !File.Exists(full) ? FileType.None : IsSystem(full) ? FileType.Device : FileType.Regular;
        return new FileIdentity(full, found, node: null);
    }

    private static bool Status(string path, out StatX status)
    {
        const int CurrentFolder = -100;
        const uint BasicStatus = 0x7ff;
        try
        {
            return StatXOf(CurrentFolder, path, 0, BasicStatus, out status) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            status = default; // a C library from before 2018
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int StatXOf(int folder, string path, int flags, uint mask, out StatX status);

    /// <summary>Linux's struct statx, which is the same on every processor.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct StatX
    {
        public const int TypeMask = 0xf000, Regular = 0x8000, Folder = 0x4000, Fifo = 0x1000, Socket = 0xc000;

        [FieldOffset(20)]
        public uint User;
        [FieldOffset(24)]
        public uint Group;
        [FieldOffset(28)]
        public ushort Mode;
        [FieldOffset(32)]
        public ulong Inode;
        [FieldOffset(136)]
        public uint DeviceMajor;
        [FieldOffset(140)]
        public uint DeviceMinor;
    }
}
