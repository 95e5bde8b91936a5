using System.CommandLine;
using System.CommandLine.Invocation;

namespace Nabla.Cli.Output;

/// <summary>What an option such as --help prints in place of the command's work.</summary>
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
