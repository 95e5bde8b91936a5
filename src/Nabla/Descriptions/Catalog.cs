using System.Collections;

namespace Nabla.Descriptions;

/// <summary>An entry of a catalog: a description that can be written as text.</summary>
/// <typeparam name="T">The type of the descriptions: an activation, a loss, a rule …</typeparam>
/// <param name="Name">The name, in lower case with hyphens.</param>
/// <param name="Parameters">The names of the parameters and their default values.</param>
/// <param name="Create">Creates the description from one number for each parameter.</param>
public sealed record CatalogEntry<T>(string Name, IReadOnlyList<(string Name, double Default)> Parameters, Func<IReadOnlyList<double>, T> Create)
{
    /// <summary>An entry without parameters.</summary>
    public CatalogEntry(string name, T value)
        : this(name, [], _ => value)
    {
    }

    /// <summary>Other names that are accepted but never written; none by default.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The syntax: <c>name</c> or <c>name[:parameter…]</c>.</summary>
    public string Usage => string.Concat([this.Name, .. this.Parameters.Select(p => $"[:{p.Name}]")]);
}

/// <summary>All descriptions of one kind, by name.</summary>
/// <typeparam name="T">The type of the descriptions.</typeparam>
/// <param name="kind">Their name in messages, such as "activation".</param>
/// <param name="entries">The descriptions.</param>
public sealed class Catalog<T>(string kind, params CatalogEntry<T>[] entries) : IEnumerable<CatalogEntry<T>>
{
    /// <summary>The name of the entries in messages.</summary>
    public string Kind => kind;

    /// <summary>Reads a description from its text form.</summary>
    /// <exception cref="FormatException">The name is unknown or the numbers are invalid; the message lists the known names.</exception>
    public T Parse(string text)
    {
        Notation notation = Notation.Parse(text);
        CatalogEntry<T> entry = this.Find(notation.Name)
            ?? throw new FormatException($"unknown {kind} '{notation.Name}': known are {string.Join(", ", entries.Select(e => e.Name))}");
        if (notation.Arguments.Count > entry.Parameters.Count)
            throw new FormatException($"{kind} '{text}' has {Sentence.Count(notation.Arguments.Count, "number")}, expected at most {entry.Parameters.Count}: {entry.Usage}");
        try
        {
            return entry.Create([.. notation.Arguments, .. entry.Parameters.Skip(notation.Arguments.Count).Select(p => p.Default)]);
        }
        catch (ArgumentException e)
        {
            throw new FormatException($"{kind} '{text}': {Sentence.Of(e)}", e);
        }
    }

    /// <summary>Finds an entry by name or alias; null if there is none. A name takes precedence over an alias of another entry.</summary>
    public CatalogEntry<T>? Find(string name)
        => Array.Find(entries, entry => entry.Name == name) ?? Array.Find(entries, entry => entry.Aliases.Contains(name, StringComparer.Ordinal));

    /// <summary>Returns a catalog with additional entries, for your own descriptions.</summary>
    public Catalog<T> With(params CatalogEntry<T>[] more) => new(kind, [.. entries, .. more]);

    /// <inheritdoc/>
    public IEnumerator<CatalogEntry<T>> GetEnumerator() => ((IEnumerable<CatalogEntry<T>>)entries).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => this.GetEnumerator();
}
