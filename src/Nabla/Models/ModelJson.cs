using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Networks;
using Nabla.Optimization;

namespace Nabla.Models;

/// <summary>
/// The JSON texts of a model file: members in camelCase, all of them there and no others; enumerations and descriptions as words.
/// </summary>
[JsonSerializable(typeof(NetworkSpec))]
[JsonSerializable(typeof(LayerSpec))]
[JsonSerializable(typeof(ModelInfo))]
[JsonSerializable(typeof(HistoryColumns))]
internal sealed partial class ModelJson : JsonSerializerContext
{
    /// <summary>How texts are written, and read where names mean what the catalogs say.</summary>
    public static JsonSerializerOptions OptionsFor(ModelCatalogs catalogs) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        MaxDepth = Depth,
        TypeInfoResolver = Default.WithAddedModifier(RequireAll),
        Converters =
        {
            new NotationJsonConverter<Activation>(catalogs.Activations),
            new NotationJsonConverter<Loss>(catalogs.Losses),
            new NotationJsonConverter<Penalty>(catalogs.Penalties),
            new NotationJsonConverter<Initializer>(catalogs.Initializers),
            new UpdateRuleJsonConverter(catalogs.Solvers),
            new EnumJsonConverter<LearningTask>(),
            new EnumJsonConverter<Precision>(),
            new EnumJsonConverter<Reduction>(),
            new EnumJsonConverter<ScalerMethod>(),
            new EnumJsonConverter<StopReason>(),
        },
    };

    /// <summary>How deep the texts are nested at most.</summary>
    public const int Depth = 6;

    /// <summary>The contract of a type.</summary>
    public static JsonTypeInfo<T> Of<T>(JsonSerializerOptions options) => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));

    /// <summary>What an exception complains of, without the place, which it has twice.</summary>
    public static string Reason(JsonException exception)
    {
        string message = exception.Message;
        int place = message.IndexOf(" Path: $", StringComparison.Ordinal);
        return (place < 0 ? message : message[..place]).TrimEnd('.');
    }

    // A member that is missing would quietly be null or 0, never its default.
    private static void RequireAll(JsonTypeInfo type)
    {
        foreach (JsonPropertyInfo property in type.Properties)
            property.IsRequired = property.Set is not null;
    }
}
