using Nabla.Data;
using Nabla.Inspection;
using Nabla.Models;
using Nabla.Numerics;
using Nabla.Tests.Data;
using Xunit;

namespace Nabla.Tests.Models;

/// <summary>Each of several seeds chooses its number of epochs, then is trained on all rows.</summary>
public sealed class RefitSeedsTests : IDisposable
{
    private static readonly Dataset Iris = Datasets.Iris();

    private readonly TemporaryFolder folder = new();

    public void Dispose() => this.folder.Dispose();

    [Fact]
    public void Each_of_several_seeds_is_trained_as_it_is_alone()
    {
        MlpSettings one = new() { Training = new() { Epochs = 20 } }, seeds = one with { Ensemble = new() { Seeds = 2 } };
        Model model = new MlpClassifier(seeds).Fit(Iris);
        Assert.Equal((true, 23), (model.Info.IsRefit, model.Info.HeldOutRows!.Value));
        for (int member = 0; member < 2; member++)
        {
            Model alone = new MlpClassifier(one with { Seed = one.Seed + (ulong)member }).Fit(Iris);
            Assert.Equal(Parameters(alone), Parameters(model.Members[member]));
            Assert.Equal((alone.Info.ChosenEpoch, alone.Info.HeldOutRows), (model.Members[member].Info.ChosenEpoch, model.Members[member].Info.HeldOutRows));
            Assert.Equal(alone.Info.History, model.Members[member].Info.History);
        }

        Verification verified = Verification.Of(Model.Load(new MemoryStream(Bytes(model))), new DataParts(Iris));
        Assert.True(verified.IsVerified, verified.Sentence);
    }

    [Fact]
    public void Several_seeds_go_on_to_the_same_bytes()
    {
        MlpSettings settings = DefaultRecipe.Apply(new() { Training = new() { Epochs = 20 }, Ensemble = new() { Seeds = 2 }, Uncertainty = new() { Sets = 0.8 } }, Iris);
        byte[] whole = Bytes(ModelTrainer.Train(new DataParts(Iris), settings).Model);
        var checkpoints = new CheckpointOptions(this.folder.File("seeds")) { EveryEpochs = 3 };
        var plan = TrainingPlan.Of(new DataParts(Iris), settings);
        ModelTrainer.TrainShare(plan, new Shard(2, 2), new RunControl { Checkpoints = checkpoints });
        Assert.Equal(whole, Bytes(ModelTrainer.Train(plan, new RunControl { Checkpoints = checkpoints with { Resume = true }, Threads = 1 }).Model));
    }

    private static double[] Parameters(Model model) => [.. model.Slices.SelectMany(model.Parameters)];

    private static byte[] Bytes(Model model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }
}
