using System.Security.Cryptography;

namespace Nabla.Cli.Files;

/// <summary>Counts and hashes the bytes written to a stream; does not close the stream.</summary>
internal sealed class MeasuredStream(Stream stream) : WriteStream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>The number of bytes written so far.</summary>
    public long Count { get; private set; }

    public override void Write(ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        this.hash.AppendData(bytes);
        this.Count += bytes.Length;
    }

    public override void Flush() => stream.Flush();

    /// <summary>The SHA-256 hash of the bytes so far, in lower-case hexadecimal.</summary>
    public string Sha256() => Convert.ToHexStringLower(this.hash.GetCurrentHash());

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            this.hash.Dispose();
        base.Dispose(disposing);
    }
}
