using Nabla.Data;
using Nabla.Models;
using Nabla.Numerics;

namespace Nabla.Selection;

/// <summary>Scores by the number of training rows, which show whether more data would help.</summary>
/// <param name="Points">The points, by ascending number of rows.</param>
public sealed record LearningCurve(IReadOnlyList<LearningCurvePoint> Points)
{
    /// <summary>
    /// Cross-validates with fractions of each fold's training rows. Smaller parts are subsets of larger ones, and the held-out rows are the same for all.
    /// </summary>
    /// <param name="dataset">The rows.</param>
    /// <param name="settings">The settings of network and training.</param>
    /// <param name="folds">The folds.</param>
    /// <param name="fractions">The fractions of the training rows, above 0 and up to 1; each part has at least one row.</param>
    /// <param name="seed">The seed for choosing rows.</param>
    /// <param name="control">Threads and cancellation.</param>
    /// <exception cref="ArgumentException">There is no fold, a fraction is not above 0 and up to 1, or the settings do not fit the data.</exception>
    public static LearningCurve Run(
        Dataset dataset, MlpSettings settings, IReadOnlyList<Fold> folds, IReadOnlyList<double> fractions, ulong seed = 1, RunControl? control = null)
    {
        ArgumentNullException.ThrowIfNull(folds);
        ArgumentNullException.ThrowIfNull(fractions);
        if (folds.Count == 0)
            throw new ArgumentException("no folds, expected 1 or more", nameof(folds));
        foreach (double fraction in fractions)
        {
            if (fraction is not (> 0 and <= 1))
                throw new ArgumentException(FormattableString.Invariant($"a fraction of {fraction} of the rows, expected above 0 and up to 1"), nameof(fractions));
        }

        return new LearningCurve([
            .. fractions.Order().Select(fraction =>
            {
                Fold[] smaller = [.. folds.Select((fold, i) => fold with { Training = First(fold.Training, fraction, seed, i) })];
                return new LearningCurvePoint(smaller[0].Training.Length, CrossValidation.Run(dataset, settings, smaller, control));
            }),
        ]);
    }

    private static int[] First(int[] rows, double fraction, ulong seed, int fold)
    {
        int[] order = [.. rows];
        new CounterRandom(seed, RandomPurpose.LearningCurve, (uint)fold).Shuffle<int>(order);
        return [.. order.Take(Math.Max(1, (int)(fraction * rows.Length))).Order()];
    }
}

/// <summary>A point of a learning curve.</summary>
/// <param name="Rows">The number of rows trained on, in the first fold.</param>
/// <param name="Scores">The scores over the folds.</param>
public sealed record LearningCurvePoint(int Rows, CrossValidation Scores);
