using System.Security.Cryptography;

namespace Nabla.Cli.Files;

/// <summary>Counts and hashes what is written to a stream, which it does not close.</summary>
internal sealed class MeasuredStream(Stream stream) : WriteStream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Bytes so far.</summary>
    public long Count { get; private set; }

    public override void Write(ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        this.hash.AppendData(bytes);
        this.Count += bytes.Length;
    }

    public override void Flush() => stream.Flush();

    /// <summary>The SHA-256 so far, in lower-case hexadecimal.</summary>
    public string Sha256() => Convert.ToHexStringLower(this.hash.GetCurrentHash());

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            this.hash.Dispose();
        base.Dispose(disposing);
    }
}
