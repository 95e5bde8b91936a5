using System.Text.Json.Nodes;
using Nabla.Networks;

namespace Nabla.Models;

/// <summary>
/// Converts the network of format 1, in which every layer was dense, with normalization, dropout and noise as members of it or of the network, to a
/// list of layers.
/// </summary>
internal static class FormatOneNetwork
{
    /// <summary>Rewrites the JSON of a network. Anything unexpected is left unchanged, so that the reader refuses it.</summary>
    public static void Upgrade(JsonObject network)
    {
        if (network["layers"] is not JsonArray layers)
            return;
        var upgraded = new JsonArray();
        if (Taken(network, "inputNoise") is { } noise)
            upgraded.Add((JsonNode?)Layer("noise", ("standardDeviation", noise)));
        if (Taken(network, "inputDropout") is { } inputDropout)
            upgraded.Add((JsonNode?)Layer("dropout", ("probability", inputDropout)));
        foreach (JsonNode? item in layers.ToArray())
        {
            layers.Remove(item);
            if (item is not JsonObject layer || layer.ContainsKey("layer"))
            {
                upgraded.Add((JsonNode?)item);
                continue;
            }

            JsonNode? normalization = Taken(layer, "normalization"), dropout = Taken(layer, "dropout");
            if (normalization is null)
                upgraded.Add((JsonNode?)Dense(layer, []));
            else
                AddNormalized(upgraded, layer, normalization);
            if (dropout is not null)
                upgraded.Add((JsonNode?)Layer("dropout", ("probability", dropout)));
        }

        network["layers"] = upgraded;
    }

    // The normalization takes over the activation and b; the initializer of W is no longer needed.
    private static void AddNormalized(JsonArray upgraded, JsonObject layer, JsonNode kind)
    {
        JsonObject after = Layer(
            "normalization", ("kind", kind), ("activation", Taken(layer, "activation")), ("bias", Taken(layer, "bias")), ("biasInitializer", Taken(layer, "biasInitializer")));
        upgraded.Add((JsonNode?)Dense(layer, [("activation", "identity"), ("bias", false), ("biasInitializer", "zeros")]));
        upgraded.Add((JsonNode?)after);
    }

    private static JsonObject Dense(JsonObject layer, (string Name, JsonNode? Value)[] members)
    {
        var dense = new JsonObject { ["layer"] = "dense" };
        foreach ((string name, JsonNode? value) in layer.ToArray())
        {
            layer.Remove(name);
            dense[name] = value;
        }

        foreach ((string name, JsonNode? value) in members)
            dense[name] = value;
        return dense;
    }

    private static JsonObject Layer(string name, params (string Name, JsonNode? Value)[] members)
    {
        var layer = new JsonObject { ["layer"] = name };
        foreach ((string member, JsonNode? value) in members)
            layer[member] = value;
        return layer;
    }

    private static JsonNode? Taken(JsonObject from, string name)
    {
        JsonNode? value = from[name];
        from.Remove(name);
        return value;
    }
}
