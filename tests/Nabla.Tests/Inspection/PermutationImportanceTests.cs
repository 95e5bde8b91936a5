using System.Text.Json;
using Nabla.Data;
using Nabla.Inspection;
using Nabla.Models;
using Nabla.Selection;

namespace Nabla.Tests.Inspection;

public class PermutationImportanceTests
{
    private static readonly JsonElement ScikitLearn = Fixture.Json("Selection/inspection.json");

    [Fact]
    public void It_is_that_of_scikit_learn_within_the_error_of_both_means()
    {
        int repeats = ScikitLearn.GetProperty("repeats").GetInt32();
        Check("logistic", PermutationImportance.Of(LinearModels.Logistic, LinearModels.Iris, repeats));
        Check("ridge", PermutationImportance.Of(LinearModels.Ridge, LinearModels.PetalWidths, repeats));

        void Check(string name, PermutationImportance importance)
        {
            double[] means = ScikitLearn.GetProperty(name).GetProperty("mean").Doubles();
            double[] deviations = ScikitLearn.GetProperty(name).GetProperty("deviation").Doubles();
            for (int i = 0; i < means.Length; i++)
            {
                Spread drop = importance.Features[i].Drop;
                double error = Math.Sqrt(((drop.Deviation * drop.Deviation) + (deviations[i] * deviations[i])) / repeats);
                Assert.InRange(drop.Mean - means[i], -4 * error, 4 * error);
                Assert.InRange(drop.Deviation / deviations[i], 0.85, 1.15);
            }
        }
    }

    [Fact]
    public void A_column_that_the_target_does_not_depend_on_matters_nothing()
    {
        DataParts parts = Split.TrainTest(Datasets.Load("friedman1"), 0.3, seed: 1);
        Model model = ModelTrainer.Train(parts, new MlpSettings { Training = new() { Epochs = 100 } }).Model;
        PermutationImportance importance = PermutationImportance.Of(model, parts.Test!);
        Assert.Equal(model.Info.Scores.Test!.RSquared, importance.Score);
        Assert.True(importance.Features.Take(5).Min(feature => feature.Drop.Mean) > 3 * importance.Features.Skip(5).Max(feature => feature.Drop.Mean));
        Assert.All(importance.Features, feature => Assert.Equal(10, feature.Drops.Count));
        Assert.Equal("R²", importance.Criterion);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void It_does_not_depend_on_threads(int threads) => Assert.Equal(
        PermutationImportance.Of(LinearModels.Logistic, LinearModels.Iris).Features.SelectMany(feature => feature.Drops),
        PermutationImportance.Of(LinearModels.Logistic, LinearModels.Iris, threads: threads).Features.SelectMany(feature => feature.Drops));

    [Fact]
    public void A_single_row_has_no_score_that_could_fall()
    {
        Dataset one = LinearModels.PetalWidths.SelectRows([0]);
        PermutationImportance importance = PermutationImportance.Of(LinearModels.Ridge, one, 2);
        Assert.Equal(double.NaN, importance.Score);
        Assert.All(importance.Features, feature => Assert.Equal(double.NaN, feature.Drop.Mean));
    }

    [Fact]
    public void A_constant_column_matters_exactly_nothing()
    {
        Dataset setosa = LinearModels.Iris.SelectRows([0, 0, 0]);
        Assert.All(PermutationImportance.Of(LinearModels.Logistic, setosa).Features, feature => Assert.Equal(new Spread(0, 0), feature.Drop));
    }
}
