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
        var table = new Table("name", "task", "rows", "features", "options", "what it is");
        foreach (DatasetInfo info in Datasets.All)
        {
            table.Add(
                info.Name,
                info.Task.ToString().ToLowerInvariant(),
                info.Rows.ToString(CultureInfo.InvariantCulture),
                info.Features.ToString(CultureInfo.InvariantCulture),
                OptionsText(info.Defaults),
                $"{info.Description} ({info.Source})");
        }

        table.Write(streams);
        return 0;
    }

    private static string OptionsText(DatasetOptions defaults) => string.Join(' ', ((string?[])[
        defaults.Rows is { } rows ? $"--rows {rows}" : null,
        defaults.Noise is { } noise ? $"--noise {noise}" : null,
        defaults.Factor is { } factor ? $"--factor {factor}" : null,
    ]).Where(option => option is not null));
}
