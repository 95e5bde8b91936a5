using System.Globalization;
using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>The images and labels of one part of a folder.</summary>
/// <param name="Path">The image file.</param>
/// <param name="Features">The values of each image [images × pixels].</param>
/// <param name="Image">The shape of the images; null unless the file has three dimensions.</param>
/// <param name="Labels">The label of each image, from the file.</param>
internal sealed record IdxPart(string Path, Matrix<double> Features, ImageShape? Image, int[] Labels)
{
    /// <summary>Reads a part; null if there are no images with this name.</summary>
    public static IdxPart? Read(string folder, string prefix)
    {
        if (Find(folder, $"{prefix}-images") is not { } imagesPath)
            return null;
        string labelsPath = Find(folder, $"{prefix}-labels")
            ?? throw new FileNotFoundException($"folder '{folder}' has images '{prefix}-images…' but no '{prefix}-labels-idx1-ubyte'");
        IdxArray images = IdxArray.Read(imagesPath);
        int rows = images.Dimensions[0];
        if (images.Dimensions.Length < 2 || images.Count == 0)
            throw WrongShape(imagesPath, images, "images × height × width");
        int[] labels = ReadLabels(labelsPath);
        if (labels.Length != rows)
            throw new InvalidDataException($"'{labelsPath}': {labels.Length} labels for the {rows} images of '{imagesPath}'");
        ImageShape? shape = images.Dimensions is [_, var height, var width] ? new ImageShape(width, height) : null;
        return new IdxPart(imagesPath, new Matrix<double>(images.ToDoubles(), rows, images.Count / rows), shape, labels);
    }

    /// <summary>The names of the pixels, by row and column if the images have a shape.</summary>
    public string[] FeatureNames()
    {
        int width = this.Image?.Width ?? 0;
        IEnumerable<int> columns = Enumerable.Range(0, this.Features.Columns);
        return width > 0 ? [.. columns.Select(i => $"pixel_{i / width}_{i % width}")] : [.. columns.Select(i => $"value_{i}")];
    }

    /// <summary>The file whose name continues with -idx or .idx. The first match is used, so an uncompressed file is preferred.</summary>
    private static string? Find(string folder, string name)
        => Directory.EnumerateFiles(folder, name + "-idx*").Concat(Directory.EnumerateFiles(folder, name + ".idx*"))
            .Order(StringComparer.Ordinal).FirstOrDefault();

    private static int[] ReadLabels(string path)
    {
        IdxArray array = IdxArray.Read(path);
        if (array.Dimensions.Length != 1)
            throw WrongShape(path, array, "a single one");
        double[] values = array.ToDoubles();
        var labels = new int[values.Length];
        for (int row = 0; row < labels.Length; row++)
        {
            labels[row] = (int)values[row];
            if (labels[row] != values[row])
            {
                throw new InvalidDataException(string.Create(
                    CultureInfo.InvariantCulture, $"'{path}': label {row} is {values[row]}, not a whole number"));
            }
        }

        return labels;
    }

    private static InvalidDataException WrongShape(string path, IdxArray array, string wanted)
        => new($"'{path}': dimensions {string.Join(" × ", array.Dimensions)}, expected {wanted}");
}
