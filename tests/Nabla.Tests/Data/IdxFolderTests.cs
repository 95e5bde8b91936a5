using Nabla.Data;

namespace Nabla.Tests.Data;

public sealed class IdxFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => this.folder.Dispose();

    [Fact]
    public void Images_and_labels_of_both_parts_become_data_sets()
    {
        this.folder.Write(IdxFile.TinyMnist());
        DataParts parts = IdxFolder.Load(this.folder.Path);
        Assert.Equal(System.IO.Path.GetFileName(this.folder.Path), parts.Train.Name);
        Assert.Equal((12, 6, 5), (parts.Train.Rows, parts.Train.Features.Columns, parts.Test!.Rows));
        Assert.Equal(new ImageShape(3, 2), parts.Train.Image);
        Assert.Equal(["pixel_0_0", "pixel_0_1", "pixel_0_2", "pixel_1_0", "pixel_1_1", "pixel_1_2"], parts.Train.FeatureNames);
        Assert.Equal([10, 11, 12, 10, 11, 12], parts.Train.Features.Row(11));
        Assert.Equal([0, 1, 2, 3, 4], parts.Test.Labels);
        Assert.Equal(10, parts.Test.ClassNames.Count);
    }

    [Theory]
    [InlineData("train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")]
    [InlineData("train-images.idx3-ubyte", "train-labels.idx1-ubyte", "t10k-images.idx3-ubyte", "t10k-labels.idx1-ubyte")]
    [InlineData("train-images-idx3-ubyte", "train-labels.idx1-ubyte", "test-images.idx3-ubyte", "test-labels-idx1-ubyte")]
    public void The_usual_names_are_found(string trainImages, string trainLabels, string testImages, string testLabels)
    {
        this.folder.Write(
        [
            new(trainImages, IdxFile.Images(4)), new(trainLabels, IdxFile.Labels(4)),
            new(testImages + ".gz", IdxFile.Gzip(IdxFile.Images(3))), new(testLabels, IdxFile.Labels(3)),
        ]);
        Assert.Equal((4, 3), (IdxFolder.Load(this.folder.Path).Train.Rows, IdxFolder.Load(this.folder.Path).Test!.Rows));
    }

    [Fact]
    public void Without_test_files_there_is_no_test_part_and_labels_name_the_classes()
    {
        this.folder.Write(
        [
            new("train-images-idx2-float", IdxFile.Bytes(IdxType.Single, [3, 2], [0.5, 1, 2, 3, 4, 5])),
            new("train-labels-idx1-ubyte", IdxFile.Bytes(IdxType.Int16, [3], [300, -7, 300])),
        ]);
        DataParts parts = IdxFolder.Load(this.folder.Path, "table");
        Assert.Null(parts.Test);
        Assert.Equal("table", parts.Train.Name);
        Assert.Null(parts.Train.Image);
        Assert.Equal(["value_0", "value_1"], parts.Train.FeatureNames);
        Assert.Equal(["-7", "300"], parts.Train.ClassNames);
        Assert.Equal([1, 0, 1], parts.Train.Labels);
    }

    [Fact]
    public void What_is_missing_or_does_not_fit_is_named()
    {
        AssertRefused<FileNotFoundException>("has no file train-images-idx3-ubyte, or with .idx3-ubyte or .gz");
        this.folder.Write([new("train-images-idx3-ubyte", IdxFile.Images(4))]);
        AssertRefused<FileNotFoundException>("has images 'train-images…' but no 'train-labels-idx1-ubyte'");
        this.folder.Write([new("train-labels-idx1-ubyte", IdxFile.Labels(5))]);
        AssertRefused<InvalidDataException>("train-labels-idx1-ubyte': 5 labels for the 4 images of");
        this.folder.Write([new("train-labels-idx1-ubyte", IdxFile.Bytes(IdxType.Single, [4], [0, 1, 2.5, 3]))]);
        AssertRefused<InvalidDataException>("train-labels-idx1-ubyte': label 2 is 2.5, not a whole number");
        this.folder.Write([new("train-labels-idx1-ubyte", IdxFile.Bytes(IdxType.Single, [2, 2], [0, 1, 2, 3]))]);
        AssertRefused<InvalidDataException>("train-labels-idx1-ubyte': dimensions 2 × 2, expected a single one");
        this.folder.Write([new("train-labels-idx1-ubyte", IdxFile.Labels(4)), new("t10k-labels-idx1-ubyte", IdxFile.Labels(2))]);
        this.folder.Write([new("t10k-images-idx3-ubyte", IdxFile.Images(2, width: 4))]);
        AssertRefused<InvalidDataException>("t10k-images-idx3-ubyte': 8 pixels an image, but 6 in");
        this.folder.Write([new("train-images-idx3-ubyte", IdxFile.Labels(4))]);
        AssertRefused<InvalidDataException>("train-images-idx3-ubyte': dimensions 4, expected images × height × width");
        Assert.Throws<DirectoryNotFoundException>(() => IdxFolder.Load(this.folder.File("nowhere")));
    }

    private void AssertRefused<TException>(string part)
        where TException : Exception
    {
        using var culture = new GermanCulture();
        Assert.Contains(part, Assert.Throws<TException>(() => IdxFolder.Load(this.folder.Path)).Message, StringComparison.Ordinal);
    }
}
