using System.CommandLine;

namespace Nabla.Cli.Commands;

/// <summary>MODEL.</summary>
internal static class ModelArgument
{
    public static Argument<string> Create() => new("MODEL") { Description = "a model file that 'nabla train' saved" };
}
