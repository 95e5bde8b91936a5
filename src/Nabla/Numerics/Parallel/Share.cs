namespace Nabla.Numerics;

/// <summary>One of several shares of numbered things, which are divided as evenly as can be, the larger shares first.</summary>
/// <param name="Number">Which share, from 0.</param>
/// <param name="Count">How many there are; 0, as in the default, is no division.</param>
internal readonly record struct Share(int Number, int Count)
{
    /// <summary>Whether there is more than one share.</summary>
    public bool Divides => this.Count > 1;

    /// <summary>Which of so many things are in the share.</summary>
    public (int Start, int Count) Of(int total)
    {
        (int size, int larger) = Math.DivRem(total, this.Count);
        return ((this.Number * size) + Math.Min(this.Number, larger), this.Number < larger ? size + 1 : size);
    }
}
