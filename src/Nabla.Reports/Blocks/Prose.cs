using Nabla.Reports.Page;

namespace Nabla.Reports.Blocks;

/// <summary>A paragraph.</summary>
/// <param name="Text">The plain text.</param>
public sealed record Prose(string Text) : Block
{
    internal override void WriteTo(PageWriter page) => page.Element("p", this.Text);
}
