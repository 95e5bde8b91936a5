using System.CommandLine;
using Nabla.Cli.Output;
using Nabla.Cli.Tables;
using Nabla.Csv;
using Nabla.Data;
using Nabla.Models;

namespace Nabla.Cli.Options;

/// <summary>The DATA argument and its options, shared by all commands that read data.</summary>
internal sealed class DataOptions
{
    /// <summary>The argument's name in help.</summary>
    public const string ArgumentName = "DATA";

    private const ulong DefaultSeed = 1;

    private readonly Option<int?> rows = Define.Option(
        "--rows", "N", "number of rows to generate", text => Define.WholeNumber(text, 1));

    private readonly Option<double?> noise = Define.Option(
        "--noise", "SD", "standard deviation of the noise of generated data", Define.NotNegative);

    private readonly Option<double?> factor = Define.Option(
        "--factor", "X", "shape of generated data; 'nabla datasets' shows its meaning for each data set", Define.Number);

    private readonly Option<ulong?> seed;
    private readonly ColumnOptions columns = new();
    private readonly FileOptions files = new();

    public DataOptions(string seedDescription)
    {
        this.seed = Define.Option("--seed", "N", $"{seedDescription} (default {DefaultSeed})", text => Define.WholeNumber<ulong>(text, 0));
        this.Name = parsed => parsed.GetRequiredValue(this.Data);
    }

    /// <summary>DATA.</summary>
    public Argument<string> Data { get; } = new(ArgumentName)
    {
        CompletionSources = { Completions.ForArgument(ArgumentName, Completions.Data) },
        Description = "a name from 'nabla datasets', a CSV file (also with gzip), - for CSV on standard input, a Parquet file, a packed table, or a folder of images in MNIST's format",
    };

    /// <summary>Gets the value of DATA from a command line; the argument by default.</summary>
    public Func<ParseResult, string> Name { get; init; }

    /// <summary>The options of generated data, grouped as in help.</summary>
    public OptionGroup Group => new("Data", this.rows, this.noise, this.factor, this.seed);

    /// <summary>The options of a file to pack.</summary>
    public OptionGroup[] GroupsToPack => [this.columns.Group, this.files.Group];

    /// <summary>All options of training data, for commands without a model.</summary>
    public OptionGroup[] GroupsToLearn => [this.columns.Group, this.files.Group, this.Group];

    /// <summary>The options of data to evaluate a model on, which knows the columns.</summary>
    public OptionGroup[] GroupsToJudge => [new(this.files.Group.Title, [this.columns.Target, .. this.files.Group.Options]), this.Group];

    /// <summary>The options of data to predict.</summary>
    public OptionGroup[] GroupsToPredict => [this.files.Group, this.Group];

    /// <summary>The seed.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="like">A model whose seed is the default; null for the usual default.</param>
    public ulong Seed(ParseResult parsed, Model? like = null) => parsed.GetValue(this.seed) ?? like?.Info.Settings.Seed ?? DefaultSeed;

    /// <summary>Whether DATA is standard input.</summary>
    public bool IsStandardInput(ParseResult parsed) => this.Name(parsed) == TableFile.StandardInput;

    /// <summary>DATA if it is a file or standard input; otherwise null.</summary>
    /// <exception cref="ArgumentException">An option is given that does not apply to files.</exception>
    public TableFile? File(ParseResult parsed, Streams streams, CancellationToken cancellation = default)
    {
        string name = this.Name(parsed);
        if (IsNamed(name) || !TableFile.Exists(name))
            return null;
        Refuse(parsed, [this.rows, this.noise, this.factor], $"is for generated data, not for '{name}'");
        if (TableFile.IsPackedTable(name))
            Refuse(parsed, [.. this.columns.Reading, .. this.files.Group.Options], $"is for text files, and '{name}' is packed: give it to 'nabla pack'");
        CsvOptions options = this.columns.Apply(parsed, this.files.Value(parsed));
        return new TableFile(name, options with { Cancellation = cancellation }, streams);
    }

    /// <summary>The name of the data, also used for output files.</summary>
    public string NameOf(ParseResult parsed) => this.Name(parsed) switch
    {
        var name when IsNamed(name) => name,
        var path when TableFile.Exists(path) => TableFile.NameOf(path),
        var folder => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder.Length > 0 ? folder : "."))),
    };

    /// <summary>The format of CSV files, from the command line.</summary>
    public CsvOptions Files(ParseResult parsed) => this.files.Value(parsed);

    /// <summary>The column roles of a file to pack, from the command line.</summary>
    /// <exception cref="ArgumentException">DATA is not a file, or no target is given.</exception>
    public (TableFile File, PackSettings Settings) ToPack(ParseResult parsed, Streams streams, ColumnRoles roles, CancellationToken cancellation)
    {
        string name = this.Name(parsed);
        TableFile file = this.File(parsed, streams, cancellation) ?? throw new ArgumentException($"'{Excerpt.Of(name)}' is not a CSV or Parquet file, and only these can be packed");
        return (file, TableData.ToPack(file, this.columns.TargetNames(parsed), this.columns.Task(parsed), this.WithWeight(parsed, roles)));
    }

    /// <summary>Loads, generates, fetches or reads training data.</summary>
    public DataParts Load(ParseResult parsed, Streams streams, ColumnRoles roles, CancellationToken cancellation = default)
        => this.LoadLike(parsed, streams, like: null, roles, cancellation);

    /// <summary>Loads data to continue training a model, which determines the columns, the levels of categories, the classes and the seed.</summary>
    public DataParts LoadToContinue(ParseResult parsed, Streams streams, Model model, ColumnRoles roles, CancellationToken cancellation)
        => this.File(parsed, streams, cancellation) is { } file
            ? new DataParts(TableData.ToContinue(file, model, this.columns.TargetNames(parsed), this.columns.Task(parsed), this.WithWeight(parsed, roles)))
            : this.LoadUnparted(parsed, streams, roles, this.Seed(parsed, model), cancellation);

    /// <summary>Loads training data with the seed and columns of another model, unless options override them.</summary>
    public DataParts LoadLike(ParseResult parsed, Streams streams, Model? like, ColumnRoles roles, CancellationToken cancellation)
        => this.File(parsed, streams, cancellation) is { } file
            ? new DataParts(TableData.ToLearn(file, this.columns.TargetNames(parsed), this.columns.Task(parsed), like, this.WithWeight(parsed, roles)))
            : this.LoadUnparted(parsed, streams, roles, this.Seed(parsed, like), cancellation);

    /// <summary>Loads, generates, fetches or reads data to evaluate a model on.</summary>
    /// <param name="model">The model.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="streams">The streams for progress and remarks.</param>
    /// <param name="parts">Whether to restore the parts that the data had in training.</param>
    public DataParts LoadFor(Model model, ParseResult parsed, Streams streams, bool parts = false)
        => this.File(parsed, streams) is { } file
            ? new DataParts(TableData.ToJudge(file, model, this.columns.TargetNames(parsed), parts ? ColumnRoles.Of(model) : ColumnRoles.None))
            : this.LoadOther(parsed, streams, this.Seed(parsed), default);

    /// <summary>Loads, generates, fetches or reads the data that a model was trained on: a file with the model's columns, other data with its seed.</summary>
    public DataParts LoadAgain(Model model, ParseResult parsed, Streams streams, CancellationToken cancellation)
        => this.File(parsed, streams, cancellation) is { } file
            ? new DataParts(TableData.ToJudge(file, model, this.columns.TargetNames(parsed), ColumnRoles.Of(model)))
            : this.LoadOther(parsed, streams, this.Seed(parsed, model), cancellation);

    /// <summary>Loads, generates or fetches a data set by name.</summary>
    public DataParts LoadNamed(string name, ParseResult parsed, Streams streams, ulong seed, CancellationToken cancellation)
    {
        var options = new DatasetOptions
        {
            Rows = parsed.GetValue(this.rows),
            Noise = parsed.GetValue(this.noise),
            Factor = parsed.GetValue(this.factor),
            Seed = seed,
        };
        return Datasets.LoadParts(name, options, new DownloadLines(streams.Error), cancellation);
    }

    private DataParts LoadUnparted(ParseResult parsed, Streams streams, ColumnRoles roles, ulong seed, CancellationToken cancellation)
        => roles.Group is null && roles.Time is null
            ? this.LoadOther(parsed, streams, seed, cancellation)
            : throw new ArgumentException($"options '--group' and '--split-by-time' are for CSV files, not for '{this.Name(parsed)}'");

    private DataParts LoadOther(ParseResult parsed, Streams streams, ulong seed, CancellationToken cancellation)
    {
        string name = this.Name(parsed);
        if (!IsNamed(name) && !Directory.Exists(name))
            throw new ArgumentException($"there is no file, folder or data set '{Excerpt.Of(name)}': data sets are {string.Join(", ", Datasets.All.Select(info => info.Name))}");
        Refuse(parsed, [.. this.columns.Group.Options, .. this.files.Group.Options], $"is for CSV files, not for '{name}'");
        if (IsNamed(name))
            return this.LoadNamed(name, parsed, streams, seed, cancellation);
        Refuse(parsed, [this.rows, this.noise, this.factor], $"is for generated data, not for folder '{name}'");
        return IdxFolder.Load(name);
    }

    private ColumnRoles WithWeight(ParseResult parsed, ColumnRoles roles) => roles with { Weight = this.columns.Weight(parsed) ?? roles.Weight };

    private static bool IsNamed(string name) => Datasets.All.Any(info => info.Name == name);

    private static void Refuse(ParseResult parsed, Option[] options, string reason)
    {
        if (Array.Find(options, option => parsed.GetResult(option) is { Implicit: false }) is { } given)
            throw new ArgumentException($"option '{given.Name}' {reason}");
    }
}
