using System.CommandLine;
using Nabla.Cli.Output;
using Nabla.Models;

namespace Nabla.Cli.Options;

/// <summary>Options for checkpoints and for resuming a run.</summary>
internal sealed class CheckpointArguments
{
    private readonly Option<string?> folder = Define.Folder(
        "--checkpoint", "DIR", "folder for the run's state, to continue after a crash");

    private readonly Option<int?> everyEpochs = Define.Option(
        "--checkpoint-every", "EPOCHS", "epochs between two checkpoints (default: by time)", text => Define.WholeNumber(text, 1));

    private readonly Option<double?> everySeconds = Define.Option(
        "--checkpoint-seconds", "S", "seconds between two checkpoints (default 60, unless --checkpoint-every is given)", Define.NotNegative);

    private readonly Option<int?> keep = Define.Option(
        "--checkpoint-keep", "N", "number of latest checkpoints to keep (default 3)", text => Define.WholeNumber(text, 1));

    private readonly Option<bool> resume = Define.Flag(
        "--resume", "continue from the last checkpoint, with the same model file as without the interruption; start a new run if the folder is empty");

    /// <summary>The options, grouped as in help.</summary>
    public OptionGroup Group => new("Checkpoints", this.folder, this.everyEpochs, this.everySeconds, this.keep, this.resume);

    /// <summary>The checkpoint settings; null without checkpoints.</summary>
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
