using System.Buffers;
using System.Text.Json;
using Nabla.Data;
using Nabla.Reports.Page;

namespace Nabla.Reports.Blocks;

/// <summary>How a pixel's byte becomes a color.</summary>
public enum PixelColors
{
    /// <summary>From the page's color (0) to that of ink (255).</summary>
    Ink,

    /// <summary>From the color of negative numbers (1) over the page's (128) to that of positive ones (255).</summary>
    Diverging,
}

/// <summary>A small image.</summary>
/// <param name="Label">The label.</param>
/// <param name="Pixels">A byte for each pixel, row by row.</param>
public sealed record PixelImage(string Label, byte[] Pixels);

/// <summary>Small images of one size, side by side.</summary>
/// <param name="Name">A name in lower case with hyphens.</param>
/// <param name="Title">The title, a few words.</param>
/// <param name="Description">The caption.</param>
/// <param name="Shape">Their size.</param>
/// <param name="Colors">The meaning of their bytes.</param>
/// <param name="Images">The images.</param>
public sealed record PixelImages(
    string Name, string Title, string Description, ImageShape Shape, PixelColors Colors, IReadOnlyList<PixelImage> Images)
    : Picture(Name, Title, Description)
{
    /// <summary>The data of the images; null for no table.</summary>
    public TableBlock? Data { get; init; }

    internal override string Kind => "images";

    internal override void WriteBody(PageWriter page)
        => page.Raw($"""<div class="images" role="img" aria-label="{PageWriter.Encode(this.Description)}"></div>""");

    internal override void WriteData(IBufferWriter<byte> json)
    {
        using var writer = new Utf8JsonWriter(json);
        writer.WriteStartObject();
        writer.WriteString("name", this.Name);
        writer.WriteNumber("width", this.Shape.Width);
        writer.WriteNumber("height", this.Shape.Height);
        writer.WriteString("colors", this.Colors == PixelColors.Ink ? "ink" : "diverging");
        writer.WriteStartArray("images");
        foreach (PixelImage image in this.Images)
        {
            writer.WriteStartObject();
            writer.WriteString("label", image.Label);
            writer.WriteBase64String("pixels", image.Pixels);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        this.Data?.WriteTo(writer);
        writer.WriteEndObject();
    }
}
