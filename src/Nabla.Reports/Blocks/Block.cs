using Nabla.Reports.Page;

namespace Nabla.Reports.Blocks;

/// <summary>A part of a section: words, figures in numbers, a table or a picture.</summary>
public abstract record Block
{
    /// <summary>Writes the block's HTML.</summary>
    internal abstract void WriteTo(PageWriter page);
}
