using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Nabla.Data;

/// <summary>
/// The hash that identifies a data set. Each list is preceded by its length, so that different data cannot give the same bytes. Rows are added one
/// after the other, so they need not all be in memory.
/// </summary>
internal sealed class DataFingerprint : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Starts a hash.</summary>
    /// <param name="featureNames">A name for each feature.</param>
    /// <param name="classNames">The names of the classes; empty for other tasks.</param>
    /// <param name="targetNames">The names of the targets; empty for classes.</param>
    /// <param name="rows">The number of rows that will be added.</param>
    public DataFingerprint(IReadOnlyList<string> featureNames, IReadOnlyList<string> classNames, IReadOnlyList<string> targetNames, int rows)
    {
        this.Append(featureNames);
        this.Append(classNames);
        this.Append(targetNames);
        this.AppendLength((long)rows * featureNames.Count);
    }

    /// <summary>The hash of a data set in hexadecimal.</summary>
    public static string Of(Dataset data)
    {
        using var fingerprint = new DataFingerprint(data.FeatureNames, data.ClassNames, data.TargetNames, data.Rows);
        if (data.Source.Stored is { } matrix)
            fingerprint.AddRows(matrix.Data);
        else
        {
            var buffer = new double[data.Source.BufferLength];
            for (int row = 0; row < data.Rows; row++)
                fingerprint.AddRows(data.Source.Row(row, buffer));
        }

        return fingerprint.End(data.Labels, data.Targets?.Data, data.Weights, data.Schema);
    }

    /// <summary>Adds the features of one or more rows.</summary>
    public void AddRows(ReadOnlySpan<double> features) => this.hash.Append(features);

    /// <summary>Returns the hash after all rows have been added.</summary>
    public string End(int[] labels, ReadOnlySpan<double> targets, ReadOnlySpan<double> weights, TableSchema? schema)
    {
        this.AppendLength(labels.Length);
        this.hash.Append(labels);
        this.Append(targets);
        this.Append(weights);
        foreach (ColumnSchema column in schema?.Columns ?? [])
            this.Append([column.Name, column.Kind.ToString(), column.HashBuckets.ToString(CultureInfo.InvariantCulture), .. column.Levels]);
        return Convert.ToHexStringLower(this.hash.GetHashAndReset());
    }

    /// <inheritdoc/>
    public void Dispose() => this.hash.Dispose();

    private void Append(IReadOnlyList<string> texts)
    {
        this.AppendLength(texts.Count);
        foreach (byte[] text in texts.Select(Encoding.UTF8.GetBytes))
        {
            this.AppendLength(text.Length);
            this.hash.AppendData(text);
        }
    }

    private void Append(ReadOnlySpan<double> numbers)
    {
        this.AppendLength(numbers.Length);
        this.hash.Append(numbers);
    }

    // Four bytes; eight more after −1 for a list that is too long for an array.
    private void AppendLength(long length)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int) + sizeof(long)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, length <= int.MaxValue ? (int)length : -1);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[sizeof(int)..], length);
        this.hash.AppendData(length <= int.MaxValue ? bytes[..sizeof(int)] : bytes);
    }
}
