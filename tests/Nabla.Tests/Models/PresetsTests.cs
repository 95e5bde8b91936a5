using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Tests.Data;
using Nabla.Training;

namespace Nabla.Tests.Models;

/// <summary>Presets in C#: the page's snippet, the same bits for any threads and after a resumed run, files, and no presets but the four.</summary>
public sealed class PresetsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => this.folder.Dispose();

    [Fact]
    public void The_snippet_of_the_guide()
    {
        MlpSettings settings = Presets.Of(Preset.RealMlp, LearningTask.Classification) with { Seed = 7 };
        Model model = new MlpClassifier(settings).Fit(Datasets.Iris());
        Assert.True(model.Info.Scores.Validation!.Accuracy > 0.9);
        Assert.Equal(settings.Network with { HiddenLayers = settings.Network.HiddenLayers }, model.Info.Settings.Network);
        Assert.Equal(
            ["periodic", "feature-scale", "fan-in-scale", "dense", "mixed", "dropout", "fan-in-scale", "dense", "mixed", "dropout", "fan-in-scale", "dense", "mixed", "dropout", "fan-in-scale", "dense"],
            model.Network.Layers.Select(LayerSpec.All.NameOf));
    }

    [Theory]
    [InlineData(LearningTask.Classification)]
    [InlineData(LearningTask.Regression)]
    public void Threads_change_no_bit_and_the_file_keeps_all(LearningTask task)
    {
        byte[] one = SampleModels.ToBytes(Train(task, new RunControl { Threads = 1 }));
        Assert.Equal(one, SampleModels.ToBytes(Train(task, new RunControl { Threads = 3 })));
        Assert.Equal(one, SampleModels.ToBytes(Model.Load(new MemoryStream(one))));
    }

    [Theory]
    [InlineData(LearningTask.Classification)]
    [InlineData(LearningTask.Regression)]
    public void A_run_that_is_resumed_ends_with_the_same_bytes(LearningTask task)
    {
        byte[] whole = SampleModels.ToBytes(Train(task, new RunControl { Threads = 1 }));
        var checkpoints = new CheckpointOptions(this.folder.File("run")) { EveryEpochs = 1, Keep = 9 };
        Train(task, new RunControl { Threads = 1, Checkpoints = checkpoints });
        string[] kept = [.. Directory.EnumerateFiles(this.folder.File("run"), "epoch*").Order()];
        foreach (string late in kept[3..])
            File.Delete(late);
        Assert.Equal(whole, SampleModels.ToBytes(Train(task, new RunControl { Threads = 1, Checkpoints = checkpoints with { Resume = true } })));
    }

    [Fact]
    public void Best_calibrates_the_mean_of_ten_by_rows_that_each_was_not_trained_on()
    {
        MlpSettings best = Presets.Of(Preset.Best, LearningTask.Classification);
        Model model = new MlpClassifier(best with { Training = best.Training with { Epochs = 4 }, Network = best.Network with { HiddenLayers = [8] } }).Fit(Datasets.Iris());
        Assert.Equal(10, model.Members.Count);
        Assert.NotNull(model.Info.Scores.Validation);
        Assert.Equal(ValidationMeasure.Accuracy, model.Info.Settings.Training.JudgeBy);
    }

    [Fact]
    public void There_are_four()
    {
        Assert.Equal(new MlpSettings(), Presets.Of(Preset.Default, LearningTask.Regression));
        Assert.Equal(new MlpSettings { Network = new(64) }, Presets.Of(Preset.Fast, LearningTask.MultiLabel));
        Assert.Throws<ArgumentOutOfRangeException>(() => Presets.Of((Preset)9, LearningTask.Regression));
    }

    private static Model Train(LearningTask task, RunControl control)
    {
        MlpSettings settings = Presets.Of(Preset.RealMlp, task);
        settings = settings with { Training = settings.Training with { Epochs = 6, BatchSize = 32 } };
        Table people = People.Table(150);
        return task == LearningTask.Regression
            ? new MlpRegressor(settings).Fit(people.Without("buys"), "spends", control)
            : new MlpClassifier(settings).Fit(people.Without("spends"), "buys", control);
    }
}
