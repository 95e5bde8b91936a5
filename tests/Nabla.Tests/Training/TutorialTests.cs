using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Tests.Training;

/// <summary>The tutorials' runs, many times over: what they report is no luck of one seed.</summary>
[Trait("Category", "Slow")]
public class TutorialTests
{
    [Fact]
    public void Plain_gradient_descent_on_digits_is_right_on_86_percent_or_so()
    {
        SlowTests.SkipUnlessWanted();
        MlpSettings settings = new()
        {
            Network = new(30)
            {
                Activation = new Sigmoid(),
                OutputActivation = new Sigmoid(),
                Loss = new HalfSquaredError(),
                WeightInitializer = new Uniform(0, 1),
                BiasInitializer = new Uniform(0, 1),
            },
            Training = new() { Optimizer = new SGD(), BatchSize = null, LearningRate = 0.25, Epochs = 3000 },
        };
        double[] accuracies = [.. Seeds(10).Select(seed => Accuracy(settings with { Seed = seed }, 0.4))];
        Assert.All(accuracies, accuracy => Assert.InRange(accuracy, 0.82, 0.92));
        Assert.InRange(Median(accuracies), 0.86, 0.90);
    }

    [Fact]
    public void The_defaults_are_right_on_97_percent_of_digits()
    {
        SlowTests.SkipUnlessWanted();
        Assert.True(Median([.. Seeds(10).Select(seed => Accuracy(new() { Seed = seed }, 0.25))]) >= 0.97);
    }

    private static double Accuracy(MlpSettings settings, double testFraction)
    {
        DataParts digits = Split.TrainTest(Datasets.Digits(), testFraction, settings.Seed);
        return new MlpClassifier(settings).Fit(digits.Train).Score(digits.Test!).Accuracy!.Value;
    }

    private static IEnumerable<ulong> Seeds(int count) => Enumerable.Range(1, count).Select(i => (ulong)i);

    private static double Median(double[] values)
    {
        double[] ordered = [.. values.Order()];
        return (ordered[(ordered.Length - 1) / 2] + ordered[ordered.Length / 2]) / 2;
    }
}
