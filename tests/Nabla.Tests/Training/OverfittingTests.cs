using Nabla.Data;
using Nabla.Models;

namespace Nabla.Tests.Training;

/// <summary>A large network learns 200 digits by heart; what regularises it makes it better on the others.</summary>
public class OverfittingTests
{
    private const int Seeds = 10, TrainingRows = 200;

    private static readonly MlpSettings Large = new() { HiddenLayers = [256, 256], Epochs = 150 };

    public static TheoryData<string> Cures => ["dropout", "weight decay"];

    [Theory]
    [MemberData(nameof(Cures))]
    [Trait("Category", "Slow")]
    public void The_median_accuracy_on_digits_never_seen_rises_as_the_guide_says_with(string cure)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("NABLA_SLOW_TESTS") == "1", "slow: set NABLA_SLOW_TESTS=1");
        (MlpSettings ill, MlpSettings cured) = cure == "dropout"
            ? (Large, Large with { Dropout = [0.5], InputDropout = 0.2 })
            : (Large with { LearningRate = 0.003 }, Large with { LearningRate = 0.003, WeightDecay = 1 });
        (double[] training, double[] test) = Accuracies(ill);
        double without = Median(test), with = Median(Accuracies(cured).Test);
        Assert.All(training, accuracy => Assert.Equal(1, accuracy));
        Assert.True(with > without, FormattableString.Invariant($"{with} with, {without} without"));
        string row = FormattableString.Invariant($" | {100 * without:0.0} % | {100 * with:0.0} % |");
        string[] guide = File.ReadAllLines(Path.Join(Repository.Root, "docs", "guide", "training.md"));
        Assert.True(guide.Any(line => line.StartsWith($"| {cure}", StringComparison.Ordinal) && line.EndsWith(row, StringComparison.Ordinal)), $"the guide has no row of {cure} that ends in{row}");
    }

    private static (double[] Training, double[] Test) Accuracies(MlpSettings settings)
    {
        Dataset digits = Datasets.Digits();
        Model[] models =
        [
            .. Enumerable.Range(1, Seeds).Select(seed => ModelTrainer.Train(
                Split.TrainTest(digits, 1 - ((double)TrainingRows / digits.Rows), (ulong)seed), settings with { Seed = (ulong)seed }).Model),
        ];
        return ([.. models.Select(model => model.Info.Scores.Training!.Accuracy!.Value)], [.. models.Select(model => model.Info.Scores.Test!.Accuracy!.Value)]);
    }

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
