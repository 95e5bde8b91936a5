namespace Nabla.Numerics;

/// <summary>What random draws are for: each use has a stream of its own.</summary>
internal static class RandomPurpose
{
    public const uint Split = 1;
    public const uint Shuffle = 2;
    public const uint Weights = 3;
    public const uint Biases = 4;
    public const uint Dropout = 5;
    public const uint Noise = 6;
    public const uint Generator = 7;
    public const uint GradientCheck = 8;
}
