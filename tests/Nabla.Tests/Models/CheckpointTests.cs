using System.Globalization;
using Nabla.Data;
using Nabla.Models;
using Nabla.Optimization;
using Nabla.Tests.Data;
using Nabla.Training;

namespace Nabla.Tests.Models;

public sealed class CheckpointTests : IDisposable
{
    private static readonly DataParts Iris = Split.TrainTest(Datasets.Iris(), 0.25, 1);
    private static readonly MlpSettings Settings = new() { Network = new(4), Training = new() { Epochs = 6, LearningRate = 0.01 } };

    private readonly TemporaryFolder folder = new();
    private readonly List<string> warnings = [];

    public void Dispose() => this.folder.Dispose();

    [Fact]
    public void The_last_few_are_kept()
    {
        this.Train(Settings);
        Assert.Equal([6, 5, 4], this.Epochs());
        this.Train(Settings with { Training = Settings.Training with { Epochs = 9 } }, options => options with { Folder = this.folder.File("other"), Keep = 2, EveryEpochs = 4 });
        Assert.Equal(["epoch-000000008.safetensors", "epoch-000000009.safetensors"], Directory.EnumerateFiles(this.folder.File("other"), "epoch*").Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_complete_run_is_not_trained_again()
    {
        byte[] first = this.Train(Settings, options => options with { EveryEpochs = null });
        Assert.Equal([6], this.Epochs());
        Assert.Equal(first, this.Train(Settings, options => options with { Resume = true }, new AtEpoch(6, () => throw new InvalidOperationException("trained again"))));
    }

    [Fact]
    public void Resuming_an_empty_folder_begins_anew()
    {
        byte[] plain = SampleModels.ToBytes(ModelTrainer.Train(Iris, Settings).Model);
        Assert.Equal(plain, this.Train(Settings, options => options with { Resume = true }));
    }

    [Fact]
    public void A_folder_with_checkpoints_is_refused_by_a_run_that_does_not_resume()
    {
        this.Train(Settings);
        var e = Assert.Throws<ArgumentException>(() => this.Train(Settings));
        Assert.Equal($"folder '{this.folder.File("run")}' holds checkpoints of an earlier run: resume it, or name another folder", e.Message);
        Assert.Equal([6, 5, 4], this.Epochs());
    }

    [Theory]
    [InlineData("learning rate 0.01, this run has 0.02")]
    [InlineData("epochs 6, this run has 7")]
    [InlineData("optimizer adamw:0.5:0.9:0.999:1E-08, this run has sgd")]
    [InlineData("dropout none, this run has [0.5]")]
    [InlineData("seed 1, this run has 2")]
    [InlineData("precision single, this run has double")]
    public void Settings_that_differ_are_named(string difference)
    {
        this.Train(Settings);
        MlpSettings other = difference.Split(' ')[0] switch
        {
            "learning" => Settings with { Training = Settings.Training with { LearningRate = 0.02 } },
            "epochs" => Settings with { Training = Settings.Training with { Epochs = 7 } },
            "optimizer" => Settings with { Training = Settings.Training with { Optimizer = new SGD() } },
            "dropout" => Settings with { Network = Settings.Network with { Dropout = [0.5] } },
            "seed" => Settings with { Seed = 2 },
            _ => Settings with { Precision = Precision.Double },
        };
        var e = Assert.Throws<ArgumentException>(() => this.Train(other, options => options with { Resume = true }));
        Assert.Equal($"the checkpoints in '{this.folder.File("run")}' are of a run with {difference}", e.Message);
    }

    [Fact]
    public void Data_that_differ_are_named()
    {
        this.Train(Settings);
        var options = new CheckpointOptions(this.folder.File("run")) { Resume = true };
        foreach ((DataParts parts, string difference) in new[]
        {
            (Iris with { Train = Iris.Train.SelectRows([.. Enumerable.Range(1, Iris.Train.Rows - 1)]) }, "another training part"),
            (Iris with { Test = null }, "another test part"),
            (Iris with { Validation = Iris.Test }, "another validation part"),
            (Iris with { Train = Iris.Train.WithWeights([.. Enumerable.Repeat(2.0, Iris.Train.Rows)]) }, "another training part"),
        })
        {
            var e = Assert.Throws<ArgumentException>(() => ModelTrainer.Train(parts, Settings, new RunControl { Checkpoints = options }));
            Assert.EndsWith(difference, e.Message, StringComparison.Ordinal);
        }

        var other = Assert.Throws<ArgumentException>(() => ModelTrainer.Train(Iris, Settings, new RunControl { Checkpoints = options }, SampleModelsOf(Settings)));
        Assert.EndsWith("another starting model", other.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_or_foreign_checkpoint_is_named_and_the_one_before_it_used()
    {
        byte[] whole = this.Train(Settings);
        string[] files = [.. Directory.EnumerateFiles(this.folder.File("run"), "epoch*").Order().Reverse()];
        byte[] last = File.ReadAllBytes(files[0]);
        foreach (Action damage in (Action[])
        [
            () => File.WriteAllBytes(files[0], last[..^1]),
            () => File.WriteAllBytes(files[0], []),
            () => File.WriteAllText(files[0], "something else"),
            () => File.WriteAllBytes(files[0], SampleModels.ToBytes(SampleModels.Iris)),
            .. Enumerable.Range(0, 24).Select(i => (Action)(() => Flip(i * (last.Length - 1) / 23))),
        ])
        {
            damage();
            this.warnings.Clear();
            Assert.Equal(whole, this.Train(Settings, options => options with { Resume = true }));
            Assert.StartsWith($"checkpoint '{files[0]}' cannot be used: ", Assert.Single(this.warnings), StringComparison.Ordinal);
            Assert.Equal(last, File.ReadAllBytes(files[0])); // made anew
        }

        void Flip(int place)
        {
            byte[] bytes = [.. last];
            bytes[place] ^= 4;
            File.WriteAllBytes(files[0], bytes);
        }
    }

    [Fact]
    public void Where_none_can_be_used_nothing_is_trained()
    {
        this.Train(Settings);
        foreach (string file in Directory.EnumerateFiles(this.folder.File("run"), "epoch*"))
            File.WriteAllText(file, "x");
        var e = Assert.Throws<InvalidDataException>(() => this.Train(Settings, options => options with { Resume = true }));
        Assert.Equal($"none of the 3 checkpoints in '{this.folder.File("run")}' can be used", e.Message);
        Assert.Equal(3, this.warnings.Count);
    }

    [Fact]
    public void Two_runs_cannot_have_one_folder()
    {
        Exception? refusal = null;
        var observer = new AtEpoch(3, () => refusal = Record.Exception(() => this.Train(Settings, options => options with { Resume = true })));
        byte[] model = this.Train(Settings, observer: observer);
        Assert.Equal($"checkpoint folder '{this.folder.File("run")}' is in use by another run", Assert.IsAssignableFrom<IOException>(refusal).Message);
        Assert.Equal(SampleModels.ToBytes(ModelTrainer.Train(Iris, Settings).Model), model);
        Assert.Equal([6, 5, 4], this.Epochs());

        // The lock is the open handle: a file that a dead process left behind locks nothing.
        Assert.True(File.Exists(Path.Join(this.folder.File("run"), ".lock")));
        this.Train(Settings, options => options with { Resume = true });
    }

    [Fact]
    public void What_a_dead_process_was_writing_is_removed()
    {
        this.Train(Settings);
        string left = Path.Join(this.folder.File("run"), ".nabla-abcd.tmp");
        File.WriteAllText(left, "half of a");
        this.Train(Settings, options => options with { Resume = true });
        Assert.False(File.Exists(left));
    }

    [Fact]
    public void A_folder_that_cannot_be_is_refused_in_a_sentence()
    {
        File.WriteAllText(this.folder.File("file"), "x");
        Assert.Equal(
            $"checkpoint folder '{this.folder.File("file")}' is a file, expected a folder",
            Assert.Throws<IOException>(() => this.Train(Settings, options => options with { Folder = this.folder.File("file") })).Message);
        Assert.StartsWith(
            $"checkpoint folder '{this.folder.File("file/below")}' cannot be written to: ",
            Assert.Throws<IOException>(() => this.Train(Settings, options => options with { Folder = this.folder.File("file/below") })).Message,
            StringComparison.Ordinal);
        Assert.Equal("x", File.ReadAllText(this.folder.File("file")));
    }

    [Fact]
    public void A_history_is_the_same_after_it_was_kept()
    {
        EpochRecord[] history =
        [
            new(0, double.NaN, null, null, 0.25, 0) { WeightNorms = [1, double.Epsilon] },
            new(3, double.PositiveInfinity, 0.1, double.NaN, null, 1e-300) { GradientNorms = [-0.0, 2], WeightNorms = [3, 4], Evaluations = 7 },
        ];
        Assert.Equal(history, HistoryTable.Read(HistoryTable.Of(history, 2), 2));
    }

    private static Model SampleModelsOf(MlpSettings settings) => ModelTrainer.Train(Iris, settings with { Training = settings.Training with { Epochs = 1 } }).Model;

    private byte[] Train(MlpSettings settings, Func<CheckpointOptions, CheckpointOptions>? change = null, ITrainingObserver? observer = null)
    {
        var options = new CheckpointOptions(this.folder.File("run")) { EveryEpochs = 1, Warn = this.warnings.Add };
        var control = new RunControl { Checkpoints = change?.Invoke(options) ?? options, Observer = observer };
        return SampleModels.ToBytes(ModelTrainer.Train(Iris, settings, control).Model);
    }

    private IEnumerable<int> Epochs() => Directory.EnumerateFiles(this.folder.File("run"), "epoch-*")
        .Select(file => int.Parse(Path.GetFileNameWithoutExtension(file)[6..], CultureInfo.InvariantCulture)).OrderDescending();

    private sealed class AtEpoch(int epoch, Action act) : ITrainingObserver
    {
        public void EpochEnded<T>(Nabla.Networks.Network<T> network, Examples<T> training, EpochRecord record)
            where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        {
            if (record.Epoch == epoch)
                act();
        }
    }
}
