namespace Nabla.Metrics;

/// <summary>How well one class is found, or an average of that over classes.</summary>
/// <param name="Precision">The part of the rows predicted as the class that are right: TP / (TP + FP); 0 if it was never predicted.</param>
/// <param name="Recall">Of the rows of the class, the part found: TP / (TP + FN); 0 if there is none.</param>
/// <param name="F1">The harmonic mean of both: 2·TP / (2·TP + FP + FN); 0 if the class occurs nowhere.</param>
/// <param name="Support">The total weight of the rows of the class; for an average, of all rows.</param>
public readonly record struct ClassScores(double Precision, double Recall, double F1, double Support)
{
    /// <summary>The scores that follow from the weights of three sets of rows.</summary>
    internal static ClassScores Of(double truePositives, double predicted, double support)
        => new(Ratio(truePositives, predicted), Ratio(truePositives, support), Ratio(2 * truePositives, predicted + support), support);

    private static double Ratio(double part, double whole) => whole == 0 ? 0 : part / whole;
}
