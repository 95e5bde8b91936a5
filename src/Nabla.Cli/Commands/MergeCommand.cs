using System.CommandLine;
using Nabla.Cli.Files;
using Nabla.Cli.Options;
using Nabla.Cli.Output;
using Nabla.Cli.Predicting;
using Nabla.Cli.Training;
using Nabla.Selection;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla merge</c>.</summary>
internal sealed class MergeCommand : NablaSubcommand
{
    private readonly Argument<string[]> parts = new("PARTS")
    {
        Description = "the parts of all shares written by 'nabla predict --shard' or 'nabla tune --shard', in any order",
        Arity = ArgumentArity.OneOrMore,
        CompletionSources = { Completions.Files },
    };

    private readonly PathOption output = Define.Output("--output", "the file to write; it appears when it is complete");

    public MergeCommand(Streams streams)
        : base(
            streams,
            "merge",
            "Merge the parts that were written with --shard into one file, with the same bytes that one process would have written.",
            new("nabla merge *.part --output predicted.csv", "predictions"),
            new("nabla merge iris.trials-*.jsonl --output iris.trials.jsonl", "logs of a search; continue with nabla tune … --resume"))
    {
        this.output.Required = true;
        this.Add(this.parts);
        this.Add(new OptionGroup("Output", this.output));
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult parsed, Interruption interruption)
    {
        string[] paths = parsed.GetRequiredValue(this.parts);
        string target = parsed.GetRequiredValue(this.output)!;
        if (TrialLogs.Is(paths[0]))
        {
            int trials = TrialLogs.Merge(paths, target);
            this.Streams.Error.WriteLine($"merged {Texts.Count(paths.Length, "log")}: {Texts.Count(trials, "trial")} in {Texts.Quoted(target)}");
        }
        else if (PartFiles.Is(paths[0]))
        {
            ResultStream.Write(target, this.Streams, stream => PartFiles.Merge(paths, stream));
            this.Streams.Error.WriteLine($"merged {Texts.Count(paths.Length, "part")} in {Texts.Quoted(target)}");
        }
        else
        {
            throw new InvalidDataException($"'{paths[0]}' is not a part written by 'nabla predict --shard' or 'nabla tune --shard'");
        }

        return 0;
    }
}
