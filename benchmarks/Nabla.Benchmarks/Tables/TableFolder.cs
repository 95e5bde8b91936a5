using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nabla.Benchmarks.Tables;

/// <summary>A table of the folder.</summary>
/// <param name="Name">Its folder, with train.S.csv and test.S.csv for each split S.</param>
/// <param name="Target">The column to predict.</param>
/// <param name="Kind">c for classes, r for numbers.</param>
/// <param name="Splits">How many splits there are.</param>
/// <param name="Rows">The rows of both parts.</param>
internal sealed record TableEntry(string Name, string Target, string Kind, int Splits, int Rows)
{
    public bool HasClasses => this.Kind == "c";
}

/// <summary>
/// How good a program was on the test part of a split. What does not apply is null: accuracy, log-loss and mean confidence are of classes, RMSE and R²
/// of numbers. <paramref name="Cpu"/> is the processor time of training and prediction in seconds.
/// </summary>
internal sealed record TableFigures(
    string Table,
    int Split,
    string System,
    [property: JsonPropertyName("acc")] double? Accuracy = null,
    [property: JsonPropertyName("ll")] double? LogLoss = null,
    [property: JsonPropertyName("conf")] double? Confidence = null,
    double? Rmse = null,
    [property: JsonPropertyName("r2")] double? RSquared = null,
    double? Cpu = null,
    string? Error = null)
{
    /// <summary>What ranks go by: accuracy or R².</summary>
    [JsonIgnore]
    public double? Main => this.Accuracy ?? this.RSquared;
}

/// <summary>Public tables on disk: meta.json, a folder for each table, and figures of other programs in peers.jsonl, a line of JSON each.</summary>
internal static class TableFolder
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The tables, the smallest first.</summary>
    public static TableEntry[] Tables(string folder)
        => [.. JsonSerializer.Deserialize<TableEntry[]>(File.ReadAllText(Path.Join(folder, "meta.json")), Options)!.OrderBy(table => table.Rows).ThenBy(table => table.Name, StringComparer.Ordinal)];

    /// <summary>The figures of a file; none where there is no such file.</summary>
    public static IEnumerable<TableFigures> Figures(string path)
        => File.Exists(path) ? File.ReadLines(path).Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize<TableFigures>(line, Options)!) : [];

    /// <summary>Adds figures to a file.</summary>
    public static void Add(string path, TableFigures figures) => File.AppendAllText(path, JsonSerializer.Serialize(figures, Options) + "\n");
}
