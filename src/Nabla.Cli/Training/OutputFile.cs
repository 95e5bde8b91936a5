using System.Security.Cryptography;

namespace Nabla.Cli.Training;

/// <summary>A file that is written.</summary>
/// <param name="Path">The file.</param>
/// <param name="Option">The option that names it.</param>
internal sealed record OutputFile(string Path, string Option = "--output")
{
    /// <summary>A model's file by its default name, in the current folder.</summary>
    public static OutputFile For(string dataName) => new($"{dataName}.safetensors");

    /// <summary>Refuses a path that cannot be written, before hours of training rather than after.</summary>
    public void Check()
    {
        if (Directory.Exists(this.Path))
            throw new ArgumentException($"{this.Option[2..]} '{this.Path}' is a folder, wanted a file");
        string folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(this.Path))!;
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"{this.Option[2..]} '{this.Path}': there is no folder '{folder}'");
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

    /// <summary>The SHA-256 of the file, in lower-case hexadecimal.</summary>
    public string Sha256()
    {
        using FileStream stream = File.OpenRead(this.Path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
