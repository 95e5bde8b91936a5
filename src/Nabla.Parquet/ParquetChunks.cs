using Nabla.Data;
using Parquet;
using Parquet.Schema;

namespace Nabla.Parquet;

/// <summary>The column chunks of a file, a row group at a time.</summary>
internal sealed class ParquetChunks : IDisposable
{
    private readonly Stream? owned;
    private readonly ParquetReader reader;
    private readonly Field[] fields;

    private ParquetChunks(string name, Stream stream, bool owns)
    {
        this.Name = name;
        this.owned = owns ? stream : null;
        try
        {
            this.reader = Attempt(name, () => ParquetReader.CreateAsync(stream, new ParquetOptions { UseDateOnlyTypeForDates = true }, leaveStreamOpen: true));
            this.fields = [.. this.reader.Schema.Fields];
            this.RowCount = checked((int)Enumerable.Range(0, this.reader.RowGroupCount).Sum(this.RowsOf));
            if (this.fields.Length == 0)
                throw new InvalidDataException($"{name}: there is no column");
        }
        catch
        {
            this.owned?.Dispose();
            throw;
        }
    }

    /// <summary>The name of the file in messages.</summary>
    public string Name { get; }

    /// <summary>The number of rows.</summary>
    public int RowCount { get; }

    /// <summary>The columns; the kind of a text column depends on its values.</summary>
    public IReadOnlyList<SourceColumn> Columns =>
    [
        .. this.fields.Select(one => one is DataField { IsArray: false } data && ColumnChunk.KindOf(data) is { } kind
            ? new SourceColumn(one.Name, kind == ColumnKind.Category ? null : kind, kind)
            : new SourceColumn(one.Name)),
    ];

    public static ParquetChunks Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return new ParquetChunks(path, file, owns: true);
    }

    public static ParquetChunks Open(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return stream.CanSeek ? new ParquetChunks(name, stream, owns: false) : throw new ArgumentException($"{name}: a Parquet file is read from its end, so the stream must be seekable", nameof(stream));
    }

    /// <summary>Enumerates the rows of the selected columns; the other columns are missing values.</summary>
    /// <exception cref="InvalidDataException">A selected column has values that a table cannot hold.</exception>
    public NextRow Rows(Predicate<string> isWanted)
    {
        int[] wanted = [.. Enumerable.Range(0, this.fields.Length).Where(i => isWanted(this.fields[i].Name))];
        foreach (int i in wanted)
        {
            if (this.fields[i] is not DataField { IsArray: false } data || ColumnChunk.KindOf(data) is null)
                throw new InvalidDataException($"{this.Name}: column '{Excerpt.Of(this.fields[i].Name)}' has {What(this.fields[i])}, which a table cannot hold: leave the column out");
        }

        var columns = new Func<int, Cell>[wanted.Length];
        int group = -1, row = 0, rows = 0;
        return cells =>
        {
            while (row == rows)
            {
                if (++group == this.reader.RowGroupCount)
                {
                    group--;
                    return false;
                }

                (row, rows) = (0, checked((int)this.RowsOf(group)));
                this.Load(group, rows, wanted, columns);
            }

            for (int i = 0; i < wanted.Length; i++)
                cells[wanted[i]] = columns[i](row);
            row++;
            return true;
        };
    }

    public void Dispose()
    {
        this.reader.DisposeAsync().AsTask().GetAwaiter().GetResult();
        this.owned?.Dispose();
    }

    private long RowsOf(int group) => this.reader.RowGroups[group].RowCount;

    private void Load(int group, int rows, int[] wanted, Func<int, Cell>[] columns)
    {
        using ParquetRowGroupReader chunks = this.reader.OpenRowGroupReader(group);
        for (int i = 0; i < wanted.Length; i++)
        {
            var field = (DataField)this.fields[wanted[i]];
            columns[i] = Attempt(this.Name, () => ColumnChunk.ReadAsync(chunks, field, rows));
        }
    }

    private static string What(Field field) => field switch
    {
        ListField or DataField { IsArray: true } => "lists",
        MapField => "maps",
        StructField => "structures",
        DataField data when data.ClrType == typeof(byte[]) || data.ClrType == typeof(ReadOnlyMemory<byte>) => "bytes",
        DataField data => $"values of type {data.ClrType.Name}",
        _ => "values of several parts",
    };

    // The reader reports damage with exceptions of many types.
    private static T Attempt<T>(string name, Func<Task<T>> read)
    {
        try
        {
            return read().GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is not (OutOfMemoryException or UnauthorizedAccessException or OperationCanceledException))
        {
            string reason = e.Message.ReplaceLineEndings(" ").TrimEnd('.');
            throw new InvalidDataException($"{name}: cannot be read as a Parquet file: {reason}", e);
        }
    }
}
