using System.Collections;
using System.Text.Json.Serialization.Metadata;

namespace Nabla.Networks;

/// <summary>A layer that a model file can name.</summary>
/// <param name="Name">The name, in lower case with hyphens.</param>
/// <param name="Usual">One of them, whose members stand for those that a person leaves out.</param>
/// <param name="Json">
/// How the record is read and written: the source-generated context of a layer of your own; null for those of Nabla.
/// </param>
public sealed record LayerEntry(string Name, LayerSpec Usual, IJsonTypeInfoResolver? Json = null)
{
    /// <summary>The record that describes it.</summary>
    public Type Type => this.Usual.GetType();
}

/// <summary>All layers that a model file can name.</summary>
/// <param name="entries">The layers.</param>
public sealed class LayerCatalog(params LayerEntry[] entries) : IEnumerable<LayerEntry>
{
    /// <summary>The name of a layer.</summary>
    /// <exception cref="ArgumentException">It is not among them.</exception>
    public string NameOf(LayerSpec layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return Array.Find(entries, entry => entry.Type == layer.GetType())?.Name
            ?? throw new ArgumentException($"layer {layer.GetType().Name} has no name in this catalog: add one with {nameof(LayerCatalog)}.{nameof(this.With)}", nameof(layer));
    }

    /// <summary>A catalog with more entries, for layers of your own.</summary>
    public LayerCatalog With(params LayerEntry[] more) => new([.. entries, .. more]);

    /// <inheritdoc/>
    public IEnumerator<LayerEntry> GetEnumerator() => ((IEnumerable<LayerEntry>)entries).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => this.GetEnumerator();
}
