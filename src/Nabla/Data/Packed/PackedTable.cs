using System.Text.Json;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>
/// A table in Nabla's packed format (docs/packed-file.md), mapped into memory; it may be many times larger than memory. It contains features, target,
/// weights and groups as they were packed. <see cref="PackedTableWriter"/> writes it.
/// </summary>
public sealed class PackedTable : IDisposable
{
    private readonly MappedDoubles doubles;
    private readonly PackedMetadata metadata;

    private PackedTable(string path, MappedDoubles doubles, PackedMetadata metadata)
    {
        this.Path = path;
        this.doubles = doubles;
        this.metadata = metadata;
        this.Schema = new TableSchema([.. metadata.Columns.Take(metadata.Features)], metadata.MissingTexts);
        this.Target = new TargetSchema(metadata.Task, [.. metadata.Columns.Skip(metadata.Features).Take(metadata.Targets)], metadata.Classes);
    }

    /// <summary>The path of the file.</summary>
    public string Path { get; }

    /// <summary>The number of rows.</summary>
    public int Rows => this.doubles.Rows;

    /// <summary>The features.</summary>
    public TableSchema Schema { get; }

    /// <summary>The target.</summary>
    public TargetSchema Target { get; }

    /// <summary>All columns in the order of a row: features, targets, then weights and groups.</summary>
    public ValueList<ColumnSchema> Columns => this.metadata.Columns;

    /// <summary>The statistics of each column of <see cref="Columns"/>.</summary>
    public IReadOnlyList<PackedColumnStatistics> Statistics => this.metadata.Statistics;

    /// <summary>The column of weights; null for none.</summary>
    public string? WeightColumn => this.metadata.Weight;

    /// <summary>The column of groups; null for none.</summary>
    public string? GroupColumn => this.metadata.Group;

    /// <summary>The column with the time of each row; null for none.</summary>
    public string? TimeColumn => this.metadata.Time;

    /// <summary>The fingerprint of the data when it was packed (<see cref="Dataset.Fingerprint"/>).</summary>
    public string Fingerprint => this.metadata.Fingerprint;

    /// <summary>Whether a file is a packed table, judged by its first bytes.</summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static bool Is(string path)
    {
        var info = new FileInfo(path);
        if (!info.Exists || info.Length < PackedLayout.Magic.Length) // special files have no length
            return false;
        Span<byte> first = stackalloc byte[PackedLayout.Magic.Length];
        using FileStream file = info.OpenRead();
        return file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false) == first.Length && first.SequenceEqual(PackedLayout.Magic);
    }

    /// <summary>Opens a packed table. Its pages stay mapped until the process ends, or <see cref="Dispose"/> is called.</summary>
    /// <exception cref="InvalidDataException">The file is not a packed table, has another version, is damaged or truncated.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static PackedTable Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("packed tables can be read on little-endian machines only");
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.RandomAccess);
        try
        {
            (PackedLayout layout, byte[] bytes) = PackedLayout.Read(file);
            PackedMetadata read = Checked(JsonSerializer.Deserialize(bytes, PackedJson.Default.PackedMetadata), layout);
            return new PackedTable(path, new MappedDoubles(file, PackedLayout.HeaderLength, layout.Rows, layout.Width), read);
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or ArgumentException)
        {
            file.Dispose();
            throw new InvalidDataException(e is InvalidDataException ? $"{path}: {e.Message}" : $"{path}: the packed table is damaged: its metadata make no sense", e);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The rows as examples, which stay in the file: training reads them batch by batch. Labels or targets, weights and groups are in memory, with 4
    /// to 8 bytes each per row. Do not dispose of the table while the data set is in use.
    /// </summary>
    /// <param name="name">The name of the data set.</param>
    /// <exception cref="InvalidDataException">A row has no target or weight: the file is damaged.</exception>
    public Dataset ToDataset(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        try
        {
            var roles = new PackedRoles(this.Column(this.WeightColumn), this.Column(this.GroupColumn), this.Column(this.TimeColumn));
            var targets = new Table(this.Target.Names.Select(target => this.Column(target)!));
            return Dataset.FromPacked(name, new MappedRows(this.doubles, this.metadata.Features), this.Schema, this.Target, targets, roles);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{this.Path}: {e.Message}", e);
        }
    }

    /// <summary>All rows of all columns, in blocks, as for any other file.</summary>
    public ITableSource ReadRows() => new Source(this);

    /// <summary>All rows in blocks, with the schema of another table or a model: columns are matched by name and encoded by that schema.</summary>
    /// <exception cref="InvalidDataException">A column is missing, or has a value of another kind, which is detected while reading.</exception>
    public ITableSource ReadRows(TableSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return schema.Columns.FirstOrDefault(column => !this.Columns.Any(own => own.Name == column.Name)) is { } missing
            ? throw new InvalidDataException($"{this.Path}: there is no column '{Excerpt.Of(missing.Name)}': there are {Excerpt.Of((string[])[.. this.Columns.Select(column => column.Name)])}")
            : new RecodedRows(this, schema);
    }

    /// <inheritdoc/>
    public void Dispose() => this.doubles.Dispose();

    private static PackedMetadata Checked(PackedMetadata? metadata, PackedLayout layout)
    {
        string[] others = metadata is null ? [] : [.. new[] { metadata.Weight, metadata.Group }.OfType<string>()];
        if (metadata is null || metadata.Features < 1 || metadata.Targets < 1 || metadata.Columns.Count != layout.Width || metadata.Statistics.Length != layout.Width
            || (long)metadata.Features + metadata.Targets + others.Length != layout.Width
            || !metadata.Columns.TakeLast(others.Length).Select(column => column.Name).SequenceEqual(others, StringComparer.Ordinal)
            || (metadata.Time is { } time && metadata.Columns.All(column => column.Name != time)))
            throw new InvalidDataException("the packed table is damaged: its columns do not match its rows");
        _ = new TableSchema(metadata.Columns); // refuses duplicate names
        return metadata;
    }

    /// <summary>Some values of a column.</summary>
    internal TableColumn Column(string name, int first, int count)
    {
        int place = Enumerable.Range(0, this.Columns.Count).First(i => this.Columns[i].Name == name);
        var values = new double[count];
        for (int row = 0; row < values.Length; row++)
            values[row] = this.doubles.Row(first + row)[place];
        return new TableColumn(this.Columns[place], values);
    }

    private TableColumn? Column(string? name) => name is null ? null : this.Column(name, 0, this.Rows);

    private sealed class Source(PackedTable table) : ITableSource
    {
        private int next;

        public IReadOnlyList<ColumnSchema> Columns => table.Columns;

        public IReadOnlyList<string>? MissingTexts => table.metadata.MissingTexts;

        public int Read(MatrixView<double> block)
        {
            int count = Math.Min(block.Rows, table.Rows - this.next);
            for (int row = 0; row < count; row++)
                table.doubles.Row(this.next + row).CopyTo(block.Row(row));
            this.next += count;
            return count;
        }
    }
}
