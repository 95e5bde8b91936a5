using System.Text.Json;
using System.Text.Json.Nodes;

namespace Nabla.Models;

/// <summary>
/// Files of format 1: their JSON texts become those of the current format before anything else reads them. What does not look as
/// format 1 says is left as it is, for the reader to refuse.
/// </summary>
internal static class FormatOne
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = ModelJson.Depth };

    /// <summary>The description of a network.</summary>
    public static ReadOnlyMemory<byte> Network(ReadOnlyMemory<byte> text) => Rewrite(text, network =>
    {
        Rename(network, "loss", Loss);
        FormatOneNetwork.Upgrade(network);
    });

    /// <summary>All else that is known of a model.</summary>
    public static ReadOnlyMemory<byte> Model(ReadOnlyMemory<byte> text) => Rewrite(text, model =>
    {
        if (model["settings"] is not JsonObject settings)
            return;
        Rename(settings, "loss", Loss);
        FormatOneSettings.Upgrade(settings);
    });

    // Binary cross-entropy was called cross-entropy, and that of classes log-likelihood.
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
            return text; // a text that is not Unicode
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
