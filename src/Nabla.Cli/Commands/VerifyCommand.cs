using System.CommandLine;
using Nabla.Cli.Files;
using Nabla.Cli.Options;
using Nabla.Cli.Output;
using Nabla.Data;
using Nabla.Inspection;
using Nabla.Models;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla verify</c>. The exit code is 0 if the model is verified, and 1 if it is not.</summary>
internal sealed class VerifyCommand : NablaSubcommand
{
    private readonly ModelArgument model = new();
    private readonly DataOptions data = new("seed of generated data (default: the model's)");

    private readonly Option<string?> from = Define.Input("--from", "MODEL", "the model that training continued from, if any").Offering(Completions.Models);

    private readonly PartFileOptions ownParts;

    private readonly Option<bool> quick = Define.Flag("--quick", "compare hashes only, without training again");

    private readonly Option<int?> threads = Define.Option(
        "--threads", "N", "maximum number of threads; does not affect the result (default: one for each processor)", text => Define.WholeNumber(text, 1));

    private readonly Option<bool> json = Define.Flag("--json", "print the result as one JSON object");

    public VerifyCommand(Streams streams)
        : base(
            streams,
            "verify",
            "Verify a model: train again with its settings and seed on its data, and compare bit for bit. The exit code is 0 if nothing differs; otherwise it is 1, and the first difference is printed.",
            new("nabla verify digits.safetensors digits", "train again and compare"),
            new("nabla verify digits.safetensors digits --quick", "compare the hashes of data, settings and parameters"),
            new("nabla verify later.safetensors digits --from earlier.safetensors", "a model that continued from another"))
    {
        this.ownParts = new PartFileOptions { Files = this.data.Files };
        this.Add(this.model);
        this.Add(this.data.Data);
        this.Add(this.data.GroupsToJudge);
        this.Add(new OptionGroup("Parts", this.ownParts.Validation, this.ownParts.Test));
        this.Add(new OptionGroup("Run and output", this.from, this.quick, this.threads, this.json));
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult parsed, Interruption interruption)
    {
        Model loaded = this.model.Load(parsed);
        Model? start = parsed.GetValue(this.from) is { } path ? ModelArgument.Load(path) : null;
        DataParts parts = this.ownParts.Apply(parsed, this.data.LoadAgain(loaded, parsed, this.Streams, interruption.Token), this.Streams);
        RefuseMissing(loaded, parts);
        var control = new RunControl { Threads = parsed.GetValue(this.threads) ?? 0, Cancellation = interruption.Token };
        Verification result = parsed.GetValue(this.quick) ? Verification.OfHashes(loaded, parts, start) : Verification.Of(loaded, parts, start, control);
        if (interruption.ExitCode != 0)
        {
            this.Streams.Say("interrupted: nothing is verified");
            return interruption.ExitCode;
        }

        if (parsed.GetValue(this.json))
        {
            JsonResult.Write(this.Streams.Out, writer =>
            {
                writer.WriteBoolean("verified", result.IsVerified);
                writer.WriteString("sentence", result.Sentence);
            });
        }
        else
        {
            this.Streams.Out.WriteLine($"{(result.IsVerified ? "verified" : "not verified")}: {result.Sentence}");
        }

        return result.IsVerified ? 0 : Program.BadInput;
    }

    // A part without a size in the model file was read from its own file.
    private void RefuseMissing(Model model, DataParts parts)
    {
        if (model.Info is not { Split: { } split, Provenance: { } provenance })
            return;
        if (split.ValidationFraction == 0 && provenance.Validation is not null && parts.Validation is null)
            throw new ArgumentException($"the model's validation part was read from a separate file: give it with option '{this.ownParts.Validation.Name}'");
        if (split.TestFraction == 0 && provenance.Test is not null && parts.Test is null)
            throw new ArgumentException($"the model's test part was read from a separate file: give it with option '{this.ownParts.Test.Name}'");
    }
}
