using System.CommandLine;
using System.Globalization;
using Nabla.Cli.Output;
using Nabla.Data;

namespace Nabla.Cli.Options;

/// <summary>Which data: shared by all commands that read some.</summary>
internal sealed class DataOptions
{
    private const ulong DefaultSeed = 1;

    private readonly Option<int?> rows = Define.Option(
        "--rows", "N", "rows to generate", text => Define.WholeNumber(text, 1));

    private readonly Option<double?> noise = Define.Option(
        "--noise", "SD", "standard deviation of the noise of generated data", Define.NotNegative);

    private readonly Option<double?> factor = Define.Option(
        "--factor", "X", "shape of generated data; 'nabla datasets' says what it is for each", Define.Number);

    private readonly Option<ulong?> seed;

    public DataOptions(string seedDescription)
    {
        this.seed = Define.Option("--seed", "N", $"{seedDescription} (default {DefaultSeed})", ParseSeed);
        this.Name = parsed => parsed.GetRequiredValue(this.Data);
    }

    /// <summary>DATA.</summary>
    public Argument<string> Data { get; } = new("DATA")
    {
        Description = "a name that 'nabla datasets' shows, or a folder of images in MNIST's format",
    };

    /// <summary>What DATA is on a command line; the argument unless said.</summary>
    public Func<ParseResult, string> Name { get; init; }

    /// <summary>The options as help shows them.</summary>
    public OptionGroup Group => new("Data", this.rows, this.noise, this.factor, this.seed);

    /// <summary>The seed.</summary>
    public ulong Seed(ParseResult parsed) => parsed.GetValue(this.seed) ?? DefaultSeed;

    /// <summary>Loads, generates or fetches the data.</summary>
    public DataParts Load(ParseResult parsed, Streams streams, CancellationToken cancellation = default)
    {
        string name = this.Name(parsed);
        var options = new DatasetOptions
        {
            Rows = parsed.GetValue(this.rows),
            Noise = parsed.GetValue(this.noise),
            Factor = parsed.GetValue(this.factor),
            Seed = this.Seed(parsed),
        };
        if (Datasets.All.Any(info => info.Name == name) || !Directory.Exists(name))
            return Datasets.LoadParts(name, options, new DownloadLines(streams.Error), cancellation);
        if (options.Rows is not null || options.Noise is not null || options.Factor is not null)
            throw new ArgumentException($"--rows, --noise and --factor are for generated data, not for folder '{name}'");
        return IdxFolder.Load(name);
    }

    private static ulong? ParseSeed(string text)
        => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value)
            ? value
            : throw new FormatException($"'{text}' is not a whole number of 0 or more");
}
