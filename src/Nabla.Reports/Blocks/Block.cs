using Nabla.Reports.Page;

namespace Nabla.Reports.Blocks;

/// <summary>A part of a section: words, figures in numbers, a table or a picture.</summary>
public abstract record Block
{
    /// <summary>Whether it may stand beside another in a wide window.</summary>
    internal virtual bool IsHalf => false;

    /// <summary>The block as wide as the page.</summary>
    internal virtual Block Widened() => this;

    /// <summary>Writes the block's HTML.</summary>
    internal abstract void WriteTo(PageWriter page);
}
