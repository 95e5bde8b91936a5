namespace Nabla.Data;

/// <summary>A hash of texts that is the same in all processes and versions, because models store its results.</summary>
internal static class TextHash
{
    /// <summary>
    /// FNV-1a over the UTF-16 code units (Fowler, Noll, Vo), then the finalizer of MurmurHash3 (Appleby), which spreads the last
    /// characters over all bits.
    /// </summary>
    public static ulong Of(ReadOnlySpan<char> text)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in text)
            hash = (hash ^ c) * 1099511628211;
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccd;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53;
        return hash ^ (hash >> 33);
    }
}
