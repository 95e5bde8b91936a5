using System.CommandLine;
using Nabla.Cli.Output;
using Nabla.Descriptions;

namespace Nabla.Cli.Options;

/// <summary>A group of options in help.</summary>
internal sealed record OptionGroup(string Title, params Option[] Options)
{
    /// <summary>Lists of valid names, by title; evaluated only when help is shown.</summary>
    public Func<(string What, string Names)[]> Names { get; init; } = () => [];

    /// <summary>The names of a catalog.</summary>
    public static (string What, string Names) NamesOf<T>(Catalog<T> catalog)
        => (Texts.Plural(catalog.Kind), string.Join(", ", catalog.Select(entry => entry.Aliases.Count == 0 ? entry.Usage : $"{entry.Usage} ({string.Join(", ", entry.Aliases)})")));
}
