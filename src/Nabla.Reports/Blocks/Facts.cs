using Nabla.Reports.Page;

namespace Nabla.Reports.Blocks;

/// <summary>Key figures side by side.</summary>
/// <param name="Items">The key figures.</param>
public sealed record Facts(params IReadOnlyList<Fact> Items) : Block
{
    internal override void WriteTo(PageWriter page)
    {
        page.Open("dl", "facts");
        foreach (Fact fact in this.Items)
        {
            page.Open("div");
            page.Element("dt", fact.Label);
            page.Element("dd", fact.Value);
            if (fact.Note is { } note)
                page.Element("dd", note, "note");
            page.Close("div");
        }

        page.Close("dl");
    }
}

/// <summary>A key figure with its name.</summary>
/// <param name="Label">The label.</param>
/// <param name="Value">The formatted value.</param>
/// <param name="Note">A value for comparison; null for none.</param>
public sealed record Fact(string Label, string Value, string? Note = null);
