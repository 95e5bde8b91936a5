using Nabla.Data;

namespace Nabla.Parquet;

/// <summary>Reads tables from Parquet files.</summary>
public static class ParquetFile
{
    private const string Extension = ".parquet";

    private static ReadOnlySpan<byte> Magic => "PAR1"u8;

    /// <summary>Whether a file is a Parquet file, by its first bytes or its extension.</summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static bool Is(string path)
    {
        if (Path.GetExtension(path).Equals(Extension, StringComparison.OrdinalIgnoreCase))
            return true;
        var info = new FileInfo(path);
        if (!info.Exists || info.Length < 2 * Magic.Length) // only ordinary files have a length
            return false;
        Span<byte> first = stackalloc byte[Magic.Length];
        using FileStream file = info.OpenRead();
        return file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) == first.Length && first.SequenceEqual(Magic);
    }

    /// <summary>
    /// Reads a file. Column types determine the kinds; the first rows show whether texts are categories, dates or booleans.
    /// </summary>
    /// <exception cref="InvalidDataException">The file is not a Parquet file, or a column has lists or other values that a table cannot hold.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static Table ReadTable(string path, TableOptions? options = null)
    {
        using ParquetRows rows = ParquetRows.Open(path, options);
        return Table.From(rows, rows.RowCount);
    }

    /// <summary>Reads the columns of a schema, with its kinds and levels.</summary>
    /// <param name="path">The file.</param>
    /// <param name="schema">The columns; a text that is not a level of its category is −1.</param>
    /// <param name="options">Texts for missing values and date formats.</param>
    /// <exception cref="InvalidDataException">The file is not a Parquet file, or a column is missing or does not match the schema.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static Table ReadTable(string path, TableSchema schema, TableOptions? options = null)
    {
        using ParquetRows rows = ParquetRows.Open(path, schema, options);
        return Table.From(rows, rows.RowCount);
    }

    /// <summary>Reads a file from a seekable stream, which is not closed.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="name">The name in messages.</param>
    /// <param name="options">The options for columns.</param>
    /// <exception cref="InvalidDataException">The stream is not a Parquet file, or a column has lists or other values that a table cannot hold.</exception>
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
