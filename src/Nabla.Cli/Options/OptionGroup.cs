using System.CommandLine;

namespace Nabla.Cli.Options;

/// <summary>Options that help shows together.</summary>
internal sealed record OptionGroup(string Title, params Option[] Options);
