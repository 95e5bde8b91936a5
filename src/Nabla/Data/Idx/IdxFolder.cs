using System.Globalization;
using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>
/// Reads a folder of images and labels in MNIST's format: <c>train-images-idx3-ubyte</c> and <c>train-labels-idx1-ubyte</c>,
/// for the test part <c>t10k-…</c> or <c>test-…</c>; a dot may stand in place of the hyphen before <c>idx</c>, and <c>.gz</c> may follow.
/// </summary>
public static class IdxFolder
{
    /// <summary>The training part and, where its files are there, the test part: raw pixels, classes named by their labels.</summary>
    /// <param name="folder">The folder's path.</param>
    /// <param name="name">The data set's name; by default the folder's.</param>
    /// <exception cref="FileNotFoundException">The images or the labels to train on are missing, or the labels of test images.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or two files do not fit together.</exception>
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
