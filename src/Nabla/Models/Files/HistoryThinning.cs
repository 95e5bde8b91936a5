using Nabla.Training;

namespace Nabla.Models;

/// <summary>Keeps the history in a model file short: a curve needs no more points than a picture has pixels.</summary>
internal static class HistoryThinning
{
    /// <summary>The most epochs that a model file keeps.</summary>
    public const int MostEpochs = 1000;

    // The first, the last, the chosen epoch and the extremes of two losses, beside those at equal distances.
    private const int Special = 7;

    /// <summary>
    /// The history unchanged up to 1,000 epochs. For a longer one every k-th epoch, with the smallest k that leaves at most 1,000
    /// together with the first, the last and the chosen epoch and those of the lowest and highest training and validation loss.
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
