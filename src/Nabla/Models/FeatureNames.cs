namespace Nabla.Models;

/// <summary>Generated feature names.</summary>
internal static class FeatureNames
{
    /// <summary>x0, x1, …</summary>
    public static string[] For(int count) => [.. Enumerable.Range(0, count).Select(i => FormattableString.Invariant($"x{i}"))];
}
