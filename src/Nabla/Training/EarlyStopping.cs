namespace Nabla.Training;

/// <summary>
/// Stops a run whose validation loss no longer improves, and takes the parameters back to where it was lowest
/// (Prechelt, <i>Early Stopping – But When?</i>, 1998).
/// </summary>
/// <param name="Patience">The run stops when so many epochs have brought no improvement, 1 or more; default 10.</param>
/// <param name="MinChange">An improvement is a loss lower by more than this, 0 or more; default 0.</param>
public sealed record EarlyStopping(int Patience = 10, double MinChange = 0)
{
    /// <summary>The run stops when so many epochs have brought no improvement.</summary>
    public int Patience { get; } = Patience >= 1
        ? Patience
        : throw new ArgumentOutOfRangeException(nameof(Patience), $"a patience of {Patience} epochs, wanted 1 or more");

    /// <summary>An improvement is a loss lower by more than this.</summary>
    public double MinChange { get; } = MinChange is >= 0 and < double.PositiveInfinity
        ? MinChange
        : throw new ArgumentOutOfRangeException(nameof(MinChange), FormattableString.Invariant($"a least change of {MinChange}, wanted 0 or more"));
}
