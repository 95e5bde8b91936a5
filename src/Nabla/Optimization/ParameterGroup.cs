namespace Nabla.Optimization;

/// <summary>A part of the flat parameter vector with common options for rules.</summary>
/// <param name="Range">The range in the vector.</param>
/// <param name="Decay">Whether decoupled weight decay applies: usually to weights but not to biases.</param>
/// <param name="RateFactor">The factor of the learning rate; with 0 the group does not change.</param>
public sealed record ParameterGroup(Range Range, bool Decay = true, double RateFactor = 1)
{
    /// <summary>A factor of the decay, in addition to <see cref="RateFactor"/>; 1 by default.</summary>
    public double DecayFactor { get; init; } = 1;

    /// <summary>Creates one group with all parameters.</summary>
    internal static ParameterGroup[] Whole { get; } = [new(..)];
}
