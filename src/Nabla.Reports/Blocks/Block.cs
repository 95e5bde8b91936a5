using Nabla.Reports.Page;

namespace Nabla.Reports.Blocks;

/// <summary>A part of a section: text, key figures, a table or a picture.</summary>
public abstract record Block
{
    /// <summary>Whether it may be placed next to another block in a wide window.</summary>
    internal virtual bool IsHalf => false;

    /// <summary>The block at full page width.</summary>
    internal virtual Block Widened() => this;

    /// <summary>Writes the block's HTML.</summary>
    internal abstract void WriteTo(PageWriter page);
}
