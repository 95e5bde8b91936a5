using Nabla.Data;
using Nabla.Numerics;
using Nabla.Reports.Figures;

namespace Nabla.Reports.Pictures;

/// <summary>Draws a row of image data as an image, and other numbers per pixel.</summary>
public static class ImagePicture
{
    /// <summary>Draws the image of a row.</summary>
    /// <exception cref="ArgumentException">The data does not consist of images.</exception>
    public static Figure Of(Dataset data, int row)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Image is not { } shape)
            throw new ArgumentException($"data set '{data.Name}' holds no images", nameof(data));
        var pixels = new Matrix<double>(data.Features.Row(row).ToArray(), shape.Height, shape.Width);
        string label = data.Labels.Length == 0 ? string.Empty : $", labelled “{data.ClassNames[data.Labels[row]]}”";
        string words = Invariant($"Row {row} of {data.Name} as {shape.Width} × {shape.Height} pixels from {Words.Number(pixels.Data.Min())} to {Words.Number(pixels.Data.Max())}{label}.");
        return Of(new Figure("image", Invariant($"{data.Name}, row {row}"), words), pixels, "pixel", ColorScale.Ink);
    }

    /// <summary>The figure with a number for each pixel of an image.</summary>
    /// <param name="figure">Name, title and texts.</param>
    /// <param name="values">[height × width]</param>
    /// <param name="meaning">The name of the numbers.</param>
    /// <param name="colors">The color scale.</param>
    public static Figure Of(Figure figure, Matrix<double> values, string meaning, ColorScale colors)
    {
        ArgumentNullException.ThrowIfNull(figure);
        ArgumentNullException.ThrowIfNull(values);
        return figure with
        {
            X = new Axis("column") { Range = (-0.5, values.Columns - 0.5), Hidden = true },
            Y = new Axis("row") { Range = (values.Rows - 0.5, -0.5), SameScale = true, Hidden = true },
            Z = new Axis(meaning),
            Traces = [new HeatmapTrace(meaning, Positions(values.Columns), Positions(values.Rows), values, colors) { Gap = 1 }],
            Aspect = 0.8,
        };
    }

    private static double[] Positions(int count) => [.. Enumerable.Range(0, count).Select(i => (double)i)];
}
