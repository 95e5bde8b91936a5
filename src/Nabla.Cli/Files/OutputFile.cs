using Nabla.Cli.Output;
using Nabla.Models;

namespace Nabla.Cli.Files;

/// <summary>An output file.</summary>
/// <param name="Path">The path.</param>
/// <param name="Option">The option that names it.</param>
internal sealed record OutputFile(string Path, string Option = "--output")
{
    /// <summary>Refuses a path that cannot be written, before training rather than after.</summary>
    public void Check()
    {
        FileIdentity file = FileIdentity.Of(this.Path);
        if (Directory.Exists(file.Path))
            throw new ArgumentException($"{this.Option[2..]} '{this.Path}' is a folder, expected a file");
        string folder = System.IO.Path.GetDirectoryName(file.Path)!;
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"{this.Option[2..]} '{this.Path}': there is no folder '{folder}'");
        if (file.IsStream)
            return; // opening it would start the program at the other end
        try
        {
            using FileStream probe = new(
                System.IO.Path.Join(folder, System.IO.Path.GetRandomFileName()), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{this.Option[2..]} '{this.Path}': folder '{folder}' cannot be written to", e);
        }
    }

    /// <summary>Writes the file; it appears when it is complete.</summary>
    public WrittenFile Write(Action<Stream> write)
    {
        WrittenFile? written = null;
        AtomicFile.Write(this.Path, stream =>
        {
            using var measured = new MeasuredStream(stream);
            write(measured);
            written = new WrittenFile(this.Path, measured.Count, measured.Sha256());
        });
        return written!;
    }
}

/// <summary>A written file. It is not read again, because it may be a pipe.</summary>
/// <param name="Path">The path.</param>
/// <param name="Bytes">The number of bytes written.</param>
/// <param name="Sha256">Their SHA-256 hash in lower-case hexadecimal.</param>
internal sealed record WrittenFile(string Path, long Bytes, string Sha256)
{
    /// <summary>Text such as "saved iris.safetensors (4,676 bytes".</summary>
    public string Saved => $"saved {Texts.Quoted(this.Path)} ({Texts.Count(this.Bytes)} bytes";
}
