using System.CommandLine;
using Nabla.Cli.Files;
using Nabla.Cli.Options;
using Nabla.Cli.Output;

namespace Nabla.Cli.Commands;

/// <summary>A command with what its help shows beside the usual: options in groups, and examples.</summary>
internal abstract class NablaSubcommand : Command
{
    private readonly List<OptionGroup> groups = [];

    protected NablaSubcommand(Streams streams, string name, string description, params Example[] examples)
        : base(name, description)
    {
        this.Streams = streams;
        this.Examples = examples;
        this.SetAction(this.RunWhole);
    }

    /// <summary>Where results and progress go.</summary>
    protected Streams Streams { get; set; }

    /// <summary>Whether what it prints is what it is for, where it writes no file; if not, it does its work with standard output closed, too.</summary>
    protected virtual bool PrintsResult => true;

    /// <summary>Whether this process writes the files that options name; of ranks that run a command together one does.</summary>
    protected virtual bool WritesFiles(ParseResult parsed) => true;

    /// <summary>Command lines to try.</summary>
    public IReadOnlyList<Example> Examples { get; }

    /// <summary>The options, as help shows them.</summary>
    public IReadOnlyList<OptionGroup> OptionGroups => this.groups;

    /// <summary>The file that options may come from.</summary>
    public Option<string?> Config { get; } = ConfigFile.Option();

    /// <summary>Does the work.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="interruption">What signals do; a command that asks for its token ends by itself.</param>
    /// <returns>The exit code.</returns>
    protected abstract int Run(ParseResult parsed, Interruption interruption);

    /// <summary>What goes around the work and the checks before it; nothing by default.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="work">The checks and the work.</param>
    /// <returns>The exit code.</returns>
    protected virtual int Around(ParseResult parsed, Func<int> work) => work();

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

    private int RunWhole(ParseResult parsed)
    {
        using var interruption = new Interruption(this.WritesFiles(parsed) ? this.Streams : Streams.None);
        return this.Around(parsed, () => this.CheckAndRun(parsed, interruption));
    }

    /// <summary>Holds the files against each other and the standard handles to their word, then does the work.</summary>
    private int CheckAndRun(ParseResult parsed, Interruption interruption)
    {
        bool saves = !this.WritesFiles(parsed) || CommandFiles.Check(parsed, this.Streams) || !this.PrintsResult;
        if (this.Streams.Handle is not { } handle)
            return this.Run(parsed, interruption);
        if (handle.IsClosed && !saves)
            throw new IOException("standard output is closed, so there is nowhere to print the result");

        // What is saved does not depend on somebody who reads what is printed about it.
        handle.Drops = saves;
        int exitCode = this.Run(parsed, interruption);
        this.Streams.Out.Flush();
        if (exitCode != 0 || handle.IsClosed || handle.Failure is not { IsBrokenPipe: false } failure)
            return exitCode;
        this.Streams.Say($"{failure.Message}; what is written to files is complete");
        return Program.BadInput;
    }
}
