using System.Globalization;
using System.Text.Json;
using Nabla.Models;
using Nabla.Networks;

namespace Nabla.Inspection;

/// <summary>The first difference between two models that should be equal.</summary>
internal static class ModelDifference
{
    /// <summary>The difference as text, from the view of the second, retrained model; null if both have the same bytes.</summary>
    public static string? Between(Model model, Model again)
    {
        foreach ((NetworkPredictor old, NetworkPredictor trained) in model.AllNetworks.Zip(again.AllNetworks))
        {
            foreach (ParameterSlice slice in old.AllSlices)
            {
                byte[] kept = old.Bytes(slice), found = trained.Bytes(slice);
                int at = kept.AsSpan().CommonPrefixLength(found);
                if (at == kept.Length && kept.Length == found.Length)
                    continue;
                int index = at / (model.Precision == Precision.Double ? sizeof(double) : sizeof(float));
                return string.Create(CultureInfo.InvariantCulture, $"number {index + 1:N0} of {slice.Length:N0} in {slice.Name} is {Number(again, found, index)}, in the model file {Number(model, kept, index)}");
            }
        }

        // The file name of the data and the version do not affect a model. The settings are taken from the file, and user-defined layers in them have
        // no text form here.
        ModelInfo named = again.Info with { DataName = model.Info.DataName, LibraryVersion = model.Info.LibraryVersion };
        MlpSettings settings = model.Info.Settings with { Network = model.Info.Settings.Network with { Layers = null } };
        using JsonDocument a = JsonDocument.Parse(ModelMetadata.Text(model.Info with { Settings = settings })), b = JsonDocument.Parse(ModelMetadata.Text(named with { Settings = settings }));
        foreach (JsonProperty member in a.RootElement.EnumerateObject())
        {
            if (!b.RootElement.TryGetProperty(member.Name, out JsonElement other) || member.Value.GetRawText() != other.GetRawText())
                return $"parameters are the same, but '{member.Name}' differs from the model file's";
        }

        return b.RootElement.EnumerateObject().Select(member => member.Name).FirstOrDefault(name => !a.RootElement.TryGetProperty(name, out _)) is { } added
            ? $"parameters are the same, but the model file has no '{added}'"
            : null;
    }

    private static string Number(Model model, byte[] bytes, int index) => model.Precision == Precision.Double
        ? BitConverter.ToDouble(bytes, index * sizeof(double)).ToString("R", CultureInfo.InvariantCulture)
        : BitConverter.ToSingle(bytes, index * sizeof(float)).ToString("R", CultureInfo.InvariantCulture);
}
