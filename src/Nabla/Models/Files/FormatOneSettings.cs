using System.Text.Json.Nodes;

namespace Nabla.Models;

/// <summary>Splits the settings of format 1, a single object, into those of network, training and preprocessing.</summary>
internal static class FormatOneSettings
{
    private const string NetworkKey = "network", TrainingKey = "training", PreprocessingKey = "preprocessing";

    private static readonly string[] Network =
    [
        "hiddenLayers", "activation", "layerActivations", "outputActivation", "loss", "reduction", "weightInitializer", "biasInitializer", "bias", "l1", "l2",
        "dropout", "inputDropout", "inputNoise", "labelSmoothing", "normalization",
    ];

    private static readonly string[] Training =
    [
        "solver", "learningRate", "schedule", "batchSize", "epochs", "fixedOrder", "weightDecay", "maxNorm", "clipNorm", "earlyStopping", "patience", "minChange",
        "evaluateEvery", "tolerance", "maxEvaluations",
    ];

    private static readonly string[] Preprocessing = ["scaling", "maxLevels", "missingCategories"];

    /// <summary>Moves the settings of format 1 to their current places.</summary>
    public static void Upgrade(JsonObject settings)
    {
        if (settings.ContainsKey(NetworkKey) || settings.ContainsKey(TrainingKey) || settings.ContainsKey(PreprocessingKey))
            return; // which format 1 did not have
        JsonObject network = Take(settings, Network), training = Take(settings, Training), preprocessing = Take(settings, Preprocessing);
        Move(training, "solver", "optimizer");
        Move(training, "fixedOrder", "shuffle", value => value is JsonValue fixedOrder && fixedOrder.TryGetValue(out bool isFixed) ? !isFixed : value);

        // Members that were omitted if they had the default.
        Default(training, "shuffle", true);
        Default(training, "evaluateEvery", 1);
        Default(training, "tolerance", 1e-5);
        Default(preprocessing, "maxLevels", 64);
        preprocessing["clipRange"] = null; // nothing was clipped
        settings[NetworkKey] = network;
        settings[TrainingKey] = training;
        settings[PreprocessingKey] = preprocessing;
    }

    private static JsonObject Take(JsonObject from, string[] members)
    {
        var taken = new JsonObject();
        foreach (string member in members)
            Move(from, taken, member, member);
        return taken;
    }

    private static void Move(JsonObject parent, string from, string to, Func<JsonNode?, JsonNode?>? change = null) => Move(parent, parent, from, to, change);

    private static void Move(JsonObject source, JsonObject target, string from, string to, Func<JsonNode?, JsonNode?>? change = null)
    {
        if (source.Remove(from, out JsonNode? value))
            target[to] = change is null ? value : change(value);
    }

    private static void Default(JsonObject parent, string member, JsonNode value)
    {
        if (parent[member] is null)
            parent[member] = value;
    }
}
