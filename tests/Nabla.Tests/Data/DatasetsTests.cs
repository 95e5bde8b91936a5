using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Tests.Data;

public class DatasetsTests
{
    [Fact]
    public void Every_entry_loads_what_it_promises()
    {
        foreach (DatasetInfo info in Datasets.All.Where(info => info.Name is not "mnist"))
        {
            Dataset data = Datasets.Load(info.Name);
            Assert.Equal(
                (info.Name, info.Task, info.Rows, info.Features),
                (data.Name, data.Task, data.Rows, data.Features.Columns));
            Assert.True(info.Defaults.Rows is null || info.Defaults.Rows == info.Rows, info.Name);
        }
    }

    [Fact]
    public void Digits_are_the_1797_images_of_eight_by_eight_pixels()
    {
        using var culture = new GermanCulture();
        Dataset digits = Datasets.Digits();
        Assert.Equal(new ImageShape(8, 8), digits.Image);
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"], digits.ClassNames);
        Assert.Equal(
            [178, 182, 177, 183, 181, 182, 181, 179, 174, 180],
            digits.Labels.CountBy(label => label).OrderBy(pair => pair.Key).Select(pair => pair.Value));
        Assert.Equal([0, 0, 5, 13, 9, 1, 0, 0], digits.Features.Row(0)[..8]);
        Assert.Equal("pixel_7_0", digits.FeatureNames[56]);
        Assert.Equal(561718, Reductions.Sum<double>(digits.Features.Data));
    }

    [Fact]
    public void Iris_has_fifty_flowers_of_each_species()
    {
        using var culture = new GermanCulture();
        Dataset iris = Datasets.Iris();
        Assert.Equal(["setosa", "versicolor", "virginica"], iris.ClassNames);
        Assert.Equal([50, 50, 50], iris.Labels.CountBy(label => label).Select(pair => pair.Value));
        Assert.Equal(["sepal_length", "sepal_width", "petal_length", "petal_width"], iris.FeatureNames);
        Assert.Equal([5.9, 3, 5.1, 1.8], iris.Features.Row(149));
    }

    [Fact]
    public void Options_and_seed_decide_what_is_generated()
    {
        Dataset data = Datasets.Load("circles", new DatasetOptions { Rows = 400, Noise = 0, Factor = 0.5, Seed = 3 });
        Assert.Equal(Generators.Circles(400, 0, 0.5, 3).Features.Data, data.Features.Data);
        foreach (DatasetInfo info in Datasets.All.Where(info => info.Defaults.Noise is not null))
        {
            double[] first = Datasets.Load(info.Name, new() { Seed = 1 }).Features.Data;
            Assert.Equal(first, Datasets.Load(info.Name, new() { Seed = 1 }).Features.Data);
            Assert.NotEqual(first, Datasets.Load(info.Name, new() { Seed = 2 }).Features.Data);
            Assert.Equal(50, Datasets.Load(info.Name, new() { Rows = 50 }).Rows);
        }
    }

    [Fact]
    public void Sleep_study_comes_with_its_test_rows()
    {
        DataParts parts = Datasets.LoadParts("sleep-study-extended");
        Assert.Equal((4, 4), (parts.Train.Rows, parts.Test!.Rows));
        Assert.Equal(SleepStudy.Test.Features.Data, parts.Test.Features.Data);
        Assert.Null(Datasets.LoadParts("digits").Test);
    }

    [Fact]
    public void What_is_unknown_is_named_with_what_is_known()
    {
        var unknown = Assert.Throws<ArgumentException>(() => Datasets.Load("digit"));
        Assert.StartsWith("unknown data set 'digit': known are digits, iris, circles, ", unknown.Message, StringComparison.Ordinal);
        var option = Assert.Throws<ArgumentException>(() => Datasets.Load("iris", new DatasetOptions { Noise = 0.1 }));
        Assert.StartsWith("data set 'iris' has no option 'noise'", option.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Datasets.Load("moons", new DatasetOptions { Factor = 0.1 }));
    }
}
