using System.Globalization;
using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>
/// Reads a folder of images and labels in MNIST's format: <c>train-images-idx3-ubyte</c> and <c>train-labels-idx1-ubyte</c>, and for the test part
/// <c>t10k-…</c> or <c>test-…</c>. A dot may replace the hyphen before <c>idx</c>, and <c>.gz</c> may follow.
/// </summary>
public static class IdxFolder
{
    /// <summary>Loads the training part and, if its files exist, the test part: raw pixels, with labels as class names.</summary>
    /// <param name="folder">The folder's path.</param>
    /// <param name="name">The name of the data set; default: the folder name.</param>
    /// <exception cref="FileNotFoundException">The training images or labels are missing, or the labels of the test images.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or two files do not match.</exception>
    public static DataParts Load(string folder, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        name ??= Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        IdxPart train = IdxPart.Read(folder, "train")
            ?? throw new FileNotFoundException($"folder '{folder}' has no file train-images-idx3-ubyte, or with .idx3-ubyte or .gz");
        IdxPart? test = IdxPart.Read(folder, "t10k") ?? IdxPart.Read(folder, "test");
        if (test is not null && test.Features.Columns != train.Features.Columns)
        {
            throw new InvalidDataException(
                $"'{test.Path}': {test.Features.Columns} pixels an image, but {train.Features.Columns} in '{train.Path}'");
        }

        LabelMap<int> classes = LabelMap<int>.From(train.Labels.Concat(test?.Labels ?? []));
        string[] classNames = [.. classes.Classes.Select(label => label.ToString(CultureInfo.InvariantCulture))];
        Dataset Create(IdxPart part)
            => Dataset.Classification(name, part.Features, part.FeatureNames(), classes.Encode(part.Labels), classNames, part.Image);
        return new DataParts(Create(train), Test: test is null ? null : Create(test));
    }
}
