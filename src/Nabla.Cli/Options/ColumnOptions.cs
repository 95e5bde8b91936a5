using System.CommandLine;
using Nabla.Csv;
using Nabla.Data;
using Nabla.Descriptions;

namespace Nabla.Cli.Options;

/// <summary>Options for the columns of a file.</summary>
internal sealed class ColumnOptions
{
    private static readonly CsvOptions Default = new();

    private readonly Option<ValueList<string>?> target = Define.Names(
        "--target", "COLUMN[,COLUMN…]", "columns to predict (default with a model: its targets)")
        .Offering(Completions.Columns);

    private readonly Option<LearningTask?> task = Define.Choice(
        "--task",
        "kind of target (default: detected and printed)",
        ("classification", LearningTask.Classification),
        ("regression", LearningTask.Regression),
        ("multilabel", LearningTask.MultiLabel));

    private readonly Option<string?> weight = Define.Option<string?>(
        "--weight", "COLUMN", "column with a positive weight for each row; not a feature (default: all rows have weight 1)", text => text.Length > 0 ? text : throw new FormatException("'' is not a column name"))
        .Offering(Completions.Columns);

    private readonly Option<ValueList<string>?> ignore = Define.Names("--ignore", "COLUMNS", "columns to leave out")
        .Offering(Completions.Columns);

    private readonly Option<ValueList<string>?> numeric = Define.Names("--numeric", "COLUMNS", "columns to read as numbers")
        .Offering(Completions.Columns);

    private readonly Option<ValueList<string>?> categorical = Define.Names("--categorical", "COLUMNS", "columns to read as categories")
        .Offering(Completions.Columns);

    private readonly Option<ValueList<string>?> hash = Define.Names("--hash", "COLUMNS", "columns with too many categories to keep: each text is replaced by its hash")
        .Offering(Completions.Columns);

    private readonly Option<int?> hashBuckets = Define.Option(
        "--hash-buckets", "N", $"number of different hashes (default {Default.HashBuckets})", text => Define.WholeNumber(text, 1));

    /// <summary>Options that apply when a table is packed, not later.</summary>
    public Option[] Reading => [this.ignore, this.numeric, this.categorical, this.hash, this.hashBuckets];

    /// <summary>Only the target, for commands with a model.</summary>
    public Option Target => this.target;

    /// <summary>The options, grouped as in help.</summary>
    public OptionGroup Group => new(
        "Columns of a CSV file", this.target, this.task, this.weight, this.ignore, this.numeric, this.categorical, this.hash, this.hashBuckets);

    /// <summary>The names of the targets; null if not given.</summary>
    public IReadOnlyList<string>? TargetNames(ParseResult parsed) => parsed.GetValue(this.target);

    /// <summary>The learning task; null to detect it.</summary>
    public LearningTask? Task(ParseResult parsed) => parsed.GetValue(this.task);

    /// <summary>The column of weights; null if not given.</summary>
    public ColumnSchema? Weight(ParseResult parsed) => parsed.GetValue(this.weight) is { } name ? ColumnSchema.Number(name) : null;

    /// <summary>Reading options with the column options of the command line applied.</summary>
    public CsvOptions Apply(ParseResult parsed, CsvOptions options) => options with
    {
        Ignored = parsed.GetValue(this.ignore) ?? [],
        Numeric = parsed.GetValue(this.numeric) ?? [],
        Categorical = parsed.GetValue(this.categorical) ?? [],
        Hashed = parsed.GetValue(this.hash) ?? [],
        HashBuckets = parsed.GetValue(this.hashBuckets) ?? options.HashBuckets,
    };
}
