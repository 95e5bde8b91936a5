using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Tests.Data;

/// <summary>The snippets of docs/guide/data.md, compiled and run.</summary>
public class GuideTests
{
    [Fact]
    public void By_name()
    {
        Dataset digits = Datasets.Digits();
        Dataset circles = Datasets.Load("circles", new DatasetOptions { Rows = 400, Noise = 0.1, Seed = 7 });
        DataParts scores = Datasets.LoadParts("sleep-study"); // .Train and .Test

        Assert.Equal((1797, 400, 3, 4), (digits.Rows, circles.Rows, scores.Train.Rows, scores.Test!.Rows));
    }

    [Fact]
    public void Made_from_a_seed()
    {
        Dataset circles = Generators.Circles(rows: 100, noise: 0.1, factor: 0.3, seed: 1);
        Dataset truthTable = Generators.Xor(rows: 4, noise: 0);
        Dataset clouds = Generators.Gaussians(rows: 1000, classes: 5);

        Assert.Equal((100, 4, 5), (circles.Rows, truthTable.Rows, clouds.ClassNames.Count));
    }

    [Fact]
    public void Your_own_numbers()
    {
        Matrix<double> hours = Matrix<double>.From([[3, 5], [5, 1], [10, 2]]);
        Dataset passed = Dataset.Classification("exam", hours, ["sleep", "study"], labels: [0, 1, 1], classNames: ["failed", "passed"]);
        Dataset scores = Dataset.Regression("exam", hours, ["sleep", "study"], Matrix<double>.From([[75], [82], [93]]), ["score"]);

        Assert.Equal((LearningTask.Classification, LearningTask.Regression), (passed.Task, scores.Task));
    }

    [Fact]
    public void Labels()
    {
        string[] species = ["setosa", "virginica", "setosa"];
        LabelMap<string> map = LabelMap<string>.From(species);
        int[] labels = map.Encode(species);                       // 0, 1, 0
        string predicted = map.Decode<float>([0.2f, 0.8f]);       // virginica: the largest output
        Matrix<float> wanted = OneHot.Encode<float>(labels, outputs: 2);

        Assert.Equal([0, 1, 0], labels);
        Assert.Equal("virginica", predicted);
        Assert.Equal([1, 0, 0, 1, 1, 0], wanted.Data);
    }

    [Fact]
    public void Splits()
    {
        DataParts parts = Split.TrainValidationTest(Datasets.Iris(), validationFraction: 0.1, testFraction: 0.25, seed: 1);
        RowSplit rows = Split.Rows(1000, validationFraction: 0, testFraction: 0.2, seed: 1); // row numbers, for data of any kind

        Assert.Equal((97, 15, 38), (parts.Train.Rows, parts.Validation!.Rows, parts.Test!.Rows));
        Assert.Equal(200, rows.Test.Length);
    }

    [Fact]
    public void Scaling()
    {
        DataParts parts = Split.TrainTest(Datasets.Digits(), testFraction: 0.4, seed: 1);
        Scaler scaler = Scaler.Fit(ScalerMethod.Standard, parts.Train.Features);
        Matrix<float> train = scaler.Transform<float>(parts.Train.Features);
        Matrix<float> test = scaler.Transform<float>(parts.Test!.Features);

        Assert.Equal((1078, 719), (train.Rows, test.Rows));
    }

    [Fact]
    public void Each_snippet_of_the_guide_stands_in_this_file()
    {
        string root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Join(root, "Nabla.slnx")))
            root = Path.GetDirectoryName(root)!;
        string[] lines = File.ReadAllLines(Path.Join(root, "tests", "Nabla.Tests", "Data", "GuideTests.cs"));
        string source = string.Join('\n', lines.Select(line => line.Trim()));
        string guide = File.ReadAllText(Path.Join(root, "docs", "guide", "data.md"));
        string[] snippets = [.. guide.Split("```csharp\n").Skip(1).Select(part => part.Split("```")[0].TrimEnd())];
        Assert.Equal(7, snippets.Length);
        Assert.All(snippets, snippet => Assert.Contains(snippet, source, StringComparison.Ordinal));
    }

    /// <summary>Compiled only: there is no such folder, and tests use no network.</summary>
    private static async Task<int> ImagesAsync()
    {
        DataParts fashion = IdxFolder.Load("path/to/fashion-mnist");
        DataParts mnist = await Mnist.LoadAsync();
        IdxArray array = IdxArray.Read("train-images-idx3-ubyte.gz"); // array.Dimensions, array.ToDoubles()

        return fashion.Train.Rows + mnist.Train.Rows + array.Count;
    }
}
