using System.Text;
using Nabla.Cli.Files;
using Nabla.Models;

namespace Nabla.Cli.Output;

/// <summary>Writes results as UTF-8 bytes, to a file that appears when it is complete or to standard output.</summary>
internal sealed class ResultStream(TextWriter writer) : WriteStream
{
    private readonly Decoder decoder = Encoding.UTF8.GetDecoder();
    private char[] buffer = [];

    /// <summary>Writes to a file, or to standard output if no file is given.</summary>
    public static void Write(string? path, Streams streams, Action<Stream> write)
    {
        if (path is null)
        {
            write(new ResultStream(streams.Out));
            return;
        }

        AtomicFile.Write(path, write);
    }

    public override void Write(ReadOnlySpan<byte> bytes)
    {
        if (this.buffer.Length < bytes.Length + 1)
            this.buffer = new char[bytes.Length + 1];
        int count = this.decoder.GetChars(bytes, this.buffer, flush: false);
        writer.Write(this.buffer.AsSpan(0, count));
    }

    public override void Flush() => writer.Flush();
}
