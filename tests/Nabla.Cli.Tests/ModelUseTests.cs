using System.Globalization;
using System.Text.Json;
using Nabla.Data;
using Nabla.Tests.Data;

namespace Nabla.Cli.Tests;

public sealed class ModelUseTests(TrainedModels models)
{
    [Fact]
    public void PredictPrintsALabelForEachRow()
    {
        string[] lines = CommandLine.Succeed("predict", models.Digits, "digits").Lines;
        Dataset digits = Datasets.Digits();
        Assert.Equal(digits.Rows, lines.Length);
        Assert.True(lines.Zip(digits.Labels, (line, label) => line == digits.ClassNames[label]).Count(right => right) > 1600);
    }

    [Fact]
    public void ProbabilitiesSumToOneAndAgreeWithTheLabels()
    {
        string[] lines = CommandLine.Succeed("predict", models.Digits, "digits", "--probabilities").Lines;
        string[] labels = CommandLine.Succeed("predict", models.Digits, "digits").Lines;
        Assert.Equal("0,1,2,3,4,5,6,7,8,9", lines[0]);
        foreach ((string line, string label) in lines.Skip(1).Zip(labels))
        {
            double[] shares = [.. line.Split(',').Select(text => double.Parse(text, CultureInfo.InvariantCulture))];
            Assert.Equal(1, shares.Sum(), 5);
            Assert.Equal(label, Array.IndexOf(shares, shares.Max()).ToString(CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void OneHotIsOneForTheLabel()
    {
        string[] lines = CommandLine.Succeed("predict", models.Digits, "digits", "--one-hot").Lines;
        string[] labels = CommandLine.Succeed("predict", models.Digits, "digits").Lines;
        Assert.All(lines.Skip(1).Zip(labels), pair => Assert.Equal(
            string.Join(',', Enumerable.Range(0, 10).Select(i => i == int.Parse(pair.Second, CultureInfo.InvariantCulture) ? "1" : "0")), pair.First));
    }

    [Fact]
    public void ASingleOutputIsOneAboveOneHalf()
    {
        string[] oneHot = CommandLine.Succeed("predict", models.Moons, "moons", "--one-hot").Lines;
        string[] probabilities = CommandLine.Succeed("predict", models.Moons, "moons", "--probabilities").Lines;
        Assert.Equal("lower", oneHot[0]);
        Assert.Equal("upper,lower", probabilities[0]);
        Assert.All(oneHot.Skip(1).Zip(probabilities.Skip(1)), pair => Assert.Equal(
            double.Parse(pair.Second.Split(',')[1], CultureInfo.InvariantCulture) > 0.5 ? "1" : "0", pair.First));
    }

    [Fact]
    public void ARegressionPredictsValues()
    {
        string[] lines = CommandLine.Succeed("predict", models.Sine, "sine", "--rows", "7").Lines;
        Assert.Equal(7, lines.Length);
        Assert.All(lines, line => Assert.True(double.TryParse(line, CultureInfo.InvariantCulture, out _)));
    }

    [Fact]
    public void ExportWritesOnnxAndSaysWhatGoesInAndOut()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("moons.onnx");
        Outcome outcome = CommandLine.Succeed("export", models.Moons, "--output", path);
        GoldenText.Check("export-moons", outcome.Out.Replace(folder.Path, "FOLDER", StringComparison.Ordinal));
        Assert.Equal(8, File.ReadAllBytes(path)[0]); // the tag of the first field of ONNX, its version

        outcome = CommandLine.Run("export", models.Moons, "--output", folder.Path);
        Assert.Equal((1, $"nabla: output '{folder.Path}' is a folder, expected a file\n"), (outcome.ExitCode, outcome.Error));
    }

    [Fact]
    public void ExportRefusesWhatOnnxHasNoFormFor()
    {
        using var folder = new TemporaryFolder();
        string csv = folder.File("cities.csv"), model = folder.File("cities.safetensors"), onnx = folder.File("cities.onnx");
        File.WriteAllLines(csv, ["city,big", .. Enumerable.Range(0, 20).Select(i => $"c{i % 4},{(i % 2 == 0 ? "yes" : "no")}")]);
        CommandLine.Succeed("train", csv, "--target", "big", "--hash", "city", "--epochs", "1", "--output", model);
        Outcome outcome = CommandLine.Run("export", model, "--output", onnx);
        Assert.Equal((1, $"nabla: {model}: column 'city' is stored as hashes of its texts, which ONNX cannot represent\n"), (outcome.ExitCode, outcome.Error));
        Assert.False(File.Exists(onnx));
    }

    [Fact]
    public void EvaluateJudgesAllRows()
    {
        using var json = JsonDocument.Parse(CommandLine.Succeed("evaluate", models.Digits, "digits", "--json").Out);
        Assert.Equal(["data", "test", "model", "baselines", "baselineTraining"], json.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(1797, json.RootElement.GetProperty("data").GetProperty("rows").GetInt32());
        string[] labels = CommandLine.Succeed("predict", models.Digits, "digits").Lines;
        Dataset digits = Datasets.Digits();
        double right = labels.Zip(digits.Labels, (line, label) => line == digits.ClassNames[label]).Count(same => same);
        Assert.Equal(right / digits.Rows, json.RootElement.GetProperty("test").GetProperty("accuracy").GetDouble());
    }

    [Fact]
    public void EvaluateShowsScores()
    {
        GoldenText.Check("evaluate-digits", CommandLine.Succeed("evaluate", models.Digits, "digits").Out);
        GoldenText.Check("evaluate-sine", CommandLine.Succeed("evaluate", models.Sine, "sine", "--seed", "2").Out);
    }

    [Fact]
    public void EvaluateJudgesThePartThatTrainingNeverSaw()
    {
        using var json = JsonDocument.Parse(CommandLine.Succeed("evaluate", models.Digits, "digits", "--part", "test", "--json").Out);
        Assert.Equal(449, json.RootElement.GetProperty("data").GetProperty("rows").GetInt32());
        JsonElement confusion = json.RootElement.GetProperty("model").GetProperty("confusion");
        Assert.Equal(449, confusion.EnumerateArray().Sum(row => row.EnumerateArray().Sum(count => count.GetInt32())));
        using var inspected = JsonDocument.Parse(CommandLine.Succeed("evaluate", models.Sine, "sine", "--part", "validation", "--json").Out);
        Assert.Equal(40, inspected.RootElement.GetProperty("data").GetProperty("rows").GetInt32());
        Assert.Equal(7, inspected.RootElement.GetProperty("model").GetProperty("targets")[0].GetProperty("residualQuantiles").EnumerateObject().Count());
    }

    [Fact]
    public void APartThatIsNotThereIsRefused()
    {
        Refuses("without a validation part", "evaluate", models.Digits, "digits", "--part", "validation");
        Refuses("is not the data that the model was trained on", "evaluate", models.Sine, "sine", "--seed", "2", "--part", "test");
        Refuses("has 50 rows, the parts were made of 200", "evaluate", models.Sine, "sine", "--rows", "50", "--part", "test");
    }

    [Fact]
    public void InspectShowsWhatIsInTheFile()
    {
        GoldenText.Check("inspect-digits", CommandLine.Succeed("inspect", models.Digits).Out);
        GoldenText.Check("inspect-sine", CommandLine.Succeed("inspect", models.Sine).Out);
    }

    [Fact]
    public void InspectSaysTheSameAsJson()
    {
        using var json = JsonDocument.Parse(CommandLine.Succeed("inspect", models.Sine, "--json").Out);
        JsonElement root = json.RootElement;
        Assert.Equal(
            ["version", "data", "task", "features", "classes", "targets", "dataFingerprint", "provenance", "scaler", "columns", "network", "training", "regularizers", "train", "validation", "test"],
            root.EnumerateObject().Select(p => p.Name));
        Assert.Equal("""["y"]""", root.GetProperty("targets").GetRawText());
        Assert.Equal(5, root.GetProperty("training").GetProperty("epochs").GetInt32());
        Assert.Equal("""{"early-stopping":"patience 125"}""", root.GetProperty("regularizers").GetRawText());
        Assert.Equal(6, root.GetProperty("training").GetProperty("history").GetProperty("validationLoss").GetArrayLength());
    }

    [Theory]
    [InlineData("predict", "iris", "4 features, the model was trained on 64")]
    [InlineData("evaluate", "iris", "4 features, the model was trained on 64")]
    public void DataOfAnotherWidthIsRefused(string command, string data, string sentence) => Refuses(sentence, command, models.Digits, data);

    [Fact]
    public void DataOfAnotherKindIsRefused()
    {
        Refuses("has the classes", "evaluate", models.Moons, "circles");
        Refuses("--probabilities is for classification", "predict", models.Sine, "sine", "--probabilities");
        Refuses("exclude each other", "predict", models.Digits, "digits", "--probabilities", "--one-hot");
    }

    [Fact]
    public void AFileThatIsNoModelIsRefused()
    {
        using var folder = new TemporaryFolder();
        byte[] whole = File.ReadAllBytes(models.Digits);
        foreach (int length in (int[])[0, 5, 8, 100, whole.Length / 2, whole.Length - 1])
        {
            File.WriteAllBytes(folder.File("cut.safetensors"), whole[..length]);
            Refuses("cut.safetensors", "predict", folder.File("cut.safetensors"), "digits");
        }

        Refuses("nowhere.safetensors", "inspect", folder.File("nowhere.safetensors"));
        Refuses(folder.Path, "inspect", folder.Path);
        Refuses("MODEL is an empty path", "inspect", "");
    }

    private static void Refuses(string sentence, params string[] args)
    {
        Outcome outcome = CommandLine.Run(args);
        Assert.Contains(sentence, outcome.Error, StringComparison.Ordinal);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Single(outcome.Error.TrimEnd('\n').Split('\n'));
        Assert.Empty(outcome.Out);
    }
}
