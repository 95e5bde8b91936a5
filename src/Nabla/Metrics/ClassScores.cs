namespace Nabla.Metrics;

/// <summary>Precision, recall and F1 of one class, or their average over classes.</summary>
/// <param name="Precision">The fraction of correct predictions of the class: TP / (TP + FP); 0 if it was never predicted.</param>
/// <param name="Recall">The fraction of the class's rows that were found: TP / (TP + FN); 0 if there are none.</param>
/// <param name="F1">The harmonic mean of both: 2·TP / (2·TP + FP + FN); 0 if the class occurs nowhere.</param>
/// <param name="Support">The total weight of the rows of the class; for an average, of all rows.</param>
public readonly record struct ClassScores(double Precision, double Recall, double F1, double Support)
{
    /// <summary>Computes the scores from the weights of three sets of rows.</summary>
    internal static ClassScores Of(double truePositives, double predicted, double support)
        => new(Ratio(truePositives, predicted), Ratio(truePositives, support), Ratio(2 * truePositives, predicted + support), support);

    private static double Ratio(double part, double whole) => whole == 0 ? 0 : part / whole;
}
