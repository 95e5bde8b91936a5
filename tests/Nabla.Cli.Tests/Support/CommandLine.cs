using System.Text;
using Nabla.Cli.Output;

namespace Nabla.Cli.Tests;

/// <summary>What a command line did.</summary>
internal sealed record Outcome(int ExitCode, string Out, string Error)
{
    /// <summary>The lines on standard output.</summary>
    public string[] Lines => this.Out.TrimEnd('\n').Split('\n');
}

/// <summary>Runs command lines inside the test's process.</summary>
internal static class CommandLine
{
    public static Outcome Run(params string[] args) => RunWith(string.Empty, args);

    /// <summary>Runs one with a text on standard input.</summary>
    public static Outcome RunWith(string input, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var standardInput = new MemoryStream(Encoding.UTF8.GetBytes(input));
        var streams = new Streams(output, error) { In = () => standardInput };
        return new Outcome(Program.Run(args, streams), output.ToString(), error.ToString());
    }

    /// <summary>Runs one that must succeed.</summary>
    public static Outcome Succeed(params string[] args)
    {
        Outcome outcome = Run(args);
        Assert.True(outcome.ExitCode == 0, $"nabla {string.Join(' ', args)}: exit code {outcome.ExitCode}: {outcome.Error}");
        return outcome;
    }
}
