using System.Buffers;
using System.Text.Json;
using Nabla.Reports.Page;

namespace Nabla.Reports.Blocks;

/// <summary>A picture that is already drawn.</summary>
/// <param name="Name">A name in lower case with hyphens.</param>
/// <param name="Title">The title, a few words.</param>
/// <param name="Description">The caption.</param>
/// <param name="Svg">The drawing, an svg element with encoded texts; the page styles its classes.</param>
/// <param name="Data">The data as a table; null for none.</param>
public sealed record Drawing(string Name, string Title, string Description, string Svg, TableBlock? Data = null) : Picture(Name, Title, Description)
{
    internal override string Kind => "drawing";

    internal override void WriteBody(PageWriter page)
    {
        page.Raw($"""<div class="drawing" role="img" aria-label="{PageWriter.Encode(this.Description)}">""");
        page.Raw(this.Svg);
        page.Close("div");
    }

    internal override void WriteData(IBufferWriter<byte> json)
    {
        using var writer = new Utf8JsonWriter(json);
        writer.WriteStartObject();
        writer.WriteString("name", this.Name);
        this.Data?.WriteTo(writer);
        writer.WriteEndObject();
    }
}
