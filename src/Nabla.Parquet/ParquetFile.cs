using Nabla.Data;

namespace Nabla.Parquet;

/// <summary>Reads tables from Parquet files.</summary>
public static class ParquetFile
{
    private const string Extension = ".parquet";

    private static ReadOnlySpan<byte> Magic => "PAR1"u8;

    /// <summary>Whether a file is a Parquet file, by its first bytes, or is named as one.</summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static bool Is(string path)
    {
        if (Path.GetExtension(path).Equals(Extension, StringComparison.OrdinalIgnoreCase))
            return true;
        var info = new FileInfo(path);
        if (!info.Exists || info.Length < 2 * Magic.Length) // what is not an ordinary file has no length
            return false;
        Span<byte> first = stackalloc byte[Magic.Length];
        using FileStream file = info.OpenRead();
        return file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) == first.Length && first.SequenceEqual(Magic);
    }

    /// <summary>
    /// Reads a file. Kinds are those of its types; a text is a category, a date, or yes and no, as the first rows show.
    /// </summary>
    /// <exception cref="InvalidDataException">The file is not a Parquet file, or a column has lists or other values that no table has.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static Table ReadTable(string path, TableOptions? options = null)
    {
        using ParquetRows rows = ParquetRows.Open(path, options);
        return Table.From(rows, rows.RowCount);
    }

    /// <summary>Reads the columns that a schema names, each of the kind and with the levels it has there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="schema">The columns; a text that is not a level of its category is −1.</param>
    /// <param name="options">Missing texts and formats of dates.</param>
    /// <exception cref="InvalidDataException">The file is not a Parquet file, or a column is missing or has other values than the schema says.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static Table ReadTable(string path, TableSchema schema, TableOptions? options = null)
    {
        using ParquetRows rows = ParquetRows.Open(path, schema, options);
        return Table.From(rows, rows.RowCount);
    }

    /// <summary>Reads a file from a stream that can seek, which is not closed.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="name">Its name in messages.</param>
    /// <param name="options">The options for columns.</param>
    /// <exception cref="InvalidDataException">The stream is not a Parquet file, or a column has lists or other values that no table has.</exception>
    public static Table ReadTable(Stream stream, string name, TableOptions? options = null)
    {
        using ParquetRows rows = ParquetRows.Open(stream, name, options);
        return Table.From(rows, rows.RowCount);
    }

    /// <summary>The names of the columns of a file.</summary>
    /// <inheritdoc cref="ReadTable(string, TableOptions?)"/>
    public static IReadOnlyList<string> ReadNames(string path)
    {
        using ParquetChunks chunks = ParquetChunks.Open(path);
        return [.. chunks.Columns.Select(column => column.Name)];
    }
}
