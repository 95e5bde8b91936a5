using System.CommandLine;
using Nabla.Csv;
using Nabla.Data;
using Nabla.Descriptions;

namespace Nabla.Cli.Options;

/// <summary>What the columns of a CSV file are.</summary>
internal sealed class ColumnOptions
{
    private static readonly CsvOptions Default = new();

    private readonly Option<ValueList<string>?> target = Define.Names(
        "--target", "COLUMN[,COLUMN…]", "columns to predict from the other columns (default for a model: its own targets)")
        .Offering(Completions.Columns);

    private readonly Option<LearningTask?> task = Define.Choice(
        "--task",
        "kind of target (default: detected and printed)",
        ("classification", LearningTask.Classification),
        ("regression", LearningTask.Regression),
        ("multilabel", LearningTask.MultiLabel));

    private readonly Option<string?> weight = Define.Option<string?>(
        "--weight", "COLUMN", "column of weights above 0, one for each row; it is not a feature (default: each counts 1)", text => text.Length > 0 ? text : throw new FormatException("'' is not a name of a column"))
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
        "--hash-buckets", "N", $"the number of different hashes (default {Default.HashBuckets})", text => Define.WholeNumber(text, 1));

    /// <summary>What a packed table has decided when it was packed.</summary>
    public Option[] Reading => [this.ignore, this.numeric, this.categorical, this.hash, this.hashBuckets];

    /// <summary>The target alone, for commands with a model.</summary>
    public Option Target => this.target;

    /// <summary>The options as help shows them.</summary>
    public OptionGroup Group => new(
        "Columns of a CSV file", this.target, this.task, this.weight, this.ignore, this.numeric, this.categorical, this.hash, this.hashBuckets);

    /// <summary>The names of the targets; null if none is named.</summary>
    public IReadOnlyList<string>? TargetNames(ParseResult parsed) => parsed.GetValue(this.target);

    /// <summary>What the target is; null if that is to be detected.</summary>
    public LearningTask? Task(ParseResult parsed) => parsed.GetValue(this.task);

    /// <summary>The column of weights; null if none is named.</summary>
    public ColumnSchema? Weight(ParseResult parsed) => parsed.GetValue(this.weight) is { } name ? ColumnSchema.Number(name) : null;

    /// <summary>Options of reading, with what the command line says of columns.</summary>
    public CsvOptions Apply(ParseResult parsed, CsvOptions options) => options with
    {
        Ignored = parsed.GetValue(this.ignore) ?? [],
        Numeric = parsed.GetValue(this.numeric) ?? [],
        Categorical = parsed.GetValue(this.categorical) ?? [],
        Hashed = parsed.GetValue(this.hash) ?? [],
        HashBuckets = parsed.GetValue(this.hashBuckets) ?? options.HashBuckets,
    };
}
