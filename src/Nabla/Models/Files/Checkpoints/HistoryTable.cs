using Nabla.Descriptions;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>The complete history of a checkpoint as rows of numbers, bit for bit.</summary>
internal static class HistoryTable
{
    private const int TrainingAccuracy = 1, ValidationLoss = 2, ValidationAccuracy = 4, Gradients = 8, Weights = 16, Evaluations = 32;

    // Epoch, flags of known values, training loss and accuracy, validation loss and accuracy, rate, evaluations; then the norms.
    private const int Fixed = 8;

    /// <summary>The numbers of a row, for a network with the given number of layers.</summary>
    public static int Width(int layers) => Fixed + (2 * layers);

    /// <summary>Converts a history to rows.</summary>
    public static double[] Of(IReadOnlyList<EpochRecord> history, int layers)
    {
        int width = Width(layers);
        var table = new double[history.Count * width];
        for (int i = 0; i < history.Count; i++)
        {
            EpochRecord record = history[i];
            Span<double> row = table.AsSpan(i * width, width);
            int known = Flag(record.TrainingAccuracy is not null, TrainingAccuracy) | Flag(record.ValidationLoss is not null, ValidationLoss)
                | Flag(record.ValidationAccuracy is not null, ValidationAccuracy) | Flag(record.GradientNorms is not null, Gradients)
                | Flag(record.WeightNorms is not null, Weights) | Flag(record.Evaluations is not null, Evaluations);
            ReadOnlySpan<double> values =
            [
                record.Epoch, known, record.TrainingLoss, record.TrainingAccuracy ?? 0, record.ValidationLoss ?? 0, record.ValidationAccuracy ?? 0,
                record.LearningRate, record.Evaluations ?? 0,
            ];
            values.CopyTo(row);
            for (int l = 0; l < layers; l++)
                (row[Fixed + l], row[Fixed + layers + l]) = (record.GradientNorms?[l] ?? 0, record.WeightNorms?[l] ?? 0);
        }

        return table;

        static int Flag(bool isKnown, int flag) => isKnown ? flag : 0;
    }

    /// <summary>Converts the rows of <see cref="Of"/> back to a history.</summary>
    /// <exception cref="InvalidDataException">The rows are invalid.</exception>
    public static IReadOnlyList<EpochRecord> Read(double[] table, int layers)
    {
        int width = Width(layers);
        if (table.Length == 0 || table.Length % width != 0)
            throw new InvalidDataException($"a history of {table.Length} numbers, expected rows of {width}");
        var history = new EpochRecord[table.Length / width];
        for (int i = 0; i < history.Length; i++)
        {
            ReadOnlySpan<double> row = table.AsSpan(i * width, width);
            int known = (int)row[1];
            history[i] = new EpochRecord(
                (int)row[0],
                row[2],
                (known & TrainingAccuracy) != 0 ? row[3] : null,
                (known & ValidationLoss) != 0 ? row[4] : null,
                (known & ValidationAccuracy) != 0 ? row[5] : null,
                row[6])
            {
                GradientNorms = (known & Gradients) != 0 ? ValueList.Create(row.Slice(Fixed, layers)) : null,
                WeightNorms = (known & Weights) != 0 ? ValueList.Create(row.Slice(Fixed + layers, layers)) : null,
                Evaluations = (known & Evaluations) != 0 ? (int)row[7] : null,
            };
        }

        return history;
    }
}
