using System.Security.Cryptography;

namespace Nabla.Data;

/// <summary>A file to download, identified by its checksum.</summary>
/// <param name="Name">The file name, on the mirrors and in the folder.</param>
/// <param name="Bytes">The length in bytes.</param>
/// <param name="Sha256">The SHA-256 checksum in lower-case hexadecimal.</param>
internal sealed record RemoteFile(string Name, int Bytes, string Sha256)
{
    /// <summary>Whether the bytes are those of the file.</summary>
    public bool Is(ReadOnlySpan<byte> bytes)
        => bytes.Length == this.Bytes && Convert.ToHexStringLower(SHA256.HashData(bytes)).Equals(this.Sha256, StringComparison.Ordinal);
}

/// <summary>Files that are downloaded once, each from the first mirror that gives the expected bytes, and stored in a folder.</summary>
/// <param name="Mirrors">The base addresses, ending in a slash; tried in this order.</param>
/// <param name="Files">The files.</param>
internal sealed record RemoteFiles(IReadOnlyList<Uri> Mirrors, IReadOnlyList<RemoteFile> Files)
{
    /// <summary>The timeout for a silent mirror, after which the next one is tried.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Downloads the files that are missing or damaged in the folder.</summary>
    /// <exception cref="IOException">No mirror has a file, or the folder cannot be written.</exception>
    public async Task FetchAsync(
        string folder, HttpClient client, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        foreach (RemoteFile file in this.Files)
        {
            string path = Path.Join(folder, file.Name);
            if (File.Exists(path) && file.Is(await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false)))
                continue;
            byte[] bytes = await this.DownloadAsync(file, folder, client, progress, cancellationToken).ConfigureAwait(false);
            WriteAtomically(folder, path, bytes);
        }
    }

    private async Task<byte[]> DownloadAsync(
        RemoteFile file, string folder, HttpClient client, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        var failures = new List<string>();
        foreach (Uri mirror in this.Mirrors)
        {
            string problem;
            try
            {
                byte[] bytes = await this.GetAsync(mirror, file, client, progress, cancellationToken).ConfigureAwait(false);
                if (file.Is(bytes))
                    return bytes;
                problem = $"gave other bytes than those known by SHA-256 {file.Sha256[..8]}…";
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                problem = exception.Message.TrimEnd('.');
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                problem = $"was silent for {this.Patience.TotalSeconds:0} seconds";
            }

            failures.Add($"{mirror.Host} ({problem})");
        }

        string all = string.Join(" nor from ", failures);
        throw new IOException($"'{file.Name}' could not be fetched from {all}; without a network, put the file into '{folder}'");
    }

    /// <summary>The first bytes of a mirror's response, at most the file's length.</summary>
    private async Task<byte[]> GetAsync(
        Uri mirror, RemoteFile file, HttpClient client, IProgress<DownloadProgress>? progress, CancellationToken cancellationToken)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        silence.CancelAfter(this.Patience);
        using HttpResponseMessage response = await client
            .GetAsync(new Uri(mirror, file.Name), HttpCompletionOption.ResponseHeadersRead, silence.Token).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        using Stream content = await response.Content.ReadAsStreamAsync(silence.Token).ConfigureAwait(false);
        var bytes = new byte[file.Bytes];
        int received = 0;
        while (await content.ReadAsync(bytes.AsMemory(received), silence.Token).ConfigureAwait(false) is > 0 and var count)
        {
            received += count;
            silence.CancelAfter(this.Patience);
            progress?.Report(new DownloadProgress(file.Name, received, file.Bytes));
        }

        return bytes[..received];
    }

    /// <summary>Writes to a temporary name and renames, so that a file with the final name is always complete.</summary>
    private static void WriteAtomically(string folder, string path, byte[] bytes)
    {
        string temporary = Path.Join(folder, $".{Guid.NewGuid():N}.tmp");
        try
        {
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
