using System.Security.Cryptography;
using System.Text.Json;
using Nabla.Data;

namespace Nabla.Models;

/// <summary>Identifies a run by everything that determines its course. A run refuses checkpoints of another run.</summary>
/// <param name="LibraryVersion">The version of Nabla.</param>
/// <param name="DataName">The name of the training part.</param>
/// <param name="TrainingPart">The fingerprint of the training part.</param>
/// <param name="ValidationPart">The fingerprint of the validation part; null without one.</param>
/// <param name="TestPart">The fingerprint of the test part; null without one.</param>
/// <param name="StartingModel">The hash of the model to continue from; null for a new network.</param>
/// <param name="Settings">The settings.</param>
internal sealed record CheckpointRun(
    string LibraryVersion, string DataName, string TrainingPart, string? ValidationPart, string? TestPart, string? StartingModel, MlpSettings Settings)
{
    private static readonly JsonSerializerOptions Options = ModelJson.OptionsFor(new ModelCatalogs());

    /// <summary>Creates the identity of a run from its parts and settings.</summary>
    public static CheckpointRun Of(DataParts parts, MlpSettings settings, Model? from) => new(
        typeof(CheckpointRun).Assembly.GetName().Version!.ToString(3),
        parts.Train.Name,
        parts.Train.Fingerprint(),
        parts.Validation?.Fingerprint(),
        parts.Test?.Fingerprint(),
        from is null ? null : Digest(from),
        settings);

    /// <summary>The JSON text.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ModelJson.Of<CheckpointRun>(Options));

    /// <summary>The first difference between two runs as text, such as "learning rate 0.01, this run has 0.02"; null if they are equal.</summary>
    /// <param name="earlier">The JSON text of the earlier run.</param>
    /// <param name="now">The JSON text of this run.</param>
    public static string? Difference(ReadOnlyMemory<byte> earlier, ReadOnlyMemory<byte> now)
    {
        if (earlier.Span.SequenceEqual(now.Span))
            return null;
        using JsonDocument a = JsonDocument.Parse(earlier), b = JsonDocument.Parse(now);
        (Dictionary<string, string> before, Dictionary<string, string> after) = (Members(a.RootElement), Members(b.RootElement));
        foreach (string name in before.Keys.Union(after.Keys, StringComparer.Ordinal))
        {
            string found = before.GetValueOrDefault(name, "none"), wanted = after.GetValueOrDefault(name, "none");
            if (found == wanted)
                continue;
            string words = JsonNamingPolicy.KebabCaseLower.ConvertName(name).Replace('-', ' ');
            bool isDigest = name is "trainingPart" or "validationPart" or "testPart" or "startingModel";
            return isDigest ? $"another {words}" : $"{words} {found}, this run has {wanted}";
        }

        return "other settings";
    }

    // Null members count as missing.
    private static Dictionary<string, string> Members(JsonElement run)
    {
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(run);
        return members;

        void Add(JsonElement part)
        {
            foreach (JsonProperty member in part.EnumerateObject())
            {
                if (member.Value.ValueKind == JsonValueKind.Object)
                    Add(member.Value);
                else if (member.Value.ValueKind != JsonValueKind.Null)
                    members[member.Name] = member.Value.ToString();
            }
        }
    }

    private static string Digest(Model model)
    {
        using var bytes = new MemoryStream();
        model.Save(bytes);
        return Convert.ToHexStringLower(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
    }
}
