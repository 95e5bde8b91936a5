using System.CommandLine;
using Nabla.Cli.Files;
using Nabla.Cli.Options;
using Nabla.Cli.Output;

namespace Nabla.Cli.Commands;

/// <summary>A command whose help also shows option groups and examples.</summary>
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

    /// <summary>The streams for results and progress.</summary>
    protected Streams Streams { get; set; }

    /// <summary>Whether the printed result is the command's purpose when it writes no file; if not, it also runs with standard output closed.</summary>
    protected virtual bool PrintsResult => true;

    /// <summary>Whether this process writes the output files; only one of several ranks does.</summary>
    protected virtual bool WritesFiles(ParseResult parsed) => true;

    /// <summary>Example command lines.</summary>
    public IReadOnlyList<Example> Examples { get; }

    /// <summary>The options, grouped as in help.</summary>
    public IReadOnlyList<OptionGroup> OptionGroups => this.groups;

    /// <summary>The option for a configuration file.</summary>
    public Option<string?> Config { get; } = ConfigFile.Option();

    /// <summary>Runs the command.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="interruption">The handler of termination signals; a command that uses its token ends by itself.</param>
    /// <returns>The exit code.</returns>
    protected abstract int Run(ParseResult parsed, Interruption interruption);

    /// <summary>Wraps the checks and the work; by default calls <paramref name="work"/> only.</summary>
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

    /// <summary>Checks the files and the standard handles, then runs the command.</summary>
    private int CheckAndRun(ParseResult parsed, Interruption interruption)
    {
        bool saves = !this.WritesFiles(parsed) || CommandFiles.Check(parsed, this.Streams) || !this.PrintsResult;
        if (this.Streams.Handle is not { } handle)
            return this.Run(parsed, interruption);
        if (handle.IsClosed && !saves)
            throw new IOException("standard output is closed, so there is nowhere to print the result");

        // A saved file does not depend on whether anyone reads the printed text.
        handle.Drops = saves;
        int exitCode = this.Run(parsed, interruption);
        this.Streams.Out.Flush();
        if (exitCode != 0 || handle.IsClosed || handle.Failure is not { IsBrokenPipe: false } failure)
            return exitCode;
        this.Streams.Say($"{failure.Message}; what is written to files is complete");
        return Program.BadInput;
    }
}
