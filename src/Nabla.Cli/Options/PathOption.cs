using System.CommandLine;

namespace Nabla.Cli.Options;

/// <summary>The use of a file given by an option.</summary>
internal enum PathRole
{
    /// <summary>An input.</summary>
    Input,

    /// <summary>An output, replaced if it exists.</summary>
    Output,

    /// <summary>A folder for checkpoints.</summary>
    Folder,
}

/// <summary>An option with a path; <see cref="Files.CommandFiles"/> checks all paths of a command for conflicts.</summary>
/// <param name="name">The name with its hyphens.</param>
/// <param name="role">The use of the file.</param>
/// <param name="usual">Gets the default path.</param>
internal sealed class PathOption(string name, PathRole role, Func<ParseResult, string?>? usual = null) : Option<string?>(name)
{
    /// <summary>The use of the file.</summary>
    public PathRole Role => role;

    /// <summary>The given path, otherwise the default; null for none.</summary>
    public string? In(ParseResult parsed) => parsed.GetValue(this) ?? usual?.Invoke(parsed);
}
