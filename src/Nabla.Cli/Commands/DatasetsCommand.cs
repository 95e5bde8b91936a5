using System.CommandLine;
using System.Globalization;
using Nabla.Cli.Files;
using Nabla.Cli.Options;
using Nabla.Cli.Output;
using Nabla.Cli.Tables;
using Nabla.Data;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla datasets</c>.</summary>
internal sealed class DatasetsCommand : NablaSubcommand
{
    private readonly DataOptions data = new("seed of generated data");

    private readonly Argument<string?> name = new("NAME")
    {
        Arity = ArgumentArity.ZeroOrOne,
        CompletionSources = { context => Completions.Of(Datasets.All.Select(info => info.Name), context) },
        Description = "the data set to write as CSV (default: list all)",
    };

    private readonly PathOption output = Define.Output(
        "--output", "the CSV file to write (default: standard output)");

    public DatasetsCommand(Streams streams)
        : base(
            streams,
            "datasets",
            "List the built-in data sets, or write one as CSV.",
            new("nabla datasets", "list all data sets, with the defaults of their options"),
            new("nabla datasets iris --output iris.csv", "write one to a file"),
            new("nabla train moons --rows 1000 --noise 0.3", "train on one with other options"))
    {
        this.Add(this.name);
        this.Add(new OptionGroup("Output", this.output));
        this.Add(this.data.Group);
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult parsed, Interruption interruption)
    {
        if (parsed.GetValue(this.name) is { } wanted)
        {
            Dataset rows = this.data.LoadNamed(wanted, parsed, this.Streams, this.data.Seed(parsed), default).Train;
            ResultStream.Write(this.output.In(parsed), this.Streams, target => DatasetWriter.Write(rows, target));
            return 0;
        }

        this.ShowAll();
        return 0;
    }

    private void ShowAll()
    {
        var all = new Table("name", "task", "rows", "features", "description");
        var generated = new Table("options", "--rows", "--noise", "--factor");
        foreach (DatasetInfo info in Datasets.All)
        {
            all.Add(info.Name, Texts.Task(info.Task), Texts.Count(info.Rows), Texts.Count(info.Features), info.Description);
            if (info.Defaults is { Rows: { } rows } defaults)
                generated.Add(info.Name, Texts.Count(rows), Plain(defaults.Noise), Plain(defaults.Factor));
        }

        all.Write(this.Streams);
        this.Streams.Out.WriteLine();
        generated.Write(this.Streams);
        this.Streams.Out.WriteLine();
        foreach (IGrouping<string, DatasetInfo> source in Datasets.All.GroupBy(info => info.Source, StringComparer.Ordinal))
            this.Streams.Out.WriteLine($"{string.Join(", ", source.Select(info => info.Name))}: {source.Key}");
    }

    private static string Plain(double? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "-";
}
