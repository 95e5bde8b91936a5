using System.CommandLine;

namespace Nabla.Cli.Options;

/// <summary>What a command does with the file that an option names.</summary>
internal enum PathRole
{
    /// <summary>It is read.</summary>
    Input,

    /// <summary>It is written, and replaced if it is there.</summary>
    Output,

    /// <summary>Checkpoints are written to it, as to a folder.</summary>
    Folder,
}

/// <summary>An option with a path: <see cref="Files.CommandFiles"/> holds those of a command against each other.</summary>
/// <param name="name">The name with its hyphens.</param>
/// <param name="role">What is done with the file.</param>
/// <param name="usual">The path where none is given.</param>
internal sealed class PathOption(string name, PathRole role, Func<ParseResult, string?>? usual = null) : Option<string?>(name)
{
    /// <summary>What is done with the file.</summary>
    public PathRole Role => role;

    /// <summary>The path that is given, or else the usual one; null for none.</summary>
    public string? In(ParseResult parsed) => parsed.GetValue(this) ?? usual?.Invoke(parsed);
}
