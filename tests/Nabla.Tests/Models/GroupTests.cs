using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Tests.Data;
using Nabla.Tests.Numerics;
using Nabla.Training;

namespace Nabla.Tests.Models;

/// <summary>Processes that train together, as threads: the model file has the bytes of one process.</summary>
public sealed class GroupTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Names => [.. Runs.Keys];

    private static Dictionary<string, MlpSettings> Runs { get; } = new(StringComparer.Ordinal)
    {
        ["sgd"] = Of(new SGD()),
        ["adamw with a schedule"] = Of(new AdamW()) with { Training = new() { Optimizer = new AdamW(), Epochs = 3, PieceRows = 8, Schedule = new CosineDecay(3, 0) } },
        ["clipping of a long vector"] = Of(UpdateRule.Parse("clip-norm:0.1,momentum")) with { Network = new(90, 60) },
        ["frozen layers and rates"] = Of(new Adam()) with { Network = new(90, 60), Training = new() { Optimizer = new Adam(), Epochs = 3, PieceRows = 8, Frozen = [2], RateFactors = [.5, 1, 1] } },
        ["lbfgs"] = Of(new LBFGS()),
        ["dropout and a validation part"] = Of(new Adam()) with { Network = new(12) { Dropout = [.2] }, ValidationFraction = .2 },
        ["batch normalization"] = Of(new Adam()) with { Network = new(12, 6) { Normalization = Normalization.Batch }, Training = new() { Optimizer = new Adam(), BatchSize = 64, Epochs = 3, PieceRows = 8 } },
        ["largest norm"] = Of(new Nesterov()) with { Training = new() { Optimizer = new Nesterov(), Epochs = 3, PieceRows = 8, MaxNorm = 1.5 } },
        ["members of two seeds and three folds"] = Of(new Adam()) with { Ensemble = new() { Folds = 3, Seeds = 2 } },
        ["double"] = Of(new NAdam()) with { Precision = Precision.Double },
    };

    public void Dispose() => this.folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_number_of_processes_gives_the_same_bytes(string name)
    {
        byte[] expected = Trained(Runs[name], Iris, null);
        foreach ((int size, int threads) in ((int, int)[])[(1, 1), (2, 2), (3, 1), (4, 1), (7, 1), (19, 1)])
            Assert.All(ThreadGroup.Run(size, group => Trained(Runs[name], Iris, new RunControl { Group = group, Threads = threads })), found => Assert.Equal(expected, found));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void More_processes_than_rows_or_pieces(int rows)
    {
        Dataset few = Datasets.Load("sine").SelectRows([.. Enumerable.Range(0, rows)]);
        MlpSettings settings = Of(new Adam()) with { Training = new() { Optimizer = new Adam(), Epochs = 3 } };
        byte[] expected = Trained(settings, few, null);
        Assert.All(ThreadGroup.Run(6, group => Trained(settings, few, new RunControl { Group = group })), found => Assert.Equal(expected, found));
    }

    [Fact]
    public void Levenberg_Marquardt()
    {
        MlpSettings settings = Of(new LevenbergMarquardt()) with { Network = new(3) { Loss = new HalfSquaredError() } };
        Dataset data = Datasets.Load("friedman1");
        byte[] expected = Trained(settings, data, null);
        Assert.All(ThreadGroup.Run(3, group => Trained(settings, data, new RunControl { Group = group })), found => Assert.Equal(expected, found));
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(1, 4)]
    [InlineData(2, 3)]
    public void A_run_goes_on_with_another_number_of_processes(int before, int after)
    {
        MlpSettings settings = Runs["clipping of a long vector"] with { Training = Runs["clipping of a long vector"].Training with { Epochs = 6 } };
        byte[] expected = Trained(settings, Iris, null);
        var checkpoints = new CheckpointOptions(this.folder.File("checkpoints")) { EveryEpochs = 2 };

        // Cancelled in the fifth epoch by one process alone.
        ThreadGroup.Run(before, group =>
        {
            using var cancellation = new CancellationTokenSource();
            ITrainingObserver? observer = group.Rank == before - 1 ? new CancelAfter(cancellation, epoch: 4) : null;
            return Trained(settings, Iris, new RunControl { Group = group, Checkpoints = checkpoints, Cancellation = cancellation.Token, Observer = observer });
        });
        byte[][] resumed = ThreadGroup.Run(after, group => Trained(settings, Iris, new RunControl { Group = group, Checkpoints = checkpoints with { Resume = true } }));

        Assert.All(resumed, found => Assert.Equal(expected, found));
    }

    [Fact]
    public void Other_data_or_settings_are_refused_before_training()
    {
        Assert.Contains("rank 2 has other data or settings than rank 0 (another training part)", Refusal(group => Trained(Runs["sgd"], group.Rank == 2 ? Iris.SelectRows([0, 50, 100]) : Iris, new RunControl { Group = group })), StringComparison.Ordinal);
        Assert.Contains("rank 1 has other data or settings than rank 0 (seed 2, rank 0 has 1)", Refusal(group => Trained(Runs["sgd"] with { Seed = group.Rank == 1 ? 2u : 1u }, Iris, new RunControl { Group = group })), StringComparison.Ordinal);

        static string Refusal(Func<IProcessGroup, byte[]> train) => Assert.Throws<ArgumentException>(() => ThreadGroup.Run(3, train)).Message;
    }

    [Fact]
    public void A_process_whose_parameters_differ_ends_the_run()
    {
        InvalidDataException refused = Assert.Throws<InvalidDataException>(() => ThreadGroup.Run(3, group =>
            Trained(Runs["sgd"], Iris, new RunControl { Group = group, Observer = group.Rank == 1 ? new BitFlip(epoch: 2) : null })));
        Assert.Contains("after epoch 2 rank 1 has other parameters than rank 0, 2", refused.Message, StringComparison.Ordinal);
    }

    private static Dataset Iris { get; } = Datasets.Load("iris");

    private static MlpSettings Of(Optimizer optimizer) => new() { Network = new(12), Training = new() { Optimizer = optimizer, Epochs = 3, PieceRows = 8 } };

    private static byte[] Trained(MlpSettings settings, Dataset data, RunControl? control)
    {
        Model model = data.Task == LearningTask.Regression ? new MlpRegressor(settings).Fit(data, control: control) : new MlpClassifier(settings).Fit(data, control: control);
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }

    private sealed class CancelAfter(CancellationTokenSource cancellation, int epoch) : ITrainingObserver
    {
        public void EpochEnded<T>(Network<T> network, Examples<T> training, EpochRecord record)
            where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        {
            if (record.Epoch == epoch)
                cancellation.Cancel();
        }
    }

    private sealed class BitFlip(int epoch) : ITrainingObserver
    {
        public void EpochEnded<T>(Network<T> network, Examples<T> training, EpochRecord record)
            where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        {
            if (record.Epoch == epoch)
                network.Parameters[3] += T.One;
        }
    }
}
