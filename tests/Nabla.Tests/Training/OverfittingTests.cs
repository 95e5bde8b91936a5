using System.Globalization;
using Nabla.Data;
using Nabla.Models;
using Nabla.Optimization;

namespace Nabla.Tests.Training;

/// <summary>A large network learns 200 digits by heart; what regularizes it makes it better on the others.</summary>
public class OverfittingTests
{
    private const int Seeds = 10, TrainingRows = 200;

    private static readonly MlpSettings Large = new() { Network = new(256, 256), Training = new() { Optimizer = new Adam(), Epochs = 150 } };

    /// <summary>The rows of the guide's table: the same seeds give the same bits, and so the same digits.</summary>
    [Fact]
    [Trait("Category", "Slow")]
    public void Dropout_and_weight_decay_raise_the_median_accuracy_on_digits_never_seen_to_what_the_guide_says()
    {
        SlowTests.SkipUnlessWanted();
        (double[] training, double[] plain) = Accuracies(Large);
        Assert.All(training, accuracy => Assert.Equal(1, accuracy));
        double[] dropout = Accuracies(Large with { Network = Large.Network with { Dropout = [0.5], InputDropout = 0.2 } }).Test;
        double[] decay = Accuracies(Large with { Training = Large.Training with { WeightDecay = 1, LearningRate = 0.003 } }).Test;

        Assert.True(Median(dropout) > Median(plain), FormattableString.Invariant($"{Median(dropout)} with, {Median(plain)} without"));
        Assert.True(Median(decay) > Median(plain), FormattableString.Invariant($"{Median(decay)} with, {Median(plain)} without"));
        string guide = File.ReadAllText(Path.Join(Repository.Root, "docs", "guide", "training.md"));
        Assert.Contains(Row("nothing", plain), guide, StringComparison.Ordinal);
        Assert.Contains(Row("`--dropout 0.5 --input-dropout 0.2`", dropout), guide, StringComparison.Ordinal);
        double usual = Median(Accuracies(Large with { Training = Large.Training with { Optimizer = null } }).Test);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"the median is {100 * usual:0.0} %"), guide, StringComparison.Ordinal);
        Assert.Contains(Row("`--weight-decay 1 --learning-rate 0.003`", decay), guide, StringComparison.Ordinal);
    }

    private static string Row(string name, double[] test)
        => string.Create(CultureInfo.InvariantCulture, $"| {name} | {100 * Median(test):0.0} % | {100 * test.Min():0.0} to {100 * test.Max():0.0} % |");

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
