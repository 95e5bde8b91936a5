namespace Nabla.Models;

/// <summary>Files that appear when they are complete, or not at all.</summary>
public static class AtomicFile
{
    /// <summary>What the names of temporary files look like; one stays only where a process was ended while it wrote.</summary>
    internal const string TemporaryPattern = ".nabla-*.tmp";

    /// <summary>
    /// Writes a temporary file in the same folder, down to the disk, and gives it the name. Whatever fails, the temporary file is
    /// removed and a file that had the name is as it was.
    /// </summary>
    /// <param name="path">The file. A device is written to as it is.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The path is a folder, its folder does not exist, or writing fails.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        string full = Path.GetFullPath(path), folder = Path.GetDirectoryName(full) ?? full;
        if (Directory.Exists(full))
            throw new IOException($"cannot write '{path}': it is a folder");
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"cannot write '{path}': there is no folder '{folder}'");
        try
        {
            if (folder is "/dev" or "/dev/fd" or "/proc/self/fd")
                WriteTo(full, FileMode.Open, write); // a device keeps no earlier content, and a file must not take its place
            else
                WriteAndRename(full, Path.Combine(folder, TemporaryPattern.Replace("*", Path.GetRandomFileName(), StringComparison.Ordinal)), write);
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
            // What .NET makes of EFBIG, the answer of a file system or a limit of the process.
            throw new IOException($"cannot write '{path}': no file may be as large here", e);
        }
    }

    private static void WriteAndRename(string path, string temporary, Action<Stream> write)
    {
        try
        {
            WriteTo(temporary, FileMode.CreateNew, write);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static void WriteTo(string path, FileMode mode, Action<Stream> write)
    {
        using var stream = new FileStream(path, mode, FileAccess.Write);
        write(stream);
        stream.Flush(flushToDisk: true);
    }
}
