using System.Collections;

namespace Nabla.Descriptions;

/// <summary>One entry of a catalog: a kind of description that can be named in text.</summary>
/// <typeparam name="T">The type of the descriptions: an activation, a loss, a rule …</typeparam>
/// <param name="Name">The name, in lower case with hyphens.</param>
/// <param name="Parameters">The names of its numbers and their default values.</param>
/// <param name="Create">Makes it from one number for each parameter.</param>
public sealed record CatalogEntry<T>(string Name, IReadOnlyList<(string Name, double Default)> Parameters, Func<IReadOnlyList<double>, T> Create)
{
    /// <summary>An entry without parameters.</summary>
    public CatalogEntry(string name, T value)
        : this(name, [], _ => value)
    {
    }

    /// <summary>Other names that are understood in text and never written; none by default.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>How it is written: <c>name</c> or <c>name[:parameter…]</c>.</summary>
    public string Usage => string.Concat([this.Name, .. this.Parameters.Select(p => $"[:{p.Name}]")]);
}

/// <summary>All descriptions of one kind, by name.</summary>
/// <typeparam name="T">The type of the descriptions.</typeparam>
/// <param name="kind">Their name in messages, as in "activation".</param>
/// <param name="entries">The descriptions.</param>
public sealed class Catalog<T>(string kind, params CatalogEntry<T>[] entries) : IEnumerable<CatalogEntry<T>>
{
    /// <summary>The name of the entries in messages.</summary>
    public string Kind => kind;

    /// <summary>Reads a description from its text form.</summary>
    /// <exception cref="FormatException">The name is unknown or the numbers do not fit; the message names the known ones.</exception>
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

    /// <summary>The entry of a name or an alias; null if there is none. A name comes before an alias of another entry.</summary>
    public CatalogEntry<T>? Find(string name)
        => Array.Find(entries, entry => entry.Name == name) ?? Array.Find(entries, entry => entry.Aliases.Contains(name, StringComparer.Ordinal));

    /// <summary>A catalog with more entries, for descriptions of your own.</summary>
    public Catalog<T> With(params CatalogEntry<T>[] more) => new(kind, [.. entries, .. more]);

    /// <inheritdoc/>
    public IEnumerator<CatalogEntry<T>> GetEnumerator() => ((IEnumerable<CatalogEntry<T>>)entries).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => this.GetEnumerator();
}
