using System.Globalization;
using System.Text;
using System.Text.Json;
using Nabla.Networks;

namespace Nabla.Models;

/// <summary>The metadata texts of a model file: the format version, the network and all other information on the model.</summary>
internal static class ModelMetadata
{
    /// <summary>The format version that is written, and the newest that is read.</summary>
    public const int Format = 2;

    private const string FormatKey = "nabla", NetworkKey = "network", NetworksKey = "networks", WidthsKey = "widths", ModelKey = "model", RowsKey = "rows";

    private static readonly JsonSerializerOptions Known = ModelJson.OptionsFor(new ModelCatalogs());

    /// <summary>Creates the texts of a model.</summary>
    public static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Of(Model model, ModelCatalogs? catalogs)
    {
        LayerCatalog layers = (catalogs ?? new ModelCatalogs()).Layers;
        if (model.AllNetworks.SelectMany(network => network.Spec.Layers).SelectMany(layer => layer.Flattened).FirstOrDefault(layer => layers.All(entry => entry.Type != layer.GetType())) is { } unnamed)
            throw new ArgumentException($"layer {unnamed.GetType().Name} has no name in this catalog: save the model with a catalog that has it");
        JsonSerializerOptions options = catalogs is null ? Known : ModelJson.OptionsFor(catalogs);
        var texts = new OrderedDictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal)
        {
            [FormatKey] = Encoding.UTF8.GetBytes(Format.ToString(CultureInfo.InvariantCulture)),
            [ContentHash.Key] = ContentHash.Placeholder,
            [model.Info.Members is null ? NetworkKey : NetworksKey] = model.Info.Members is null
                ? JsonSerializer.SerializeToUtf8Bytes(model.Network, ModelJson.Of<NetworkSpec>(options))
                : JsonSerializer.SerializeToUtf8Bytes([.. model.Networks.Select(network => network.Spec)], ModelJson.Of<NetworkSpec[]>(options)),
            [ModelKey] = Text(model.Info, options),
        };
        if (model.Widths is { } widths)
            texts[WidthsKey] = JsonSerializer.SerializeToUtf8Bytes(widths.Spec, ModelJson.Of<NetworkSpec>(options));
        if (model.Rows is { } rows)
            texts[RowsKey] = Encoding.UTF8.GetBytes(rows.ToText());
        return texts;
    }

    /// <summary>The text of all information on a model except its network.</summary>
    public static byte[] Text(ModelInfo info, JsonSerializerOptions? options = null)
        => JsonSerializer.SerializeToUtf8Bytes(
            info with
            {
                History = HistoryThinning.Thin(info.History, info.ChosenEpoch),
                Members = info.Members is null ? null : [.. info.Members.Select(member => member with { History = HistoryThinning.Thin(member.History, member.ChosenEpoch) })],
            },
            ModelJson.Of<ModelInfo>(options ?? Known));

    /// <summary>The texts that are JSON.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> JsonOf(SafetensorsHeader header)
        => ((string[])[NetworkKey, NetworksKey, WidthsKey, ModelKey]).Where(header.Metadata.ContainsKey).Select(key => header.Metadata[key]);

    /// <summary>The row memory of the model; null if the file has none.</summary>
    /// <exception cref="InvalidDataException">The row memory is damaged.</exception>
    public static RowMemory? RowsOf(SafetensorsHeader header)
        => header.Metadata.TryGetValue(RowsKey, out ReadOnlyMemory<byte> text) ? RowMemory.Parse(Encoding.UTF8.GetString(text.Span)) : null;

    /// <summary>Reads the format version of a file.</summary>
    /// <exception cref="InvalidDataException">The file was written by another program or a newer version.</exception>
    public static int FormatOf(SafetensorsHeader header)
    {
        if (!header.Metadata.TryGetValue(FormatKey, out ReadOnlyMemory<byte> text))
            throw new InvalidDataException($"a safetensors file, but not one of Nabla's: its metadata have no '{FormatKey}'");
        if (!int.TryParse(text.Span, NumberStyles.None, CultureInfo.InvariantCulture, out int format) || format < 1)
            throw new InvalidDataException($"'{FormatKey}' in its metadata is not a version of the format");
        if (format > Format)
            throw new InvalidDataException($"written by a newer version (format {format}, this reads {Format}{(Format > 1 ? " and older" : string.Empty)})");
        return format;
    }

    /// <summary>Reads the networks, the width network if any, and the information on the model.</summary>
    /// <exception cref="InvalidDataException">A text is missing or invalid.</exception>
    public static (IReadOnlyList<NetworkSpec> Networks, NetworkSpec? Widths, ModelInfo Info) Read(SafetensorsHeader header, ModelCatalogs? catalogs, JsonLimits limits)
    {
        bool old = FormatOf(header) == 1;
        JsonSerializerOptions options = catalogs is null ? Known : ModelJson.OptionsFor(catalogs);
        bool several = header.Metadata.ContainsKey(NetworksKey);
        IReadOnlyList<NetworkSpec> networks = several ? Read<NetworkSpec[]>(NetworksKey, text => text) : [Read<NetworkSpec>(NetworkKey, FormatOne.Network)];
        ModelInfo info = Read<ModelInfo>(ModelKey, FormatOne.Model);
        if (several != (info.Members is not null) || networks.Contains(null!))
            throw new InvalidDataException("networks and members that do not match");
        if (header.Metadata.ContainsKey(WidthsKey) != (info.Widths is not null))
            throw new InvalidDataException("widths without a network, or a network of widths that the model does not have");
        return (networks, info.Widths is null ? null : Read<NetworkSpec>(WidthsKey, text => text), info);

        T Read<T>(string key, Func<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> upgrade)
            where T : class
        {
            if (!header.Metadata.TryGetValue(key, out ReadOnlyMemory<byte> text))
                throw new InvalidDataException($"its metadata have no '{key}'");
            try
            {
                limits.Check(text.Span, ModelJson.Depth);
                return JsonSerializer.Deserialize((old ? upgrade(text) : text).Span, ModelJson.Of<T>(options)) ?? throw new JsonException("null");
            }
            catch (JsonException e)
            {
                throw new InvalidDataException($"{key}{e.Path?[1..]}: {ModelJson.Reason(e)}", e);
            }
            catch (NotSupportedException e)
            {
                // Only these texts have several types.
                throw new InvalidDataException($"{key}: {(key is NetworkKey or NetworksKey or WidthsKey ? "a layer does not begin with its name" : "an encoding of a column does not begin with its kind")}", e);
            }
        }
    }
}
