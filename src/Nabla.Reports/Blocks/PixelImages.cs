using System.Buffers;
using System.Text.Json;
using Nabla.Data;
using Nabla.Reports.Page;

namespace Nabla.Reports.Blocks;

/// <summary>The mapping of a pixel's byte to a color.</summary>
public enum PixelColors
{
    /// <summary>From the page color (0) to the ink color (255).</summary>
    Ink,

    /// <summary>From the color of negative numbers (1) over the page color (128) to that of positive numbers (255).</summary>
    Diverging,
}

/// <summary>A small image.</summary>
/// <param name="Label">The label.</param>
/// <param name="Pixels">A byte for each pixel, in row-major order.</param>
public sealed record PixelImage(string Label, byte[] Pixels);

/// <summary>Small images of equal size, side by side.</summary>
/// <param name="Name">A name in lower case with hyphens.</param>
/// <param name="Title">The title, a few words.</param>
/// <param name="Description">The caption.</param>
/// <param name="Shape">The size of the images.</param>
/// <param name="Colors">The meaning of the bytes.</param>
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
