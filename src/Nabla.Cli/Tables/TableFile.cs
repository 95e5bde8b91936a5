using Nabla.Cli.Output;
using Nabla.Csv;
using Nabla.Data;
using Nabla.Parquet;
using DataTable = Nabla.Data.Table;

namespace Nabla.Cli.Tables;

/// <summary>A CSV or Parquet file, a packed table, or CSV on standard input, given on a command line.</summary>
/// <param name="Path">The path, or <c>-</c>.</param>
/// <param name="Options">The format options.</param>
/// <param name="Streams">The streams for standard input, progress and remarks.</param>
internal sealed record TableFile(string Path, CsvOptions Options, Streams Streams)
{
    /// <summary>The path of standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>The name of the data, also used for output files.</summary>
    public string Name => NameOf(this.Path);

    /// <summary>The name in messages.</summary>
    public string Title => this.IsStandardInput ? "standard input" : this.Path;

    private bool IsStandardInput => this.Path == StandardInput;

    /// <summary>Whether the file is a packed table.</summary>
    public bool IsPacked => IsPackedTable(this.Path);

    private bool IsParquet => !this.IsStandardInput && ParquetFile.Is(this.Path);

    /// <summary>The name of data read from a file: the file name up to its first dot.</summary>
    public static string NameOf(string path)
        => path == StandardInput ? "stdin" : System.IO.Path.GetFileName(path) is var file && file.Length > 1 && file.IndexOf('.', 1) is > 0 and var end ? file[..end] : file;

    /// <summary>Whether a path is that of a packed table.</summary>
    public static bool IsPackedTable(string path) => path != StandardInput && PackedTable.Is(path);

    /// <summary>Whether the file exists, or the path means standard input.</summary>
    public static bool Exists(string path) => path == StandardInput || File.Exists(path);

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> ReadNames()
        => this.IsStandardInput ? CsvFile.ReadNames(this.Streams.In(), this.Title, this.Options)
            : this.IsPacked ? PackedNames(this.Path)
            : this.IsParquet ? ParquetFile.ReadNames(this.Path)
            : CsvFile.ReadNames(this.Path, this.Options);

    /// <summary>Reads the whole file and detects the kinds of columns.</summary>
    public DataTable Read() => this.IsParquet
        ? this.Say(ParquetFile.ReadTable(this.Path, this.ParquetOptions))
        : this.Read(ReadBar.Run(this.Streams, this.Path, progress => this.IsStandardInput
            ? CsvFile.ReadTable(this.Streams.In(), this.Title, this.Options with { Progress = progress })
            : CsvFile.ReadTable(this.Path, this.Options with { Progress = progress })));

    /// <summary>Reads all rows of the columns in a schema.</summary>
    public DataTable Read(TableSchema schema) => this.IsPacked
        ? this.ReadPacked(schema)
        : this.IsParquet
        ? this.Say(ParquetFile.ReadTable(this.Path, schema, this.ParquetOptions))
        : this.Read(ReadBar.Run(this.Streams, this.Path, progress => this.IsStandardInput
            ? CsvFile.ReadTable(this.Streams.In(), this.Title, schema, this.Options with { Progress = progress })
            : CsvFile.ReadTable(this.Path, schema, this.Options with { Progress = progress })));

    /// <summary>Opens a packed table and prints its size.</summary>
    public PackedTable OpenPacked()
    {
        var table = PackedTable.Open(this.Path);
        this.Streams.Error.WriteLine($"opened {this.Title}: {Texts.Count(table.Rows, "row")}, {Texts.Count(table.Columns.Count, "column")} ({Kinds(table.Columns)}), packed");
        return table;
    }

    /// <summary>Opens the file to read it block by block, and detects the kinds of columns.</summary>
    /// <param name="progress">Receives the progress of reading a CSV file; null for none.</param>
    /// <exception cref="ArgumentException">The file is already packed, or it is standard input, which cannot be read twice.</exception>
    public ITableSource OpenToPack(IProgress<CsvProgress>? progress)
        => this.IsStandardInput ? throw new ArgumentException("packing reads a table twice, but standard input can be read only once: use a file")
            : this.IsPacked ? throw new ArgumentException($"'{this.Path}' is a packed table")
            : this.IsParquet ? ParquetRows.Open(this.Path, this.ParquetOptions)
            : CsvTableRows.Open(this.Path, this.Options with { Progress = progress });

    /// <summary>Opens the file to read the columns in a schema block by block.</summary>
    public FileRows Open(TableSchema schema, IReadOnlyList<string> keep)
    {
        if (this.IsPacked)
            return PackedFileRows.Open(PackedTable.Open(this.Path), schema, keep);
        if (this.IsParquet)
        {
            ParquetRows columns = ParquetRows.Open(this.Path, schema, this.ParquetOptions, keep);
            return new FileRows(columns, columns) { Kept = columns.Kept };
        }

        CsvRows rows = this.IsStandardInput
            ? CsvRows.Open(this.Streams.In(), this.Title, schema, this.Options, keep)
            : CsvRows.Open(this.Path, schema, this.Options, keep);
        return new FileRows(rows, rows) { HasHeader = rows.HasHeader, Kept = rows.Kept, Skipped = () => rows.Skipped };
    }

    /// <summary>Warns of rows that could not be read.</summary>
    public void SaySkipped(SkippedRows skipped)
    {
        if (skipped.Count == 0)
            return;
        this.Streams.Say($"warning: {Texts.Count(skipped.Count, "row")} cannot be read and {(skipped.Count == 1 ? "is" : "are")} left out, the first of them:");
        foreach (string sentence in skipped.First)
            this.Streams.Error.WriteLine($"  {sentence}");
    }

    private CsvOptions ParquetOptions
    {
        get
        {
            // Texts for missing values and date formats apply to any file; the other options only to CSV.
            string? given = this.Options switch
            {
                { Separator: not null } => "--separator",
                { HasHeader: true } => "--header",
                { HasHeader: false } => "--no-header",
                { DecimalComma: true } => "--decimal-comma",
                { SkipBadRows: true } => "--on-error",
                _ => null,
            };
            return given is null ? this.Options : throw new ArgumentException($"option '{given}' is for CSV files, {this.Title} is a Parquet file");
        }
    }

    private DataTable Read(CsvTable read)
    {
        this.SaySkipped(read.Skipped);
        return this.Say(read.Table, read.HasHeader, read.Remarks);
    }

    private DataTable Say(DataTable table, bool hasNames = true, IReadOnlyList<string>? remarks = null)
    {
        this.Streams.Error.WriteLine(
            $"read {this.Title}: {Texts.Count(table.Rows, "row")}, {Texts.Count(table.Columns.Count, "column")} ({Kinds(table.Schema.Columns)}){(hasNames ? string.Empty : ", no line with names")}");
        foreach (string remark in remarks ?? [])
            this.Streams.Error.WriteLine(remark);
        return table;
    }

    private static string Kinds(IEnumerable<ColumnSchema> columns)
        => string.Join(", ", columns.GroupBy(column => column.Kind).OrderBy(group => group.Key).Select(group => Texts.Count(group.Count(), group.Key.ToString().ToLowerInvariant())));

    /// <summary>The names of the columns of a packed table.</summary>
    public static string[] PackedNames(string path)
    {
        using var table = PackedTable.Open(path);
        return [.. table.Columns.Select(column => column.Name)];
    }

    private DataTable ReadPacked(TableSchema schema)
    {
        using var table = PackedTable.Open(this.Path);
        return this.Say(DataTable.From(table.ReadRows(schema), table.Rows));
    }
}
