using System.CommandLine;
using System.CommandLine.Invocation;

namespace Nabla.Cli.Output;

/// <summary>The action of an option such as --help, which prints a text instead of running the command.</summary>
internal sealed class PrintAction(Action<ParseResult> print) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        print(parseResult);
        return 0;
    }
}
