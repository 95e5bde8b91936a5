using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Nabla.Csv;
using Nabla.Models;
using Nabla.Numerics;

namespace Nabla.Cli.Predicting;

/// <summary>
/// A share of predictions: of the blocks of rows that are predicted one after the other, every n-th. A block stands in a part behind its length
/// in bytes, so that parts of any number can be merged to the same file.
/// </summary>
internal sealed class SharedPrediction(Shard shard) : IDisposable
{
    private readonly MemoryStream block = new();
    private long number;

    /// <summary>What stands for a run: the model, the data and what is written of each row.</summary>
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

    /// <summary>Passes over the next block, or writes it.</summary>
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
