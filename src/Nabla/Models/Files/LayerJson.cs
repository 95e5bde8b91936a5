using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Nabla.Descriptions;
using Nabla.Networks;

namespace Nabla.Models;

/// <summary>Reads layers from a user's JSON: as in a model file, but omitted members have their default values.</summary>
public static class LayerJson
{
    // In a checkpoint, settings are nested in a model and the model in a run: deeper nesting could be trained, but not saved.
    private const int Depth = ModelJson.Depth - 4;

    /// <summary>Reads a list of layers, such as <c>[{ "layer": "dense", "units": 64 }, { "layer": "dropout", "probability": 0.2 }]</c>.</summary>
    /// <param name="json">The list.</param>
    /// <param name="catalogs">The meaning of names; null, the default, is Nabla's own.</param>
    /// <exception cref="FormatException">The text is not such a list; the message names the problem.</exception>
    public static ValueList<LayerSpec> Parse(string json, ModelCatalogs? catalogs = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        catalogs ??= new ModelCatalogs();
        JsonSerializerOptions options = ModelJson.OptionsFor(catalogs);
        try
        {
            var nesting = new JsonDocumentOptions { MaxDepth = Depth, AllowDuplicateProperties = false, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
            if (JsonNode.Parse(json, documentOptions: nesting) is not JsonArray layers)
                throw new FormatException("expected a list of layers, such as [{ \"layer\": \"dense\", \"units\": 64 }]");
            Complete(layers, catalogs.Layers, options);
            return [.. layers.Select((layer, i) => Read(layer, i, options))];
        }
        catch (JsonException e)
        {
            string member = ModelJson.Reason(e) == "there twice" && e.Message.Split('\'') is [_, var name, ..] ? $"'{name}' is " : string.Empty;
            throw new FormatException($"layers: {member}{ModelJson.Reason(e)}", e);
        }
    }

    private static LayerSpec Read(JsonNode? layer, int index, JsonSerializerOptions options)
    {
        try
        {
            return layer.Deserialize(ModelJson.Of<LayerSpec>(options)) ?? throw new JsonException("null instead of a layer");
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new FormatException(FormattableString.Invariant($"layer {index + 1} of the list: {ModelJson.Reason(e)}"), e);
        }
    }

    private static void Complete(JsonArray layers, LayerCatalog catalog, JsonSerializerOptions options)
    {
        foreach (JsonNode? item in layers)
        {
            if (item is not JsonObject layer || layer["layer"] is not JsonValue value || !value.TryGetValue(out string? name))
                throw new FormatException("a layer is an object that starts with its name, such as { \"layer\": \"dense\", \"units\": 64 }");
            LayerEntry entry = catalog.FirstOrDefault(entry => entry.Name == name)
                ?? throw new FormatException($"unknown layer '{name}': known are {string.Join(", ", catalog.Select(entry => entry.Name))}");
            layer.Remove("layer");
            layer.Insert(0, "layer", name); // the deserializer needs the name first
            Complete(layer, entry, options);
            if (layer["branch"] is JsonArray branch)
                Complete(branch, catalog, options);
        }
    }

    // Essential members, such as the units, have no default.
    private static void Complete(JsonObject layer, LayerEntry entry, JsonSerializerOptions options)
    {
        JsonTypeInfo type = options.GetTypeInfo(entry.Type);
        JsonObject usual = JsonSerializer.SerializeToNode(entry.Usual, type)!.AsObject();
        foreach (JsonPropertyInfo property in type.Properties)
        {
            bool isUsual = property.AssociatedParameter is null or { HasDefaultValue: true } or { IsMemberInitializer: true };
            if (isUsual && !layer.ContainsKey(property.Name) && usual.Remove(property.Name, out JsonNode? value))
                layer.Add(property.Name, value);
        }
    }
}
