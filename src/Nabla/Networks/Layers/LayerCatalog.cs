using System.Collections;
using System.Text.Json.Serialization.Metadata;

namespace Nabla.Networks;

/// <summary>A kind of layer in model files.</summary>
/// <param name="Name">The name, in lower case with hyphens.</param>
/// <param name="Usual">An example with the default values of omitted members.</param>
/// <param name="Json">
/// The source-generated JSON context of your own layer; null for Nabla's layers.
/// </param>
public sealed record LayerEntry(string Name, LayerSpec Usual, IJsonTypeInfoResolver? Json = null)
{
    /// <summary>The type of the describing record.</summary>
    public Type Type => this.Usual.GetType();
}

/// <summary>The kinds of layers in model files.</summary>
/// <param name="entries">The layers.</param>
public sealed class LayerCatalog(params LayerEntry[] entries) : IEnumerable<LayerEntry>
{
    /// <summary>The name of a layer.</summary>
    /// <exception cref="ArgumentException">The layer is not in the catalog.</exception>
    public string NameOf(LayerSpec layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        return Array.Find(entries, entry => entry.Type == layer.GetType())?.Name
            ?? throw new ArgumentException($"layer {layer.GetType().Name} has no name in this catalog: add one with {nameof(LayerCatalog)}.{nameof(this.With)}", nameof(layer));
    }

    /// <summary>Returns a catalog with additional entries, for your own layers.</summary>
    public LayerCatalog With(params LayerEntry[] more) => new([.. entries, .. more]);

    /// <inheritdoc/>
    public IEnumerator<LayerEntry> GetEnumerator() => ((IEnumerable<LayerEntry>)entries).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => this.GetEnumerator();
}
