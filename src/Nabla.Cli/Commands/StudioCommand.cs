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
        Description = "a name that 'nabla datasets' shows, or a CSV file; without it the Studio begins with a lesson",
    };

    private readonly Option<int?> port = Define.Option<int?>(
        "--port",
        "N",
        "the port to listen at (default a free one)",
        text => Define.WholeNumber(text, 1) is <= MostPort and var number ? number : throw new FormatException($"'{text}' is not a port: expected 1 to {MostPort}"));

    private readonly Option<bool> noBrowser = Define.Flag("--no-browser", "open no browser; the address is printed");

    public StudioCommand(Streams streams)
        : base(
            streams,
            "studio",
            "Watch a network learn on your data, in the browser: play, pause, step, go back, change it. Only this machine can reach the page.",
            new("nabla studio", "begin with a lesson"),
            new("nabla studio flats.csv", "begin with a file"),
            new("nabla studio iris --port 5080 --no-browser", "at a port of your choice; open the address that is printed"))
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
            throw new ArgumentException("'mnist' is too large for the Studio: train it with 'nabla train mnist', or begin with digits");
        if (name is not null && !File.Exists(name) && !Datasets.All.Any(info => info.Name == name))
            throw new ArgumentException($"there is no file or data set '{Excerpt.Of(name)}': data sets are {string.Join(", ", Datasets.All.Select(info => info.Name).Where(known => known != "mnist"))}");
        this.Streams.Out.Flush();
        return WebHost.Run(["studio", name ?? string.Empty, $"{parsed.GetValue(this.port) ?? 0}", parsed.GetValue(this.noBrowser) ? "none" : "browser"], interruption.Token);
    }
}
