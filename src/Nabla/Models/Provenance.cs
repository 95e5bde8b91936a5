using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Nabla.Data;
using Nabla.Networks;
using Nabla.Optimization;

namespace Nabla.Models;

/// <summary>
/// Hashes of the origins of a model. They show whether different data, settings or a different model to continue from explain a different training result.
/// </summary>
public sealed record Provenance
{
    /// <summary>The training part.</summary>
    public required PartHashes Training { get; init; }

    /// <summary>The validation part; null without one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public PartHashes? Validation { get; init; }

    /// <summary>The test part; null without one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public PartHashes? Test { get; init; }

    /// <summary>The SHA-256 of the JSON text of the settings; null if they contain user-defined layers.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? SettingsSha256 { get; init; }

    /// <summary>The SHA-256 of the final parameters and statistics (<see cref="Model.ParametersSha256()"/>).</summary>
    public required string ParametersSha256 { get; init; }

    /// <summary>The SHA-256 of parameters and statistics of the model that the run continued from; null for a new network.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public string? StartingModel { get; init; }

    /// <summary>Whether training again gives the same model; false if a time budget or a cancellation ended the run.</summary>
    public required bool Repeatable { get; init; }

    /// <summary>Creates the provenance of a finished run.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="fingerprint">The fingerprint of the given training part.</param>
    /// <param name="parametersSha256">The hash of the final parameters.</param>
    /// <param name="stop">The reason why it ended.</param>
    /// <param name="threads">The largest number of threads.</param>
    internal static Provenance Of(TrainingPlan plan, MlpSettings settings, string? fingerprint, string parametersSha256, StopReason stop, int threads) => new()
    {
        Training = PartHashes.Of(plan.Given.Train, fingerprint, threads),
        Validation = plan.Given.Validation is { } validation ? PartHashes.Of(validation, null, threads) : null,
        Test = plan.Given.Test is { } test ? PartHashes.Of(test, null, threads) : null,
        SettingsSha256 = HashOf(settings),
        ParametersSha256 = parametersSha256,
        StartingModel = plan.From?.ParametersSha256(),
        Repeatable = IsRepeatable(stop),
    };

    /// <summary>Whether a run with this stop reason ends at the same point again.</summary>
    internal static bool IsRepeatable(StopReason stop) => stop is not (StopReason.TimeBudget or StopReason.Cancelled or StopReason.StoppedByCaller);

    /// <summary>The SHA-256 of the JSON text of settings, as in a model file; null if they contain user-defined layers.</summary>
    internal static string? HashOf(MlpSettings settings)
    {
        LayerCatalog known = new ModelCatalogs().Layers;
        if (settings.Network.Layers?.SelectMany(layer => layer.Flattened).Any(layer => known.All(entry => entry.Type != layer.GetType())) == true)
            return null;
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(settings, ModelJson.Of<MlpSettings>(Options))));
    }

    /// <summary>Whether the hashes are well-formed and their number is possible.</summary>
    internal bool IsWellFormed
        => (this.SettingsSha256 is null || IsHash(this.SettingsSha256)) && IsHash(this.ParametersSha256) && (this.StartingModel is null || IsHash(this.StartingModel))
            && this.Training.IsWellFormed && this.Validation?.IsWellFormed != false && this.Test?.IsWellFormed != false;

    /// <summary>Whether a text is a SHA-256 in lower-case hexadecimal.</summary>
    internal static bool IsHash(string text, int digits = 64) => text.Length == digits && text.All(char.IsAsciiHexDigitLower);

    private static readonly JsonSerializerOptions Options = ModelJson.OptionsFor(new ModelCatalogs());
}
