namespace Nabla.Networks;

/// <summary>The limits that an output is clipped to in predictions and their evaluation, but not in training.</summary>
/// <param name="Least">The minimum.</param>
/// <param name="Greatest">The maximum.</param>
public sealed record OutputLimits(double Least, double Greatest)
{
    /// <summary>The minimum.</summary>
    public double Least { get; } = double.IsFinite(Least) && Least <= Greatest && double.IsFinite(Greatest)
        ? Least
        : throw new ArgumentException(FormattableString.Invariant($"outputs from {Least} to {Greatest}, expected two ascending numbers"));

    /// <summary>Clips outputs to their ranges.</summary>
    internal static void Clamp<T>(IReadOnlyList<OutputLimits>? ranges, Numerics.MatrixView<T> outputs)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        for (int column = 0; column < ranges?.Count; column++)
        {
            T least = T.CreateTruncating(ranges[column].Least), greatest = T.CreateTruncating(ranges[column].Greatest);
            for (int row = 0; row < outputs.Rows; row++)
            {
                T value = outputs[row, column];
                outputs[row, column] = value < least ? least : value > greatest ? greatest : value; // NaN stays
            }
        }
    }
}
