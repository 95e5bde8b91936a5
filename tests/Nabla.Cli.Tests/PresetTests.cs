using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Tests;
using Nabla.Tests.Data;

namespace Nabla.Cli.Tests;

/// <summary>Presets on the command line: what they train, what wins over them, and what does not go with them.</summary>
public sealed class PresetTests : IDisposable
{
    private static readonly string Flats = Path.Join(Repository.Root, "docs", "guide", "flats.csv");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => this.folder.Dispose();

    [Theory]
    [InlineData("rent")]
    [InlineData("balcony")]
    public void The_settings_of_the_preset_for_the_task_stand_in_the_model_file(string target)
    {
        Model model = this.Train(Flats, "--target", target, "--ignore", "id", "--preset", "realmlp", "--epochs", "2");
        LearningTask task = target == "rent" ? LearningTask.Regression : LearningTask.Classification;
        MlpSettings expected = Presets.Of(Preset.RealMlp, task);
        expected = expected with { Training = expected.Training with { Epochs = 2 }, ValidationFraction = null };
        Assert.Equal(expected.Preprocessing, model.Info.Settings.Preprocessing);
        Assert.Equal(expected.Training, model.Info.Settings.Training);
        Assert.Equal(expected.Network, model.Info.Settings.Network);
        Assert.Null(model.Info.Settings.ValidationFraction);
        Assert.Equal(0.2 * 0.75, model.Info.Split!.ValidationFraction, 1e-12); // a fifth of what is not for testing
        Assert.Equal(task == LearningTask.Regression, model.Network.OutputLimits is not null);
    }

    [Fact]
    public void Other_options_win()
    {
        Model model = this.Train("iris", "--preset", "realmlp", "--hidden", "7", "--batch-size", "32", "--epochs", "1", "--validation-size", "0.1", "--activation", "relu");
        Assert.Equal([7], model.Info.Settings.Network.HiddenLayers);
        Assert.Equal(32, model.Info.Settings.Training.BatchSize);
        Assert.Equal(0.1, model.Info.Split!.ValidationFraction);
        Assert.Equal(new ReLU(), model.Network.NumberedLayers[0].Activation);
        Assert.Equal(0, this.Train("iris", "--preset", "realmlp", "--epochs", "1", "--validation-size", "0").Info.Split!.ValidationFraction);
    }

    [Fact]
    public void Fast_is_one_hidden_layer_and_default_is_what_no_preset_is()
    {
        Assert.Equal(this.Bytes("--hidden", "64", "--epochs", "2"), this.Bytes("--preset", "fast", "--epochs", "2"));
        Assert.Equal(this.Bytes("--epochs", "2"), this.Bytes("--preset", "default", "--epochs", "2"));
    }

    [Fact]
    public void Best_has_two_members_for_each_fold_and_holds_nothing_else_out()
    {
        Model model = this.Train("iris", "--preset", "best", "--epochs", "2", "--hidden", "8");
        Assert.Equal(10, model.Members.Count);
        Assert.Equal(0, model.Info.Split!.ValidationFraction);
        Assert.Equal(5, this.Train("iris", "--preset", "best", "--seeds", "1", "--epochs", "1", "--hidden", "8").Members.Count);
        Assert.Equal(5, this.Train("iris", "--preset", "realmlp", "--ensemble", "5", "--epochs", "1", "--hidden", "8").Members.Count);
    }

    [Fact]
    public void A_model_has_settings_of_its_own()
    {
        string path = this.folder.File("m.safetensors");
        CommandLine.Succeed(["train", "iris", "--epochs", "1", "--output", path]);
        foreach (string option in (string[])["--from", "--like"])
            Assert.Contains($"options '--preset' and '{option}' exclude each other", CommandLine.Run("train", "iris", "--preset", "best", option, path).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Tune_varies_a_preset()
    {
        string path = this.folder.File("t.safetensors");
        CommandLine.Succeed(["tune", "iris", "--preset", "best", "--epochs", "2", "--try", "hidden=4;8", "--search", "grid", "--folds", "2", "--log", this.folder.File("log.jsonl"), "--output", path]);
        Model model = Model.Load(path);
        Assert.Equal(10, model.Members.Count);
        Assert.Contains(model.Info.Settings.Network.HiddenLayers.Single(), (int[])[4, 8]);
        Assert.True(model.Info.Settings.Network.MixedActivation);
    }

    private byte[] Bytes(params string[] args)
    {
        string path = this.folder.File("m.safetensors");
        CommandLine.Succeed(["train", "iris", .. args, "--output", path]);
        return File.ReadAllBytes(path);
    }

    private Model Train(string data, params string[] args)
    {
        string path = this.folder.File("m.safetensors");
        CommandLine.Succeed(["train", data, .. args, "--output", path]);
        return Model.Load(path);
    }
}
