namespace Nabla.Numerics;

/// <summary>Consecutive pieces.</summary>
/// <param name="First">The number of the first one, from 0.</param>
/// <param name="End">The number after the last one.</param>
public readonly record struct PieceRange(int First, int End)
{
    /// <summary>The number of pieces.</summary>
    public int Count => this.End - this.First;
}
