using System.Runtime.InteropServices;

namespace Nabla.Models;

/// <summary>Files that appear only when they are complete.</summary>
internal static partial class AtomicFile
{
    /// <summary>The pattern of temporary file names; a temporary file remains only if a process was killed while it wrote.</summary>
    internal const string TemporaryPattern = ".nabla-*.tmp";

    /// <summary>
    /// Writes a temporary file in the same folder, flushes it to disk and renames it. On failure or termination, the temporary file is removed and an
    /// existing file is unchanged. A replaced file keeps its permissions; for a link, its target is replaced.
    /// </summary>
    /// <param name="path">The path. A device or a pipe is written to directly.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The path is a folder, its folder does not exist, or writing fails.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is not writable.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        FileIdentity file = FileIdentity.Of(path);
        string folder = Path.GetDirectoryName(file.Path) ?? file.Path;
        if (Directory.Exists(file.Path))
            throw new IOException($"cannot write '{path}': it is a folder");
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"cannot write '{path}': there is no folder '{folder}'");
        try
        {
            if (file.StandardHandle is 1 or 2)
            {
                // The process may write more text to it, so the same handle must be used.
                using Stream standard = file.StandardHandle == 1 ? Console.OpenStandardOutput() : Console.OpenStandardError();
                write(standard);
            }
            else if (file.IsStream || folder is "/dev/fd" or "/proc/self/fd")
            {
                // A device has no earlier contents and must not be replaced by a file. For a file opened by another program, the text is appended.
                WriteTo(file.Path, new FileStreamOptions { Mode = file.IsRegular ? FileMode.Append : FileMode.Open, Access = FileAccess.Write }, write);
            }
            else
            {
                WriteAndRename(file, Path.Combine(folder, TemporaryPattern.Replace("*", Path.GetRandomFileName(), StringComparison.Ordinal)), write);
            }
        }
        catch (UnauthorizedAccessException e)
        {
            throw new UnauthorizedAccessException($"cannot write '{path}': access is denied", e);
        }
        catch (IOException e)
        {
            throw new IOException($"cannot write '{path}': {e.Message}", e);
        }
        catch (ArgumentOutOfRangeException e) when (e.ParamName == "value")
        {
            // .NET's exception for EFBIG, a limit of the file system or of the process.
            throw new IOException($"cannot write '{path}': no file may be as large here", e);
        }
    }

    private static void WriteAndRename(FileIdentity file, string temporary, Action<Stream> write)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        UnixFileMode? mode = file.Exists && !OperatingSystem.IsWindows() ? File.GetUnixFileMode(file.Path) : null;
        if (!OperatingSystem.IsWindows() && mode is { } kept)
            options.UnixCreateMode = kept | UnixFileMode.UserWrite; // permissions are never wider than before
        void Delete(object? sender, EventArgs e) => File.Delete(temporary);
        AppDomain.CurrentDomain.ProcessExit += Delete;
        try
        {
            WriteTo(temporary, options, write);
            if (!OperatingSystem.IsWindows() && mode is { } permissions)
                Adopt(temporary, file, permissions);
            File.Move(temporary, file.Path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
        finally
        {
            AppDomain.CurrentDomain.ProcessExit -= Delete;
        }
    }

    // The owner first, since changing the owner removes permissions. Only root can change the owner.
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static void Adopt(string temporary, FileIdentity file, UnixFileMode mode)
    {
        if (file.Owner is { } owner && FileIdentity.Of(temporary).Owner != owner)
            ChangeOwner(temporary, owner.User, owner.Group);
        File.SetUnixFileMode(temporary, mode);
    }

    private static void WriteTo(string path, FileStreamOptions options, Action<Stream> write)
    {
        using var stream = new FileStream(path, options);
        write(stream);
        stream.Flush(flushToDisk: true);
    }

    [LibraryImport("libc", EntryPoint = "chown", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ChangeOwner(string path, int user, int group);
}
