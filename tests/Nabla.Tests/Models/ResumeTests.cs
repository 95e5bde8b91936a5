using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Tests.Models;

/// <summary>A run that continues from any of its epochs ends with the bytes of the run without a break.</summary>
public class ResumeTests
{
    private const int Epochs = 6;

    private static readonly DataParts Iris = Split.TrainValidationTest(Datasets.Iris(), 0.3, 0.2, 1);
    private static readonly DataParts Sine = new(Datasets.Load("sine", new DatasetOptions { Rows = 24 }));

    private static readonly MlpSettings Plain = new() { Network = new(4), Training = new() { Epochs = Epochs, BatchSize = 16 } };

    public static TheoryData<string> Optimizers =>
        [.. UpdateRule.All.Select(entry => entry.Name), .. FullBatchSolver.All.Select(entry => entry.Name), "clip-norm:1,decay:0.01,momentum:0.8:1", "bfgs,more-thuente", "lbfgs:3,hager-zhang"];

    public static TheoryData<string> Others => [.. Configurations.Keys];

    private static Dictionary<string, (DataParts Parts, MlpSettings Settings)> Configurations { get; } = new(StringComparer.Ordinal)
    {
        ["all that is random"] = (Iris, Plain with
        {
            Network = Plain.Network with
            {
                HiddenLayers = [6, 5],
                Dropout = [0.3, 0.2],
                InputDropout = 0.1,
                InputNoise = 0.1,
                LabelSmoothing = 0.1,
            },
            Training = Plain.Training with { MaxNorm = 1, WeightDecay = 0.01 },
        }),
        ["batch normalization"] = (Iris, Plain with { Network = Plain.Network with { HiddenLayers = [6, 5], Normalization = Normalization.Batch }, Training = Plain.Training with { Optimizer = new Nesterov() } }),
        ["layer normalization in double"] = (Iris, Plain with { Network = Plain.Network with { Normalization = Normalization.Layer }, Precision = Precision.Double }),
        ["plateau"] = (Iris, Plain with { Training = Plain.Training with { Schedule = new ReduceOnPlateau(0.5, 0), LearningRate = 0.5, Optimizer = new SGD() } }),
        ["adaptive"] = (Iris, Plain with { Training = Plain.Training with { Schedule = new AdaptiveRate(1, 0), LearningRate = 1e-5, Optimizer = new SGD(), EarlyStopping = false } }),
        ["one cycle by step"] = (Iris, Plain with { Training = Plain.Training with { Schedule = new PerStep(new WarmUp(3, new OneCycle(20))) } }),
        ["early stopping"] = (Iris, Plain with { Training = Plain.Training with { Patience = 2, MinChange = 0.5, Epochs = 20 } }),
        ["evaluation every second epoch"] = (Iris, Plain with { Training = Plain.Training with { EvaluateEvery = 2 } }),
        ["class weights"] = (Iris, Plain with { ClassWeights = ClassWeights.Balanced }),
        ["sum of costs"] = (Sine, Plain with { Network = Plain.Network with { Reduction = Reduction.Sum, L1 = 0.01 }, Training = Plain.Training with { LearningRate = 1e-4 } }),
        ["a run that diverges"] = (Sine, Plain with { Network = Plain.Network with { Activation = new Identity() }, Training = Plain.Training with { Optimizer = new SGD(), LearningRate = 40, Epochs = 40 } }),
    };

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Every_rule_and_solver_goes_on_as_if_nothing_had_happened(string name)
    {
        Optimizer optimizer = Optimizer.Parse(name);
        bool squares = optimizer is LevenbergMarquardt;
        Check(squares ? Sine : Iris, Plain with { Network = Plain.Network with { Activation = squares ? new Nabla.Networks.Tanh() : new ReLU() }, Training = Plain.Training with { Optimizer = optimizer } });
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void So_does_a_run_with(string name) => Check(Configurations[name].Parts, Configurations[name].Settings);

    private static void Check(DataParts parts, MlpSettings settings)
    {
        byte[] whole = Bytes(parts, settings, null);

        // Every checkpoint of a run, each in a folder of its own.
        var folders = new List<string>();
        string root = Directory.CreateTempSubdirectory("nabla-").FullName;
        Bytes(parts, settings, new CheckpointOptions(Path.Join(root, "all")) { EveryEpochs = 1, Keep = 1000 });
        foreach (string file in Directory.EnumerateFiles(Path.Join(root, "all"), "epoch-*"))
        {
            string folder = Path.Join(root, Path.GetFileNameWithoutExtension(file));
            Directory.CreateDirectory(folder);
            File.Copy(file, Path.Join(folder, Path.GetFileName(file)));
            folders.Add(folder);
        }

        Assert.NotEmpty(folders);
        foreach (string folder in folders)
            Assert.Equal(whole, Bytes(parts, settings, new CheckpointOptions(folder) { EveryEpochs = 2, Resume = true }));
        Directory.Delete(root, recursive: true);
    }

    private static byte[] Bytes(DataParts parts, MlpSettings settings, CheckpointOptions? checkpoints)
        => SampleModels.ToBytes(ModelTrainer.Train(parts, settings, new RunControl { Threads = 1, Checkpoints = checkpoints }).Model);
}
