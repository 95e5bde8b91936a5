using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Nabla.Csv;
using Nabla.Models;
using Nabla.Numerics;

namespace Nabla.Cli.Predicting;

/// <summary>
/// Writes a share of the predictions: every n-th block of rows. A part contains each block after its length in bytes, so that any number of parts
/// merges to the same file.
/// </summary>
internal sealed class SharedPrediction(Shard shard) : IDisposable
{
    private readonly MemoryStream block = new();
    private long number;

    /// <summary>The identity of a run: model, data and written columns.</summary>
    public static string RunOf(Model model, string data, string form)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var bytes = new MemoryStream();
        model.Save(bytes);
        hash.AppendData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        hash.AppendData(Encoding.UTF8.GetBytes(form + '\n'));
        if (File.Exists(data))
        {
            using FileStream file = File.OpenRead(data);
            hash.AppendData(SHA256.HashData(file));
        }
        else
        {
            hash.AppendData(Encoding.UTF8.GetBytes(data));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Writes the first line of the part.</summary>
    public void Begin(Stream target, string run) => target.Write(Encoding.UTF8.GetBytes(new PartHeader(1, shard.Number, shard.Count, run).ToLine() + '\n'));

    /// <summary>Writes the next block, or skips it.</summary>
    public void Next(Stream target, Action<CsvTableWriter> write)
    {
        if (shard.Has(this.number))
        {
            this.block.SetLength(0);
            using (var writer = new CsvTableWriter(this.block))
                write(writer);
            target.Write(Encoding.ASCII.GetBytes(this.block.Length.ToString(CultureInfo.InvariantCulture) + '\n'));
            target.Write(this.block.GetBuffer().AsSpan(0, (int)this.block.Length));
        }

        this.number++;
    }

    /// <inheritdoc/>
    public void Dispose() => this.block.Dispose();
}
