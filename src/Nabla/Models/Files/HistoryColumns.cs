using System.Text.Json;
using System.Text.Json.Serialization;
using Nabla.Descriptions;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>A history in the form of the model file: a column for each quantity; null if no epoch has a value.</summary>
internal sealed record HistoryColumns(
    IReadOnlyList<int> Epoch,
    IReadOnlyList<double> TrainingLoss,
    IReadOnlyList<double?>? TrainingAccuracy,
    IReadOnlyList<double?>? ValidationLoss,
    IReadOnlyList<double?>? ValidationAccuracy,
    IReadOnlyList<double> LearningRate)
{
    /// <summary>A list for each layer, such as the norms of weights.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public IReadOnlyList<IReadOnlyList<double?>>? GradientNorms { get; init; }

    /// <summary>A list for each layer; null if no epoch has them.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public IReadOnlyList<IReadOnlyList<double?>>? WeightNorms { get; init; }

    /// <summary>Null if no epoch has them, as with first-order rules.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public IReadOnlyList<int?>? Evaluations { get; init; }

    public static HistoryColumns From(IReadOnlyList<EpochRecord> history)
    {
        return new HistoryColumns(
            [.. history.Select(record => record.Epoch)],
            [.. history.Select(record => record.TrainingLoss)],
            Column(record => record.TrainingAccuracy),
            Column(record => record.ValidationLoss),
            Column(record => record.ValidationAccuracy),
            [.. history.Select(record => record.LearningRate)])
        {
            GradientNorms = Layers(record => record.GradientNorms),
            WeightNorms = Layers(record => record.WeightNorms),
            Evaluations = history.Any(record => record.Evaluations is not null) ? [.. history.Select(record => record.Evaluations)] : null,
        };

        double?[]? Column(Func<EpochRecord, double?> value)
            => history.Any(record => value(record) is not null) ? [.. history.Select(value)] : null;

        double?[][]? Layers(Func<EpochRecord, ValueList<double>?> value)
        {
            int layers = history.Select(record => value(record)?.Count ?? 0).DefaultIfEmpty().Max();
            return layers == 0 ? null : [.. Enumerable.Range(0, layers).Select(l => history.Select(record => value(record)?[l]).ToArray())];
        }
    }

    /// <exception cref="JsonException">The columns are of different lengths.</exception>
    public IReadOnlyList<EpochRecord> ToRecords()
    {
        int?[] lengths =
        [
            this.TrainingLoss.Count, this.TrainingAccuracy?.Count, this.ValidationLoss?.Count, this.ValidationAccuracy?.Count, this.LearningRate.Count, this.Evaluations?.Count,
            .. this.GradientNorms?.Select(Length) ?? [],
            .. this.WeightNorms?.Select(Length) ?? [],
        ];
        if (lengths.Any(length => length is not null && length != this.Epoch.Count))
            throw new JsonException("the columns of the history are of different lengths");
        return
        [
            .. this.Epoch.Select((epoch, i) => new EpochRecord(
                epoch,
                this.TrainingLoss[i],
                this.TrainingAccuracy?[i],
                this.ValidationLoss?[i],
                this.ValidationAccuracy?[i],
                this.LearningRate[i])
            {
                GradientNorms = Layers(this.GradientNorms, i),
                WeightNorms = Layers(this.WeightNorms, i),
                Evaluations = this.Evaluations?[i],
            }),
        ];

        // A file may contain null instead of a list.
        static int? Length(IReadOnlyList<double?>? layer) => layer?.Count ?? -1;

        static ValueList<double>? Layers(IReadOnlyList<IReadOnlyList<double?>>? columns, int i)
        {
            if (columns is null || columns.All(layer => layer[i] is null))
                return null;
            return [.. columns.Select(layer => layer[i] ?? throw new JsonException("a norm of one layer without those of the others"))];
        }
    }
}

/// <summary>Writes a history as columns and reads it back.</summary>
internal sealed class HistoryJsonConverter : JsonConverter<IReadOnlyList<EpochRecord>>
{
    public override IReadOnlyList<EpochRecord> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        => JsonSerializer.Deserialize(ref reader, ModelJson.Of<HistoryColumns>(options))?.ToRecords() ?? throw new JsonException("no history");

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<EpochRecord> value, JsonSerializerOptions options)
        => JsonSerializer.Serialize(writer, HistoryColumns.From(value), ModelJson.Of<HistoryColumns>(options));
}
