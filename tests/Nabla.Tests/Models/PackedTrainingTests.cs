using Nabla.Data;
using Nabla.Inspection;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Tests.Data;
using Nabla.Tests.Numerics;
using Nabla.Training;

namespace Nabla.Tests.Models;

/// <summary>A packed table trains to the bytes of the same table in memory.</summary>
public sealed class PackedTrainingTests : IDisposable
{
    private static readonly Table People = PackedTables.People(500).Without("id");
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Names => [.. Runs.Keys];

    private static Dictionary<string, MlpSettings> Runs { get; } = new(StringComparer.Ordinal)
    {
        ["defaults"] = new() { Training = new() { Epochs = 2 } },
        ["adamw, minmax, few levels"] = Of(new AdamW()) with { Preprocessing = new() { Scaling = ScalerMethod.MinMax, MaxLevels = 2 } },
        ["robust scaling"] = Of(new SGD()) with { Preprocessing = new() { Scaling = ScalerMethod.Robust, MissingCategories = MissingCategory.MostFrequent } },
        ["largest value 1, embedded"] = Of(new Adam()) with { Preprocessing = new() { Scaling = ScalerMethod.MaxAbs, Embeddings = [new CategoryEmbedding("city", 2)] } },
        ["no scaling, clipped"] = Of(UpdateRule.Parse("clip-norm:0.1,momentum")) with { Preprocessing = new() { Scaling = ScalerMethod.None, ClipRange = 0.1 } },
        ["blocks"] = Of(new Adam()) with { Training = new() { Optimizer = new Adam(), Epochs = 3, ShuffleBlockRows = 4 } },
        ["blocks of one row in double"] = Of(new NAdam()) with { Training = new() { Optimizer = new NAdam(), Epochs = 3, ShuffleBlockRows = 1 }, Precision = Precision.Double },
        ["own order"] = Of(new Adam()) with { Training = new() { Optimizer = new Adam(), Epochs = 3, Shuffle = false, EvaluateTraining = true } },
        ["lbfgs"] = Of(new LBFGS()),
        ["dropout, noise and early stopping"] = Of(new Adam()) with { Network = new(12) { Dropout = [.2], InputNoise = 0.1 }, ValidationFraction = .2 },
        ["batch normalization"] = Of(new Adam()) with { Network = new(12, 6) { Normalization = Normalization.Batch }, Training = new() { Optimizer = new Adam(), BatchSize = 200, Epochs = 3 } },
        ["refit"] = Of(new Adam()) with { Refit = true },
        ["folds"] = Of(new Adam()) with { Ensemble = new() { Folds = 3, Seeds = 1 } },
    };

    public void Dispose() => this.folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void The_bytes_of_the_model_are_the_same(string name)
    {
        foreach (string target in (string[])["income", "label"])
        {
            (Dataset memory, Dataset packed) = this.Both(target, "weight");
            foreach (int threads in (int[])[1, 2])
                Assert.Equal(Trained(Runs[name], Split.TrainTest(memory, .25, 7), new() { Threads = threads }), Trained(Runs[name], Split.TrainTest(packed, .25, 7), new() { Threads = threads }));
        }
    }

    [Fact]
    public void Intervals_sets_and_class_weights_are_the_same()
    {
        MlpSettings intervals = Of(new Adam()) with { Uncertainty = new() { Intervals = 0.8 } }, sets = Of(new Adam()) with { Uncertainty = new() { Sets = 0.8, Temperature = true, SetScore = SetScore.Adaptive, RandomizedSets = true }, ClassWeights = ClassWeights.Balanced };
        foreach ((string target, MlpSettings settings) in ((string, MlpSettings)[])[("income", intervals), ("label", sets)])
        {
            (Dataset memory, Dataset packed) = this.Both(target, null);
            Assert.Equal(Trained(settings, new(memory)), Trained(settings, new(packed)));
        }
    }

    [Fact]
    public void Levenberg_Marquardt()
    {
        (Dataset memory, Dataset packed) = this.Both("income", "weight");
        MlpSettings settings = Of(new LevenbergMarquardt()) with { Network = new(3) { Loss = new HalfSquaredError() } };
        Assert.Equal(Trained(settings, new(memory)), Trained(settings, new(packed)));
    }

    [Fact]
    public void Groups_and_times_are_split_alike()
    {
        Table dated = People.WithoutMissing("born", "income");
        PackedTable packed = PackedTables.Pack(dated, this.folder.File("dated.nabla"), new(["income"]) { Time = "born" });
        Dataset memory = Dataset.FromTable("people", dated, TargetSchema.Of(dated, ["income"])).WithTimes(dated["born"].Values.ToArray());
        Assert.Equal("born", packed.TimeColumn);
        Assert.Equal(Trained(Runs["defaults"], Split.TrainTest(memory, .3, 7)), Trained(Runs["defaults"], Split.TrainTest(packed.ToDataset("people"), .3, 7)));

        packed = PackedTables.Pack(dated, this.folder.File("grouped.nabla"), new(["income"]) { Group = "household" });
        Table features = dated.Without("household");
        memory = Dataset.FromTable("people", features, TargetSchema.Of(features, ["income"])).WithGroupsOf(dated["household"]);
        Assert.Equal(Trained(Runs["defaults"], Split.TrainTest(memory, .3, 7)), Trained(Runs["defaults"], Split.TrainTest(packed.ToDataset("people"), .3, 7)));
    }

    [Theory]
    [InlineData("blocks")]
    [InlineData("batch normalization")]
    [InlineData("lbfgs")]
    public void Processes_share_the_file(string name)
    {
        (Dataset memory, _) = this.Both("income", "weight");
        byte[] expected = Trained(Runs[name], Split.TrainTest(memory, .25, 7));
        string path = this.folder.File("income.nabla");
        foreach (int size in (int[])[2, 3])
            Assert.All(ThreadGroup.Run(size, group => Trained(Runs[name], Split.TrainTest(PackedTable.Open(path).ToDataset("people"), .25, 7), new() { Group = group })), found => Assert.Equal(expected, found));
    }

    [Fact]
    public void A_run_begun_in_memory_goes_on_packed_and_the_other_way_round()
    {
        (Dataset memory, Dataset packed) = this.Both("income", "weight");
        MlpSettings settings = Of(new Adam()) with { Training = new() { Optimizer = new Adam(), Epochs = 6, ShuffleBlockRows = 2 } };
        byte[] expected = Trained(settings, new(memory));
        foreach ((Dataset first, Dataset second) in ((Dataset, Dataset)[])[(memory, packed), (packed, memory)])
        {
            var checkpoints = new CheckpointOptions(this.folder.File($"checkpoints of {first.GroupColumn ?? "one"} {first == memory}")) { EveryEpochs = 2 };
            using var cancellation = new CancellationTokenSource();
            Trained(settings, new(first), new() { Checkpoints = checkpoints, Cancellation = cancellation.Token, Progress = new CancelAt(cancellation, epoch: 3) });
            Assert.Equal(expected, Trained(settings, new(second), new() { Checkpoints = checkpoints with { Resume = true } }));
        }
    }

    [Fact]
    public void A_model_continues_from_another()
    {
        (Dataset memory, Dataset packed) = this.Both("label", null);
        MlpSettings settings = Runs["adamw, minmax, few levels"];
        Model before = ModelTrainer.Train(new(memory), settings).Model;
        Assert.Equal(Bytes(ModelTrainer.Train(new(memory), settings, from: before).Model), Bytes(ModelTrainer.Train(new(packed), settings, from: before).Model));
    }

    [Theory]
    [InlineData("income")]
    [InlineData("label")]
    public void A_model_is_judged_alike(string target)
    {
        (Dataset memory, Dataset packed) = this.Both(target, "weight");
        Model model = ModelTrainer.Train(new(memory), Runs["robust scaling"]).Model;
        ModelEvaluation expected = ModelEvaluation.Of(model, memory), found = ModelEvaluation.Of(model, packed);
        Assert.Equal(expected.Scores, found.Scores);
        Assert.Equal(expected.CalibrationError, found.CalibrationError);
        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(expected.Baselines.Select(one => one.Regression)), System.Text.Json.JsonSerializer.Serialize(found.Baselines.Select(one => one.Regression)));
        Assert.Equal(expected.Model.Classification?.LogLoss, found.Model.Classification?.LogLoss);
        if (target == "label")
            Assert.Equal(model.PredictClassIndices(memory.Features), model.PredictClassIndices(packed));
        Assert.Equal(model.Predictor.Results(memory.Source, 1).Data, model.Predictor.Results(packed.Source, 2).Data);
        Assert.Equal(model.Predictor.Classes(memory.SelectRows([3, 1, 400]).Source, 1), model.Predictor.Classes(packed.SelectRows([3, 1, 400]).Source, 1));
    }

    [Fact]
    public void No_step_copies_the_rows_or_allocates()
    {
        (_, Dataset packed) = this.Both("income", null);
        TrainingSetup<float> setup = TrainingSetup<float>.Of(TrainingPlan.Of(new(packed), Of(new Adam())));
        int[] rows = [.. Enumerable.Range(0, 64).Select(i => i * 7)];
        var evaluator = new CostEvaluator<float>(setup.Network, setup.Training, 64, 1, PieceSettings.Usual);
        var gradient = new float[setup.Network.Parameters.Length];
        evaluator.Evaluate(setup.Network.Parameters, rows, gradient);
        long before = GC.GetAllocatedBytesForCurrentThread();
        evaluator.Evaluate(setup.Network.Parameters, rows, gradient);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static MlpSettings Of(Optimizer optimizer) => new() { Network = new(12), Training = new() { Optimizer = optimizer, Epochs = 3, PieceRows = 8 } };

    private static byte[] Trained(MlpSettings settings, DataParts parts, RunControl? control = null) => Bytes(ModelTrainer.Train(TrainingPlan.Of(Held(parts, settings), settings), control).Model);

    private static DataParts Held(DataParts parts, MlpSettings settings)
        => settings.ValidationFraction is { } fraction ? parts with { Train = Split.TrainTest(parts.Train, fraction, 5).Train, Validation = Split.TrainTest(parts.Train, fraction, 5).Test } : parts;

    private static byte[] Bytes(Model model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }

    private (Dataset Memory, Dataset Packed) Both(string target, string? weight)
    {
        Table table = People.Without(target == "income" ? "label" : "income", "household");
        PackedTable packed = PackedTables.Pack(table, this.folder.File($"{target}.nabla"), new([target]) { Weight = weight });
        Dataset memory = Dataset.FromTable("people", table.WithoutMissing(target), TargetSchema.Of(table, [target]), weight: weight);
        return (memory, packed.ToDataset("people"));
    }

    private sealed class CancelAt(CancellationTokenSource cancellation, int epoch) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Epoch == epoch)
                cancellation.Cancel();
        }
    }
}
