using System.CommandLine;
using Nabla.Cli.Files;
using Nabla.Cli.Options;
using Nabla.Cli.Output;
using Nabla.Cli.Serving;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla serve</c>.</summary>
internal sealed class ServeCommand : NablaSubcommand
{
    /// <summary>The default address, reachable only from this machine.</summary>
    private const string Loopback = "http://127.0.0.1:5000";

    private readonly ModelArgument model = new();
    private readonly Option<string?> urls = Define.Option<string?>(
        "--urls", "URL[;URL…]", $"addresses to listen on, separated by ;, such as http://0.0.0.0:8080 for all network interfaces (default {Loopback})", CheckUrls);

    public ServeCommand(Streams streams)
        : base(
            streams,
            "serve",
            "Serve a model's predictions over HTTP: POST /predict with one JSON object or an array of them. The model is reloaded when its file is replaced.",
            new("nabla serve flats.safetensors", $"predictions at {Loopback}/predict, described by /openapi/v1.json"),
            new("nabla serve flats.safetensors --urls http://0.0.0.0:8080", "also reachable from other machines"))
    {
        this.Add(this.model);
        this.Add(new OptionGroup("Serving", this.urls));
    }

    /// <inheritdoc/>
    protected override bool PrintsResult => false;

    /// <inheritdoc/>
    protected override int Run(ParseResult parsed, Interruption interruption)
    {
        this.model.Load(parsed);
        this.Streams.Out.Flush();
        return WebHost.Run(["serve", Path.GetFullPath(parsed.GetRequiredValue(this.model)), parsed.GetValue(this.urls) ?? Loopback], this.Streams.Error, interruption.Token);
    }

    private static string CheckUrls(string text)
    {
        foreach (string url in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // The web host checks ports without a host, wildcards (*, +) and names.
            if (!url.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
                throw new FormatException($"'{url}' is not an address such as {Loopback}: use a reverse proxy for https");
        }

        return text.Trim().Length > 0 ? text : throw new FormatException($"'{text}' is not an address such as {Loopback}");
    }
}
