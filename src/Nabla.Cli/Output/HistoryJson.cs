using System.Text.Json;
using Nabla.Descriptions;
using Nabla.Training;

namespace Nabla.Cli.Output;

/// <summary>Writes a history as JSON: a list for each quantity, as in the model file.</summary>
internal static class HistoryJson
{
    /// <summary>Writes "history": a list for each quantity, with null where an epoch has no value; for norms, a list for each layer.</summary>
    public static void WriteHistory(this Utf8JsonWriter writer, IReadOnlyList<EpochRecord> history)
    {
        writer.WriteStartObject("history");
        Column("epoch", record => record.Epoch);
        Column("trainingLoss", record => record.TrainingLoss);
        Column("trainingAccuracy", record => record.TrainingAccuracy);
        Column("validationLoss", record => record.ValidationLoss);
        Column("validationAccuracy", record => record.ValidationAccuracy);
        Column("learningRate", record => record.LearningRate);
        Layers("gradientNorms", record => record.GradientNorms);
        Layers("weightNorms", record => record.WeightNorms);
        if (history.Any(record => record.Evaluations is not null))
            Column("evaluations", record => record.Evaluations);
        writer.WriteEndObject();

        void Column(string name, Func<EpochRecord, double?> value)
        {
            writer.WritePropertyName(name);
            Values(value);
        }

        void Layers(string name, Func<EpochRecord, ValueList<double>?> norms)
        {
            writer.WriteStartArray(name);
            for (int layer = 0; layer < history.Select(record => norms(record)?.Count ?? 0).DefaultIfEmpty().Max(); layer++)
                Values(record => norms(record)?[layer]);
            writer.WriteEndArray();
        }

        void Values(Func<EpochRecord, double?> value)
        {
            writer.WriteStartArray();
            foreach (EpochRecord record in history)
                writer.WriteNumberOrNull(value(record));
            writer.WriteEndArray();
        }
    }
}
