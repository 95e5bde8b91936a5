using Nabla.Data;
using Nabla.Models;

namespace Nabla.Tests.Training;

/// <summary>A large network learns 200 digits by heart; what regularises it makes it better on the others.</summary>
public class OverfittingTests
{
    private const int Seeds = 10, TrainingRows = 200;

    private static readonly MlpSettings Large = new() { HiddenLayers = [256, 256], Epochs = 150 };

    [Theory]
    [InlineData("dropout")]
    [InlineData("weight decay")]
    [Trait("Category", "Slow")]
    public void The_median_accuracy_on_digits_never_seen_rises_with(string cure)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("NABLA_SLOW_TESTS") == "1", "slow: set NABLA_SLOW_TESTS=1");
        (double[] training, double[] test) = Accuracies(Large);
        Assert.All(training, accuracy => Assert.Equal(1, accuracy));
        double[] cured = Accuracies(cure == "dropout" ? Large with { Dropout = [0.5], InputDropout = 0.2 } : Large with { WeightDecay = 1, LearningRate = 0.003 }).Test;
        TestContext.Current.SendDiagnosticMessage(FormattableString.Invariant($"{cure}: median test accuracy {Median(test):0.0000} without, {Median(cured):0.0000} with"));
        Assert.True(Median(cured) > Median(test), FormattableString.Invariant($"{Median(cured)} with, {Median(test)} without"));
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
