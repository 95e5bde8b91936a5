using Nabla.Data;
using Nabla.Numerics;
using Nabla.Reports.Figures;

namespace Nabla.Reports.Pictures;

/// <summary>A row of image data as the image it is.</summary>
public static class ImagePicture
{
    /// <summary>The image of a row.</summary>
    /// <exception cref="ArgumentException">The data is no images.</exception>
    public static Figure Of(Dataset data, int row)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Image is not { } shape)
            throw new ArgumentException($"data set '{data.Name}' holds no images", nameof(data));
        var pixels = new Matrix<double>(data.Features.Row(row).ToArray(), shape.Height, shape.Width);
        string label = data.Labels.Length == 0 ? string.Empty : $", labelled “{data.ClassNames[data.Labels[row]]}”";
        return new Figure("image", Invariant($"{data.Name}, row {row}"), Invariant($"Row {row} of {data.Name} as {shape.Width} × {shape.Height} pixels from {Words.Number(pixels.Data.Min())} to {Words.Number(pixels.Data.Max())}{label}."))
        {
            X = new Axis("column") { Range = (-0.5, shape.Width - 0.5), Hidden = true },
            Y = new Axis("row") { Range = (shape.Height - 0.5, -0.5), SameScale = true, Hidden = true },
            Z = new Axis("pixel"),
            Traces = [new HeatmapTrace("pixel", Positions(shape.Width), Positions(shape.Height), pixels, ColorScale.Ink) { Gap = 1 }],
            Aspect = 0.8,
        };
    }

    private static double[] Positions(int count) => [.. Enumerable.Range(0, count).Select(i => (double)i)];
}
