using System.Buffers;
using Nabla.Reports.Page;

namespace Nabla.Reports.Blocks;

/// <summary>A picture with a title, a caption that is also its text alternative, and its data.</summary>
/// <param name="Name">A name in lower case with hyphens: the anchor in the page and the name of the picture's files.</param>
/// <param name="Title">The title, a few words.</param>
/// <param name="Description">The caption, a sentence or two, which is also the text alternative.</param>
public abstract record Picture(string Name, string Title, string Description) : Block
{
    /// <summary>Whether it may be placed next to another block in a wide window; true by default.</summary>
    public bool Half { get; init; } = true;

    /// <summary>The kind of picture, which selects the part of the page's script that shows it.</summary>
    internal abstract string Kind { get; }

    internal override bool IsHalf => this.Half;

    internal override Block Widened() => this with { Half = false };

    internal override void WriteTo(PageWriter page)
    {
        string id = page.UniqueId(this.Name);
        page.Raw($"""<figure class="picture{(this.Half ? string.Empty : " full")}" id="{id}" data-kind="{this.Kind}">""");
        page.Open("header");
        page.Element("h3", this.Title);
        page.Raw("""<div class="tools"></div>""");
        page.Close("header");
        this.WriteBody(page);
        page.Element("figcaption", this.Description);
        var json = new ArrayBufferWriter<byte>();
        this.WriteData(json);
        page.Json(json.WrittenSpan);
        page.Close("figure");
    }

    /// <summary>Writes the drawing, or a placeholder for it.</summary>
    internal abstract void WriteBody(PageWriter page);

    /// <summary>Writes the JSON for the page's script: an object with the picture's name, and with the drawing or at least a table.</summary>
    internal abstract void WriteData(IBufferWriter<byte> json);
}
