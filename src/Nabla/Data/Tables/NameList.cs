namespace Nabla.Data;

/// <summary>Names in a sentence.</summary>
internal static class NameList
{
    private const int Shown = 10;

    /// <summary>The first names, and how many there are if that is not all.</summary>
    public static string Of(IReadOnlyList<string> names)
        => string.Join(", ", names.Take(Shown)) + (names.Count > Shown ? $", … ({names.Count})" : string.Empty);
}
