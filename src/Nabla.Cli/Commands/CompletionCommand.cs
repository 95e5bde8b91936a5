using System.CommandLine;
using Nabla.Cli.Files;
using Nabla.Cli.Output;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla completion</c>.</summary>
internal sealed class CompletionCommand : NablaSubcommand
{
    private readonly Argument<string> shell = new("SHELL") { Description = $"one of {string.Join(", ", CompletionScripts.Shells)}" };

    public CompletionCommand(Streams streams)
        : base(
            streams,
            "completion",
            "Print a shell script that completes nabla's commands, options, names, files and columns.",
            new("nabla completion bash >> ~/.bashrc", "for bash"),
            new("nabla completion zsh >> ~/.zshrc", "for zsh"),
            new("nabla completion fish > ~/.config/fish/completions/nabla.fish", "for fish"),
            new("nabla completion pwsh >> $PROFILE", "for PowerShell"))
    {
        this.shell.CompletionSources.Add([.. CompletionScripts.Shells]);
        this.Add(this.shell);
    }

    /// <inheritdoc/>
    protected override int Run(ParseResult parsed, Interruption interruption)
    {
        this.Streams.Out.Write(CompletionScripts.For(parsed.GetRequiredValue(this.shell)));
        return 0;
    }
}
