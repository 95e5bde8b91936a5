using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Networks;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>
/// The JSON form of a model file: members in camelCase, all required and no others allowed; enums and descriptions as text.
/// </summary>
[JsonSerializable(typeof(NetworkSpec))]
[JsonSerializable(typeof(NetworkSpec[]))]
[JsonSerializable(typeof(LayerSpec))]
[JsonSerializable(typeof(Dense))]
[JsonSerializable(typeof(Normalize))]
[JsonSerializable(typeof(PReLU))]
[JsonSerializable(typeof(Mixed))]
[JsonSerializable(typeof(FanInScale))]
[JsonSerializable(typeof(Dropout))]
[JsonSerializable(typeof(GaussianNoise))]
[JsonSerializable(typeof(Residual))]
[JsonSerializable(typeof(Embedding))]
[JsonSerializable(typeof(EmbeddedColumn))]
[JsonSerializable(typeof(FeatureScale))]
[JsonSerializable(typeof(PeriodicEmbedding))]
[JsonSerializable(typeof(PiecewiseLinear))]
[JsonSerializable(typeof(BinnedColumn))]
[JsonSerializable(typeof(ModelInfo))]
[JsonSerializable(typeof(MemberInfo))]
[JsonSerializable(typeof(ConformalGroup))]
[JsonSerializable(typeof(ConformalScores))]
[JsonSerializable(typeof(HistoryColumns))]
[JsonSerializable(typeof(ColumnEncoding))]
[JsonSerializable(typeof(CategoryEmbedding))]
[JsonSerializable(typeof(PartRate))]
[JsonSerializable(typeof(ColumnQuantiles))]
[JsonSerializable(typeof(OutputLimits))]
[JsonSerializable(typeof(ColumnSchema))]
[JsonSerializable(typeof(CheckpointRun))]
[JsonSerializable(typeof(Dictionary<string, double>))]
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class ModelJson : JsonSerializerContext
{
    /// <summary>The serializer options, with the names of the catalogs.</summary>
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
        TypeInfoResolver = JsonTypeInfoResolver.Combine([Default, .. catalogs.Layers.Select(entry => entry.Json).OfType<IJsonTypeInfoResolver>()])
            .WithAddedModifier(RequireAll).WithAddedModifier(type => NameLayers(type, catalogs.Layers)),
        Converters =
        {
            new NotationJsonConverter<Activation>(catalogs.Activations),
            new NotationJsonConverter<Loss>(catalogs.Losses),
            new NotationJsonConverter<Penalty>(catalogs.Penalties),
            new NotationJsonConverter<Initializer>(catalogs.Initializers),
            new OptimizerJsonConverter(catalogs.Rules, catalogs.Solvers),
            new ScheduleJsonConverter(catalogs.Schedules),
            new EnumJsonConverter<LearningTask>(),
            new EnumJsonConverter<Precision>(),
            new EnumJsonConverter<Reduction>(),
            new EnumJsonConverter<Normalization>(),
            new EnumJsonConverter<ScalerMethod>(),
            new EnumJsonConverter<StopReason>(),
            new EnumJsonConverter<SetScore>(),
            new EnumJsonConverter<DivergedValue>(),
            new EnumJsonConverter<MissingCategory>(),
            new EnumJsonConverter<ValidationMeasure>(),
            new EnumJsonConverter<ColumnKind>(),
            new EnumJsonConverter<DatePart>(),
        },
    };

    /// <summary>The maximum nesting depth.</summary>
    public const int Depth = 16;

    /// <summary>The contract of a type.</summary>
    public static JsonTypeInfo<T> Of<T>(JsonSerializerOptions options) => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));

    /// <summary>
    /// The reason of an exception: its first sentence without the position, with messages of the framework reworded.
    /// </summary>
    public static string Reason(Exception exception)
    {
        const string Missing = "missing required properties including: ";
        int end = exception.Message.IndexOf(". ", StringComparison.Ordinal);
        string reason = exception.Message[..(end < 0 ? ^0 : end)].TrimEnd('.');
        return reason switch
        {
            _ when Says("The JSON value could not be converted") => Before() + "not the kind of value that belongs here",
            _ when Says("doesn't allow null values") => Before() + "null instead of a value",
            _ when Says("could not be mapped to any .NET member") => Before() + "a member that this version does not know",
            _ when Says("unrecognized type discriminator") => Before() + "a name that this version does not know",
            _ when Says("Duplicate property") => Before() + "there twice",
            _ when Says(Missing) => $"{Before()}without {reason[(reason.IndexOf(Missing, StringComparison.Ordinal) + Missing.Length)..]}",
            _ => reason,
        };

        bool Says(string text) => reason.Contains(text, StringComparison.Ordinal);

        // An item of a list states its own position first.
        string Before() => reason.StartsWith('[') ? reason[..(reason.IndexOf(": ", StringComparison.Ordinal) + 2)] : string.Empty;
    }

    // A layer starts with its name in the catalog.
    private static void NameLayers(JsonTypeInfo type, LayerCatalog catalog)
    {
        if (type.Type != typeof(LayerSpec))
            return;
        type.PolymorphismOptions = new JsonPolymorphismOptions { TypeDiscriminatorPropertyName = "layer" };
        foreach (LayerEntry entry in catalog)
            type.PolymorphismOptions.DerivedTypes.Add(new JsonDerivedType(entry.Type, entry.Name));
    }

    // A missing member would silently be null or 0, not its default. Members that are omitted for null or 0 (JsonIgnoreCondition.WhenWritingDefault)
    // may be missing, so that the format can be extended.
    private static void RequireAll(JsonTypeInfo type)
    {
        foreach (JsonPropertyInfo property in type.Properties)
            property.IsRequired = property.Set is not null && property.ShouldSerialize is null;
    }
}
