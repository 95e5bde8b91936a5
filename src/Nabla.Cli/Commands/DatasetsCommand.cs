using System.CommandLine;
using System.Globalization;
using Nabla.Cli.Output;
using Nabla.Data;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla datasets</c>.</summary>
internal sealed class DatasetsCommand(Streams streams) : NablaSubcommand(
    "datasets",
    "Show the data sets that are there by name.",
    new("nabla datasets", "all of them, with the defaults of their options"),
    new("nabla train moons --rows 1000 --noise 0.3", "train on one with other options"))
{
    /// <inheritdoc/>
    protected override int Run(ParseResult parsed)
    {
        var all = new Table("name", "task", "rows", "features", "what it is");
        var generated = new Table("options", "--rows", "--noise", "--factor");
        foreach (DatasetInfo info in Datasets.All)
        {
            all.Add(info.Name, info.Task.ToString().ToLowerInvariant(), Texts.Count(info.Rows), Texts.Count(info.Features), info.Description);
            if (info.Defaults is { Rows: { } rows } defaults)
                generated.Add(info.Name, Texts.Count(rows), Plain(defaults.Noise), Plain(defaults.Factor));
        }

        all.Write(streams);
        streams.Out.WriteLine();
        generated.Write(streams);
        streams.Out.WriteLine();
        foreach (IGrouping<string, DatasetInfo> source in Datasets.All.GroupBy(info => info.Source, StringComparer.Ordinal))
            streams.Out.WriteLine($"{string.Join(", ", source.Select(info => info.Name))}: {source.Key}");
        return 0;
    }

    private static string Plain(double? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "-";
}
