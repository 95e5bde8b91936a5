namespace Nabla.Metrics;

/// <summary>Two classes of which one was taken for the other.</summary>
/// <param name="Actual">The true class.</param>
/// <param name="Predicted">The class predicted in its place.</param>
/// <param name="Count">The total weight of the rows for which this happened.</param>
/// <param name="Share">The same as a part of all rows of the true class.</param>
public readonly record struct ConfusedPair(int Actual, int Predicted, double Count, double Share);
