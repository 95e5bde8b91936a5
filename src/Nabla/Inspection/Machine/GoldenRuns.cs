using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Nabla.Data;
using Nabla.Models;

namespace Nabla.Inspection;

/// <summary>Reads the golden runs and their hashes, which are part of the library.</summary>
internal static class GoldenRuns
{
    /// <summary>The names of the two resources, and of the files beside this one.</summary>
    public const string Runs = "golden-runs.json", Hashes = "golden-hashes.txt";

    private static readonly JsonTypeInfo<MlpSettings> Settings = ModelJson.Of<MlpSettings>(ModelJson.OptionsFor(new ModelCatalogs()));

    public static IReadOnlyList<GoldenRun> Read()
    {
        Dictionary<string, string> hashes = Text(Hashes).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ')).ToDictionary(parts => parts[1], parts => parts[0], StringComparer.Ordinal);
        using JsonDocument document = JsonDocument.Parse(Text(Runs));
        JsonElement tables = document.RootElement.GetProperty("tables");
        return [.. document.RootElement.GetProperty("runs").EnumerateArray().Select(run => Read(run, tables, hashes))];
    }

    private static GoldenRun Read(JsonElement run, JsonElement tables, Dictionary<string, string> hashes)
    {
        string name = run.GetProperty("name").GetString()!;
        MlpSettings settings = SettingsOf(run.GetProperty("settings"));
        Dataset data = DataOf(run, tables, settings.Seed);
        double validation = run.TryGetProperty("validation", out JsonElement part) ? part.GetDouble() : 0;
        return new GoldenRun
        {
            Name = name,
            Settings = settings,
            Parts = validation > 0 ? Split.TrainValidationTest(data, validation, 0, settings.Seed) : new DataParts(data),
            Hash = hashes.GetValueOrDefault(name, "unknown"),
        };
    }

    // As in a model file; settings that a run does not name have their defaults.
    private static MlpSettings SettingsOf(JsonElement given)
    {
        JsonObject all = JsonSerializer.SerializeToNode(new MlpSettings(), Settings)!.AsObject();
        Merge(all, given);
        return all.Deserialize(Settings)!;
    }

    private static void Merge(JsonObject all, JsonElement given)
    {
        foreach (JsonProperty member in given.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Object && all[member.Name] is JsonObject part)
                Merge(part, member.Value);
            else
                all[member.Name] = JsonNode.Parse(member.Value.GetRawText());
        }
    }

    private static Dataset DataOf(JsonElement run, JsonElement tables, ulong seed)
    {
        string name = run.GetProperty("data").GetString()!;
        if (tables.TryGetProperty(name, out JsonElement table))
        {
            var columns = new Table(table.EnumerateObject().Select(column => TableColumn.From(column.Name, column.Value.EnumerateArray().Select(CellOf))));
            return Dataset.FromTable(name, columns, TargetSchema.Of(columns, [.. run.GetProperty("targets").EnumerateArray().Select(target => target.GetString()!)]));
        }

        if (!run.TryGetProperty("rows", out JsonElement rows))
            return Datasets.Load(name);
        bool isGenerated = Datasets.All.Any(info => info.Name == name && info.Defaults.Rows is not null);
        return isGenerated
            ? Datasets.Load(name, new DatasetOptions { Rows = rows.GetInt32(), Seed = seed })
            : Datasets.Load(name).SelectRows([.. Enumerable.Range(0, rows.GetInt32())]);
    }

    private static Cell CellOf(JsonElement value)
        => value.ValueKind == JsonValueKind.String && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? date
            : Cell.From(value);

    private static string Text(string name)
    {
        using var reader = new StreamReader(typeof(GoldenRuns).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
