using System.CommandLine;
using Nabla.Cli.Output;
using Nabla.Models;

namespace Nabla.Cli.Options;

/// <summary>Where a run leaves its state, and whether it continues from there.</summary>
internal sealed class CheckpointArguments
{
    private readonly Option<string?> folder = Define.Folder(
        "--checkpoint", "DIR", "folder for the state of the run, so that it can continue after a crash");

    private readonly Option<int?> everyEpochs = Define.Option(
        "--checkpoint-every", "EPOCHS", "epochs between two checkpoints (default: by time)", text => Define.WholeNumber(text, 1));

    private readonly Option<double?> everySeconds = Define.Option(
        "--checkpoint-seconds", "S", "seconds between two checkpoints (default 60, unless --checkpoint-every is given)", Define.NotNegative);

    private readonly Option<int?> keep = Define.Option(
        "--checkpoint-keep", "N", "how many of the last checkpoints are kept (default 3)", text => Define.WholeNumber(text, 1));

    private readonly Option<bool> resume = Define.Flag(
        "--resume", "continue from the last checkpoint; the model file is the same as without a break; starts anew if the folder is empty");

    /// <summary>The options as help shows them.</summary>
    public OptionGroup Group => new("Checkpoints", this.folder, this.everyEpochs, this.everySeconds, this.keep, this.resume);

    /// <summary>What the command line says; null for no checkpoints.</summary>
    public CheckpointOptions? Value(ParseResult parsed, Streams streams)
    {
        if (parsed.GetValue(this.folder) is { } path)
        {
            var options = new CheckpointOptions(path);
            return options with
            {
                EveryEpochs = parsed.GetValue(this.everyEpochs),
                EveryTime = parsed.GetValue(this.everySeconds) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
                Keep = parsed.GetValue(this.keep) ?? options.Keep,
                Resume = parsed.GetValue(this.resume),
                Warn = warning => streams.Say($"warning: {warning}"),
            };
        }

        foreach (Option option in (Option[])[this.everyEpochs, this.everySeconds, this.keep, this.resume])
        {
            if (parsed.GetResult(option) is { Implicit: false })
                throw new ArgumentException($"option '{option.Name}' needs '--checkpoint DIR'");
        }

        return null;
    }
}
