using System.Security.Cryptography;
using System.Text.Json;
using Nabla.Descriptions;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Tests.Data;

namespace Nabla.Cli.Tests;

public sealed class TrainTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => this.folder.Dispose();

    [Theory]
    [InlineData("digits", "digits", "--epochs", "10", "--validation-size", "0.1")]
    [InlineData("linear-iris", "iris", "--hidden", "", "--epochs", "20", "--report-every", "8")]
    [InlineData("sine", "sine", "--hidden", "8,4", "--activation", "tanh,elu:0.5", "--epochs", "3")]
    public void ASummaryFollowsTheProgress(string name, params string[] args)
    {
        Outcome outcome = CommandLine.Succeed(["train", .. args, "--output", this.folder.File("m.safetensors")]);
        GoldenText.Check($"train-{name}", (outcome.Error + "--\n" + outcome.Out).Replace(this.folder.Path, "FOLDER", StringComparison.Ordinal));
    }

    [Fact]
    public void VerboseShowsWeightsUpdatesAndOutputs()
    {
        Outcome outcome = CommandLine.Succeed(
            "train", "sleep-study", "--hidden", "3", "--verbose", "--epochs", "2", "--output", this.folder.File("m.safetensors"));
        GoldenText.Check("train-verbose", outcome.Error);
    }

    [Theory]
    [InlineData("gradientTolerance", "--tolerance", "0.05")]
    [InlineData("maxEvaluations", "--max-evaluations", "9")]
    [InlineData("maxEpochs", "--tolerance", "1e-14")]
    public void AFullBatchSolverHasItsOwnLimitsAndCountsEvaluations(string reason, params string[] limit)
    {
        JsonElement training = this.Json(["iris", "--optimizer", "lbfgs", "--l2", "1", "--hidden", "4", "--epochs", "60", .. limit]).GetProperty("training");
        Assert.Equal(reason, training.GetProperty("stopReason").GetString());
        int[] evaluations = [.. training.GetProperty("history").GetProperty("evaluations").EnumerateArray().Select(count => count.GetInt32())];
        Assert.Equal(training.GetProperty("epochs").GetInt32() + 1, evaluations.Length);
        Assert.All(evaluations.Zip(evaluations.Skip(1)), pair => Assert.True(pair.First < pair.Second));
        Assert.InRange(evaluations[^1], 2, reason == "maxEvaluations" ? 9 : 1000);
    }

    [Fact]
    public void JsonIsOneObjectThatSaysAll()
    {
        JsonElement root = this.Json("digits", "--hidden", "64", "--epochs", "4", "--validation-size", "0.1");
        Assert.Equal(["data", "split", "network", "training", "train", "validation", "test", "model"], root.EnumerateObject().Select(p => p.Name));
        Assert.Equal("""{"name":"digits","rows":1797,"features":64,"task":"classification","classes":10}""", root.GetProperty("data").GetRawText());
        Assert.Equal("""{"train":1168,"validation":180,"test":449}""", root.GetProperty("split").GetRawText());
        Assert.Equal("""{"layers":[64,64,10],"parameters":4810}""", root.GetProperty("network").GetRawText());
        JsonElement training = root.GetProperty("training");
        Assert.Equal(["optimizer", "epochs", "seconds", "stopReason", "chosenEpoch", "lossCurve", "history"], training.EnumerateObject().Select(p => p.Name));
        Assert.Equal("maxEpochs", training.GetProperty("stopReason").GetString());
        Assert.Equal(4, training.GetProperty("epochs").GetInt32());
        Assert.Equal(4, training.GetProperty("chosenEpoch").GetInt32());
        Assert.Equal(5, training.GetProperty("lossCurve").GetArrayLength());
        JsonElement history = training.GetProperty("history");
        Assert.Equal("[0,1,2,3,4]", history.GetProperty("epoch").GetRawText());
        Assert.Equal("[0,0.001,0.001,0.001,0.001]", history.GetProperty("learningRate").GetRawText());
        Assert.Equal([5, 5], history.GetProperty("weightNorms").EnumerateArray().Select(layer => layer.GetArrayLength()));
        Assert.Equal(JsonValueKind.Null, history.GetProperty("gradientNorms")[1][0].ValueKind); // before training there is none
        Assert.True(history.GetProperty("gradientNorms")[1][4].GetDouble() > 0);
        Assert.All((string[])["train", "validation", "test"], part => Assert.Equal(["loss", "accuracy"], root.GetProperty(part).EnumerateObject().Select(p => p.Name)));
        string path = root.GetProperty("model").GetProperty("path").GetString()!;
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))), root.GetProperty("model").GetProperty("sha256").GetString());
    }

    [Fact]
    public void AnEarlyStopSaysWhoseEpochTheModelIs()
    {
        string[] run = ["train", "iris", "--hidden", "40", "--validation-size", "0.3", "--patience", "2", "--learning-rate", "0.1", "--epochs", "500", "--output", this.folder.File("m.safetensors")];
        using var json = JsonDocument.Parse(CommandLine.Succeed([.. run, "--json"]).Out);
        JsonElement training = json.RootElement.GetProperty("training");
        Assert.Equal("earlyStopping", training.GetProperty("stopReason").GetString());
        int epochs = training.GetProperty("epochs").GetInt32(), chosen = training.GetProperty("chosenEpoch").GetInt32();
        Assert.Equal(epochs - 2, chosen);
        Assert.Matches($"trained {epochs} epochs in [^:]*: the validation loss no longer improves; the model is that of epoch {chosen}\n", CommandLine.Succeed(run).Out);
    }

    [Fact]
    public void ARegressionHasItsOwnScores()
    {
        JsonElement root = this.Json("friedman1", "--epochs", "2");
        Assert.Equal(["loss", "rSquared", "rootMeanSquaredError", "meanAbsoluteError"], root.GetProperty("test").EnumerateObject().Select(p => p.Name));
        Assert.Equal("""{"name":"friedman1","rows":500,"features":10,"task":"regression","classes":null}""", root.GetProperty("data").GetRawText());
    }

    [Fact]
    public void ATestSizeOfZeroMeansNoTest()
    {
        JsonElement root = this.Json("iris", "--epochs", "1", "--test-size", "0", "--validation-size", "0");
        Assert.Equal(JsonValueKind.Null, root.GetProperty("test").ValueKind);
        Assert.Equal(JsonValueKind.Null, root.GetProperty("validation").ValueKind);
        Assert.Equal("""{"train":150,"validation":0,"test":0}""", root.GetProperty("split").GetRawText());
    }

    [Fact]
    public void WithoutOptionsAPartIsHeldOutAndTheModelTrainedAnew()
    {
        JsonElement root = this.Json("iris", "--epochs", "30");
        Assert.Equal("""{"train":112,"validation":0,"heldOut":17,"test":38}""", root.GetProperty("split").GetRawText());
        Assert.Equal("""{"layers":[4,64,64,3],"parameters":4675}""", root.GetProperty("network").GetRawText());
        Assert.True(root.GetProperty("training").GetProperty("refit").GetBoolean());
        Assert.Equal(["loss", "accuracy"], root.GetProperty("validation").EnumerateObject().Select(p => p.Name));

        string[] run = ["train", "iris", "--epochs", "30", "--output", this.folder.File("m.safetensors")];
        Outcome outcome = CommandLine.Succeed(run);
        Assert.Contains("; 17 of them are held out to choose the number of epochs; then the model is trained on all", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("the validation score is from the run that chose the number of epochs", outcome.Out, StringComparison.Ordinal);
        byte[] bytes = File.ReadAllBytes(this.folder.File("m.safetensors"));
        CommandLine.Succeed([.. run, "--refit", "--threads", "1"]);
        Assert.Equal(bytes, File.ReadAllBytes(this.folder.File("m.safetensors")));
        CommandLine.Succeed("verify", this.folder.File("m.safetensors"), "iris");
        Assert.Contains("17 rows of training, to choose the number of epochs", CommandLine.Succeed("inspect", this.folder.File("m.safetensors")).Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("64,64", "--validation-size", "0.2")] // a part of its own says when to stop
    [InlineData("64", "--validation-size", "0")]
    [InlineData("64", "--activation", "relu")] // named, though it is the default
    [InlineData("64", "--weight-decay", "0")]
    [InlineData("64", "--optimizer", "lbfgs")]
    [InlineData("64", "--no-early-stopping")]
    public void OneOptionOfNetworkOrRegularizationLeavesTheRestAsItWas(string hidden, params string[] options)
    {
        JsonElement root = this.Json(["iris", "--epochs", "2", .. options]);
        Assert.Equal($"[4,{hidden},3]", root.GetProperty("network").GetProperty("layers").GetRawText());
        Assert.False(root.GetProperty("training").TryGetProperty("refit", out _));
    }

    [Fact]
    public void AModelThatWasTrainedAnewIsGoneOnFromAndRepeated()
    {
        string first = this.folder.File("first.safetensors"), next = this.folder.File("next.safetensors");
        CommandLine.Succeed("train", "iris", "--epochs", "20", "--output", first);
        CommandLine.Succeed("train", "iris", "--like", first, "--output", next);
        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(next));
        CommandLine.Succeed("train", "iris", "--from", first, "--output", next);
        ModelInfo info = Model.Load(next).Info;
        Assert.Equal((null, Model.Load(first).Info.ChosenEpoch), (info.HeldOutRows, info.History[^1].Epoch));
        Assert.Contains("exclude each other", CommandLine.Run("train", "iris", "--from", first, "--refit", "--output", next).Error, StringComparison.Ordinal);
        Assert.Contains("leave out '--validation-size 0'", CommandLine.Run("train", "iris", "--refit", "--validation-size", "0", "--output", next).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void DataWithATestPartOfItsOwnKeepsItUnlessASizeIsGiven()
    {
        Assert.Equal("""{"train":3,"validation":0,"test":4}""", this.Json("sleep-study", "--epochs", "1").GetProperty("split").GetRawText());
        Assert.Equal("""{"train":2,"validation":0,"test":1}""", this.Json("sleep-study", "--epochs", "1", "--test-size", "0.25").GetProperty("split").GetRawText());
    }

    [Fact]
    public void AFolderInTheFormatOfMnistIsTrainedOn()
    {
        string images = Directory.CreateDirectory(this.folder.File("tiny images")).FullName;
        foreach ((string name, byte[] bytes) in IdxFile.TinyMnist(trainRows: 30, testRows: 5))
            File.WriteAllBytes(Path.Join(images, name), bytes);
        JsonElement root = this.Json(images, "--epochs", "2");
        Assert.Equal("""{"name":"tiny images","rows":35,"features":6,"task":"classification","classes":10}""", root.GetProperty("data").GetRawText());
        Assert.Equal("""{"train":30,"validation":0,"test":5}""", root.GetProperty("split").GetRawText());

        Outcome outcome = CommandLine.Succeed("train", images, "--epochs", "1", "--output", this.folder.File("m.safetensors"));
        Assert.EndsWith($"m.safetensors \"{images}\"\n", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void TheModelFileIsTheSameWithAnyNumberOfThreads()
    {
        string Sha(params string[] more) => this.Json(["digits", "--epochs", "2", .. more]).GetProperty("model").GetProperty("sha256").GetString()!;
        Assert.Single((HashSet<string>)[Sha("--threads", "1"), Sha("--threads", "2"), Sha("--threads", "3"), Sha()]);
        Assert.NotEqual(Sha(), Sha("--seed", "2"));
    }

    [Theory]
    [InlineData("sigmoid", "half-squared-error")]
    [InlineData("sigmoid", "binary-cross-entropy")]
    [InlineData("softmax", "cross-entropy")]
    public void PairsOfOutputAndLossThatMakeSenseLearn(string output, string loss)
    {
        JsonElement root = this.Json(
            "digits", "--hidden", "30", "--activation", "sigmoid", "--output-activation", output, "--loss", loss, "--epochs", "20", "--learning-rate", "0.01");
        Assert.True(root.GetProperty("test").GetProperty("accuracy").GetDouble() > 0.9);
    }

    [Theory]
    [InlineData("iris --loss cross-entropy", "iris --loss log-likelihood", "iris --loss Log-Loss")]
    [InlineData("iris --loss binary-cross-entropy", "iris --loss bce")]
    [InlineData("iris --loss binary-cross-entropy --output-activation sigmoid", "iris --loss bce --output-activation logistic", "iris --loss cross-entropy --output-activation sigmoid")]
    [InlineData("moons --rows 40 --loss binary-cross-entropy --output-activation sigmoid", "moons --rows 40 --loss cross-entropy --output-activation sigmoid")]
    [InlineData("friedman1 --rows 40 --loss half-squared-error", "friedman1 --rows 40 --loss quadratic")]
    [InlineData("friedman1 --rows 40 --loss mean-squared-error", "friedman1 --rows 40 --loss mse")]
    [InlineData("friedman1 --rows 40 --loss mean-absolute-error", "friedman1 --rows 40 --loss mae")]
    [InlineData("iris --activation silu --init he-normal", "iris --activation swish --init kaiming-normal")]
    [InlineData("iris --optimizer sgd --learning-rate 0.2", "iris --solver sgd --lr 0.2")]
    [InlineData("iris --optimizer lbfgs:5", "iris --solver l-bfgs:5")]
    public void OtherNamesGiveTheSameBytes(params string[] lines)
    {
        byte[] FileOf(string line)
        {
            string path = this.folder.File("m.safetensors");
            CommandLine.Succeed(["train", .. line.Split(' '), "--epochs", "2", "--output", path]);
            return File.ReadAllBytes(path);
        }

        byte[] named = FileOf(lines[0]);
        Assert.All(lines[1..], line => Assert.Equal(named, FileOf(line)));
    }

    [Fact]
    public void EveryInitializerIsThereForWeightsAndForBiases()
    {
        string path = this.folder.File("m.safetensors");
        foreach (CatalogEntry<Initializer> entry in Initializer.All.Where(entry => !Initializer.All.Parse(entry.Name).UsesData))
        {
            // One is for weights alone and one for biases alone: they go together.
            string weights = entry.Name == "he-plus" ? "unit-variance" : entry.Name, biases = entry.Name == "unit-variance" ? "he-plus" : entry.Name;
            CommandLine.Succeed("train", "xor", "--hidden", "3", "--init", weights, "--bias-init", biases, "--epochs", "0", "--output", path);
            Assert.All(Model.Load(path).Network.NumberedLayers, layer => Assert.Equal(
                (Initializer.All.Parse(weights), Initializer.All.Parse(biases)), (layer.Dense.WeightInitializer, layer.BiasInitializer)));
        }
    }

    [Fact]
    public void AllOptionsReachTheModel()
    {
        string path = this.folder.File("m.safetensors");
        CommandLine.Succeed(
            "train", "digits", "--hidden", "30,20", "--activation", "leaky-relu:0.1", "--output-activation", "sigmoid", "--loss", "half-squared-error",
            "--reduction", "sum", "--init", "uniform01", "--bias-init", "normal:0:0.1", "--optimizer", "nesterov", "--momentum", "0.5", "--learning-rate", "0.001",
            "--batch-size", "full", "--epochs", "1", "--l1", "0.1", "--l2", "0.2", "--scale", "minmax", "--seed", "7", "--precision", "double", "--output", path);
        GoldenText.Check("inspect-options", CommandLine.Succeed("inspect", path).Out);
    }

    [Fact]
    public void SettingsAreRepeatedLikeThoseOfAModel()
    {
        string first = this.folder.File("first.safetensors"), second = this.folder.File("second.safetensors");
        CommandLine.Succeed(
            "train", "moons", "--hidden", "5", "--activation", "tanh", "--dropout", "0.1", "--epochs", "3", "--seed", "9", "--validation-size", "0.2", "--test-size", "0.1", "--output", first);
        CommandLine.Succeed("train", "moons", "--like", first, "--output", second);
        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));

        CommandLine.Succeed("train", "iris", "--like", first, "--epochs", "4", "--output", second);
        using var json = JsonDocument.Parse(CommandLine.Succeed("inspect", second, "--json").Out);
        Assert.Equal("iris", json.RootElement.GetProperty("data").GetString());
        Assert.Equal(4, json.RootElement.GetProperty("training").GetProperty("epochs").GetInt32());
        Assert.Equal(9, json.RootElement.GetProperty("training").GetProperty("seed").GetInt32());
        Assert.Equal("0.1", json.RootElement.GetProperty("regularizers").GetProperty("dropout").GetString());
        Assert.StartsWith("nabla: options '--from' and '--like' exclude each other", CommandLine.Run("train", "iris", "--like", first, "--from", first).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ARunThatDivergesEndsWithAWarningAndTheLastGoodModel()
    {
        string path = this.folder.File("m.safetensors");
        Outcome outcome = CommandLine.Succeed("train", "sleep-study", "--optimizer", "sgd", "--learning-rate", "1e6", "--json", "--output", path);
        Assert.Contains("nabla: warning: diverged in epoch 3, step 1 of 1", outcome.Error, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(outcome.Out);
        Assert.Equal("diverged", json.RootElement.GetProperty("training").GetProperty("stopReason").GetString());
        Assert.Equal(0, CommandLine.Succeed("inspect", path).ExitCode);
    }

    [Fact]
    public void ARunThatCannotStartEndsWithAWarning()
    {
        (string data, string path) = (this.folder.File("huge.csv"), this.folder.File("m.safetensors"));
        File.WriteAllLines(data, ["x,z,y", .. Enumerable.Range(1, 20).Select(row => $"{row % 3}e38,{row % 5}e38,{row}")]);
        string[] line = ["train", data, "--target", "y", "--optimizer", "lbfgs", "--scale", "none", "--output", path];
        Outcome refused = CommandLine.Run(line);
        Assert.Equal(3, refused.ExitCode);
        Assert.Contains("nabla: cost or gradient is not finite at the start; there was no good epoch, so nothing is saved", refused.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
        Outcome outcome = CommandLine.Succeed([.. line, "--keep-diverged"]);
        Assert.Contains("nabla: warning: cost or gradient is not finite at the start; the model is the untrained network", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void AFullBatchSolverIsShownWithoutLearningRateAndBatches()
    {
        string path = this.folder.File("m.safetensors");
        CommandLine.Succeed("train", "iris", "--optimizer", "lbfgs", "--epochs", "2", "--output", path);
        string text = CommandLine.Succeed("inspect", path).Out;
        Assert.DoesNotContain("learning rate", text, StringComparison.Ordinal);
        Assert.Matches(@"batches +of all examples", text);
        using var json = JsonDocument.Parse(CommandLine.Succeed("inspect", path, "--json").Out);
        JsonElement training = json.RootElement.GetProperty("training");
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (training.GetProperty("learningRate").ValueKind, training.GetProperty("batchSize").ValueKind));
    }

    [Fact]
    public void AnExistingModelFileIsReplacedAndNothingElseIsLeft()
    {
        string path = this.folder.File("m.safetensors");
        File.WriteAllText(path, "old");
        CommandLine.Succeed("train", "iris", "--epochs", "1", "--output", path);
        Assert.True(new FileInfo(path).Length > 100);
        Assert.Equal([this.folder.File("m.safetensors")], Directory.EnumerateFileSystemEntries(this.folder.Path));
    }

    private JsonElement Json(params string[] args)
    {
        Outcome outcome = CommandLine.Succeed(["train", .. args, "--json", "--output", this.folder.File("m.safetensors")]);
        Assert.Single(outcome.Lines);
        using var json = JsonDocument.Parse(outcome.Out);
        return json.RootElement.Clone();
    }
}
