namespace Nabla.Metrics;

/// <summary>A pair of classes, of which one was predicted as the other.</summary>
/// <param name="Actual">The true class.</param>
/// <param name="Predicted">The predicted class.</param>
/// <param name="Count">The total weight of these rows.</param>
/// <param name="Share">The weight as a fraction of all rows of the true class.</param>
public readonly record struct ConfusedPair(int Actual, int Predicted, double Count, double Share);
