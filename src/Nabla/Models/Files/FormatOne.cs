using System.Text.Json;
using System.Text.Json.Nodes;

namespace Nabla.Models;

/// <summary>
/// Converts the JSON texts of format 1 to the current format. Anything unexpected is left unchanged, so that the reader refuses it.
/// </summary>
internal static class FormatOne
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = ModelJson.Depth };

    /// <summary>Converts the description of a network.</summary>
    public static ReadOnlyMemory<byte> Network(ReadOnlyMemory<byte> text) => Rewrite(text, network =>
    {
        Rename(network, "loss", Loss);
        FormatOneNetwork.Upgrade(network);
    });

    /// <summary>Converts the other information on a model.</summary>
    public static ReadOnlyMemory<byte> Model(ReadOnlyMemory<byte> text) => Rewrite(text, model =>
    {
        if (model["settings"] is not JsonObject settings)
            return;
        Rename(settings, "loss", Loss);
        FormatOneSettings.Upgrade(settings);
    });

    // Binary cross-entropy was called cross-entropy, and categorical cross-entropy log-likelihood.
    private static string Loss(string name) => name switch
    {
        "quadratic" => "half-squared-error",
        "cross-entropy" => "binary-cross-entropy",
        "log-likelihood" => "cross-entropy",
        _ => name,
    };

    private static ReadOnlyMemory<byte> Rewrite(ReadOnlyMemory<byte> text, Action<JsonObject> change)
    {
        try
        {
            if (JsonNode.Parse(text.Span, documentOptions: Strict) is not JsonObject root)
                return text;
            change(root);
            return JsonSerializer.SerializeToUtf8Bytes(root, ModelJson.Default.JsonObject);
        }
        catch (InvalidOperationException)
        {
            return text; // a text that is not valid Unicode
        }
    }

    private static void Rename(JsonObject parent, string member, Func<string, string> rename)
    {
        if (parent[member] is not JsonValue value || !value.TryGetValue(out string? text))
            return;
        string name = text.Trim().ToLowerInvariant(), renamed = rename(name);
        if (renamed != name)
            parent[member] = renamed;
    }
}
