using Nabla.Training;

namespace Nabla.Models;

/// <summary>Limits the history in a model file, because a curve needs no more points than a picture has pixels.</summary>
internal static class HistoryThinning
{
    /// <summary>Maximum number of epochs in a model file.</summary>
    public const int MostEpochs = 1000;

    // The first, the last, the chosen epoch and the extremes of two losses, besides evenly spaced ones.
    private const int Special = 7;

    /// <summary>
    /// Returns up to 1,000 epochs unchanged; of a longer history every k-th epoch, with the smallest k that leaves at most 1,000 including the first,
    /// the last and the chosen epoch and those of the lowest and highest training and validation loss.
    /// </summary>
    public static IReadOnlyList<EpochRecord> Thin(IReadOnlyList<EpochRecord> history, int chosenEpoch)
    {
        if (history.Count <= MostEpochs)
            return history;
        int distance = ((history.Count - 1) / (MostEpochs - Special)) + 1;
        EpochRecord?[] special =
        [
            history[0],
            history[^1],
            history.FirstOrDefault(record => record.Epoch == chosenEpoch),
            history.MinBy(record => record.TrainingLoss),
            history.MaxBy(record => record.TrainingLoss),
            history.MinBy(record => record.ValidationLoss),
            history.MaxBy(record => record.ValidationLoss),
        ];
        return [.. history.Where((record, i) => i % distance == 0 || special.Contains(record))];
    }
}
