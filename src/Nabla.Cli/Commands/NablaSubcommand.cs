using System.CommandLine;
using Nabla.Cli.Options;
using Nabla.Cli.Output;

namespace Nabla.Cli.Commands;

/// <summary>A command with what its help shows beside the usual: options in groups, and examples.</summary>
internal abstract class NablaSubcommand : Command
{
    private readonly List<OptionGroup> groups = [];

    protected NablaSubcommand(string name, string description, params Example[] examples)
        : base(name, description)
    {
        this.Examples = examples;
        this.SetAction(this.Run);
    }

    /// <summary>Command lines to try.</summary>
    public IReadOnlyList<Example> Examples { get; }

    /// <summary>The options, as help shows them.</summary>
    public IReadOnlyList<OptionGroup> OptionGroups => this.groups;

    /// <summary>The file that options may come from.</summary>
    public Option<string?> Config { get; } = ConfigFile.Option();

    /// <summary>Does the work.</summary>
    /// <returns>The exit code.</returns>
    protected abstract int Run(ParseResult parsed);

    /// <summary>Adds options.</summary>
    protected void Add(params IEnumerable<OptionGroup> added)
    {
        if (this.groups.Count == 0)
            this.Add(this.Config);
        foreach (OptionGroup group in added)
        {
            this.groups.Add(group);
            foreach (Option option in group.Options)
                this.Add(option);
        }
    }
}
