using Nabla.Reports.Page;

namespace Nabla.Reports.Blocks;

/// <summary>A few figures side by side.</summary>
/// <param name="Items">The figures.</param>
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

/// <summary>A figure with its name.</summary>
/// <param name="Label">The label.</param>
/// <param name="Value">The figure, as it is to be read.</param>
/// <param name="Note">A value to compare with; null for none.</param>
public sealed record Fact(string Label, string Value, string? Note = null);
