using Nabla.Data;
using Nabla.Models;

namespace Nabla.Tests.Models;

public class UnseenScoringTests
{
    public static TheoryData<string> Sets => ["moons", "friedman1"];

    [Theory]
    [MemberData(nameof(Sets))]
    public void Its_last_score_is_that_of_the_model_which_is_the_same_without_it(string name)
    {
        DataParts parts = Split.TrainTest(Datasets.Load(name), 0.25, seed: 1);
        var settings = new MlpSettings { Network = new(5), Training = new() { Epochs = 120 }, Precision = Precision.Double };
        var plan = TrainingPlan.Of(parts, settings);
        var unseen = new UnseenScoring(plan, parts.Test!);
        Model watched = ModelTrainer.Train(plan, new RunControl { Observer = unseen, Threads = 1 }).Model, alone = ModelTrainer.Train(plan, new RunControl { Threads = 1 }).Model;
        Assert.All(watched.Slices, slice => Assert.Equal(alone.Parameters(slice), watched.Parameters(slice)));
        Assert.Equal(watched.Info.Scores.Test!.Loss, unseen.Scores[^1].Loss, 1e-12);
        Assert.Equal(watched.Info.Scores.Test!.Accuracy ?? -1, unseen.Scores[^1].Accuracy ?? -1, 1e-12);
        Assert.Equal(Enumerable.Range(0, 51), unseen.Scores.Take(51).Select(score => score.Epoch));
        Assert.InRange(unseen.Scores.Count, 60, 110);
        Assert.Equal(120, unseen.Scores[^1].Epoch);
    }
}
