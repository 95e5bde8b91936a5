using System.CommandLine;
using Nabla.Cli.Files;
using Nabla.Cli.Options;
using Nabla.Cli.Output;
using Nabla.Cli.Serving;
using Nabla.Data;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla studio</c>.</summary>
internal sealed class StudioCommand : NablaSubcommand
{
    private const int MostPort = 65535;

    private readonly Argument<string?> data = new(DataOptions.ArgumentName)
    {
        Arity = ArgumentArity.ZeroOrOne,
        CompletionSources = { Completions.ForArgument(DataOptions.ArgumentName, Completions.Data) },
        Description = "a name from 'nabla datasets', or a CSV file (default: the Studio starts with a lesson)",
    };

    private readonly Option<int?> port = Define.Option<int?>(
        "--port",
        "N",
        "the port to listen on (default: any free port)",
        text => Define.WholeNumber(text, 1) is <= MostPort and var number ? number : throw new FormatException($"'{text}' is not a port: expected 1 to {MostPort}"));

    private readonly Option<bool> noBrowser = Define.Flag("--no-browser", "do not open a browser; the address is printed");

    public StudioCommand(Streams streams)
        : base(
            streams,
            "studio",
            "Watch a network learn on your data, in the browser: play, pause, step, go back, change settings. Only this machine can reach the page.",
            new("nabla studio", "start with a lesson"),
            new("nabla studio flats.csv", "start with a file"),
            new("nabla studio iris --port 5080 --no-browser", "use a fixed port, and open the printed address yourself"))
    {
        this.Add(this.data);
        this.Add(new OptionGroup("Studio", this.port, this.noBrowser));
    }

    /// <inheritdoc/>
    protected override bool PrintsResult => false;

    /// <inheritdoc/>
    protected override int Run(ParseResult parsed, Interruption interruption)
    {
        string? name = parsed.GetValue(this.data);
        if (name == "mnist")
            throw new ArgumentException("'mnist' is too large for the Studio: train it with 'nabla train mnist', or use digits");
        if (name is not null && !File.Exists(name) && !Datasets.All.Any(info => info.Name == name))
            throw new ArgumentException($"there is no file or data set '{Excerpt.Of(name)}': data sets are {string.Join(", ", Datasets.All.Select(info => info.Name).Where(known => known != "mnist"))}");
        this.Streams.Out.Flush();
        return WebHost.Run(["studio", name ?? string.Empty, $"{parsed.GetValue(this.port) ?? 0}", parsed.GetValue(this.noBrowser) ? "none" : "browser"], this.Streams.Error, interruption.Token);
    }
}
