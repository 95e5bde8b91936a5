namespace Nabla.Numerics;

/// <summary>One of several shares of numbered items, divided as evenly as possible, larger shares first.</summary>
/// <param name="Number">The number of the share, from 0.</param>
/// <param name="Count">The number of shares; 0, as in the default, for no division.</param>
internal readonly record struct Share(int Number, int Count)
{
    /// <summary>Whether there is more than one share.</summary>
    public bool Divides => this.Count > 1;

    /// <summary>The range of items in the share.</summary>
    public (int Start, int Count) Of(int total)
    {
        (int size, int larger) = Math.DivRem(total, this.Count);
        return ((this.Number * size) + Math.Min(this.Number, larger), this.Number < larger ? size + 1 : size);
    }
}
