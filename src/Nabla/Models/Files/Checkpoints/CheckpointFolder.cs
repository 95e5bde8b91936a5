using System.Globalization;

namespace Nabla.Models;

/// <summary>A folder of checkpoints, locked by one run while it is open.</summary>
internal sealed class CheckpointFolder : IDisposable
{
    private const string Prefix = "epoch-", Extension = ".safetensors", LockName = ".lock";

    private readonly string path;
    private readonly FileStream held;

    /// <summary>Creates the folder if it does not exist, and locks it.</summary>
    /// <exception cref="IOException">Another run uses the folder, or it is not writable.</exception>
    public CheckpointFolder(string path)
    {
        this.path = path;
        if (File.Exists(path))
            throw new IOException($"checkpoint folder '{path}' is a file, expected a folder");
        try
        {
            Directory.CreateDirectory(path);
            this.held = Take(Path.Combine(path, LockName));
        }
        catch (Exception e) when (e is UnauthorizedAccessException or (IOException and not FolderInUseException))
        {
            throw new IOException($"checkpoint folder '{path}' cannot be written to: {e.Message}", e);
        }

        // A temporary file of a run that ended while writing.
        foreach (string temporary in Directory.EnumerateFiles(path, AtomicFile.TemporaryPattern))
            File.Delete(temporary);
    }

    /// <summary>The checkpoints with their epochs, latest first.</summary>
    public IReadOnlyList<(int Epoch, string Path)> Files =>
    [
        .. Directory.EnumerateFiles(this.path, $"{Prefix}*{Extension}")
            .Select(file => (Epoch: EpochOf(file), Path: file))
            .Where(file => file.Epoch >= 0)
            .OrderByDescending(file => file.Epoch),
    ];

    /// <summary>Whether a folder exists and contains checkpoints.</summary>
    public static bool HasCheckpoints(string path) => Directory.Exists(path) && Directory.EnumerateFiles(path, $"{Prefix}*{Extension}").Any();

    /// <summary>Whether a file name is that of a checkpoint, the lock or a temporary file.</summary>
    public static bool Owns(string name)
        => name == LockName
            || (name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Extension, StringComparison.Ordinal))
            || System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(AtomicFile.TemporaryPattern, name, ignoreCase: false);

    /// <summary>Writes a checkpoint and removes old ones.</summary>
    public void Write(int epoch, int keep, Action<Stream> write)
    {
        AtomicFile.Write(Path.Combine(this.path, FormattableString.Invariant($"{Prefix}{epoch:D9}{Extension}")), write);
        foreach ((_, string file) in this.Files.Skip(keep))
            File.Delete(file);
    }

    /// <summary>Unlocks the folder.</summary>
    public void Dispose() => this.held.Dispose();

    // The operating system releases the lock when the process ends in any way; the file may stay.
    private static FileStream Take(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (File.Exists(path) && e.GetType() == typeof(IOException))
        {
            throw new FolderInUseException($"checkpoint folder '{Path.GetDirectoryName(path)}' is in use by another run", e);
        }
    }

    private static int EpochOf(string file)
    {
        string name = Path.GetFileNameWithoutExtension(file)[Prefix.Length..];
        return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int epoch) ? epoch : -1;
    }

    private sealed class FolderInUseException(string message, Exception inner) : IOException(message, inner);
}
