using System.Numerics;
using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Training;

namespace Nabla.Tests.Training;

/// <summary>What docs/guide/training.md shows in C#.</summary>
public class TrainingGuideTests
{
    [Fact]
    public void A_model_is_that_of_its_best_epoch()
    {
        DataParts digits = Split.TrainValidationTest(Datasets.Digits(), validationFraction: 0.2, testFraction: 0.2, seed: 1);
        var classifier = new MlpClassifier(new() { Network = new() { Dropout = [0.3] }, Training = new() { Epochs = 100, Patience = 5 } });
        Model model = classifier.Fit(digits.Train, digits.Validation);
        Console.WriteLine($"epoch {model.Info.ChosenEpoch}: {model.Score(digits.Test!).Accuracy:P1}");

        Assert.Equal(model.Info.History.MinBy(record => record.ValidationLoss)!.Epoch, model.Info.ChosenEpoch);
        Assert.True(model.Score(digits.Test!).Accuracy > 0.95);
    }

    [Fact]
    public void Rows_may_have_weights()
    {
        Dataset iris = Datasets.Iris();
        Dataset weighted = iris.WithWeights([.. iris.Labels.Select(label => label == 2 ? 3.0 : 1.0)]);
        Model careful = new MlpClassifier(new() { Training = new() { Epochs = 20 } }).Fit(weighted);
        Assert.NotEqual(careful.LossCurve, new MlpClassifier(new() { Training = new() { Epochs = 20 } }).Fit(iris).LossCurve);
    }

    [Fact]
    public void An_observer_sees_improvements()
    {
        DataParts iris = Split.TrainValidationTest(Datasets.Iris(), 0.2, 0, 1);
        new MlpClassifier(new() { Training = new() { Epochs = 2 } }).Fit(iris.Train, iris.Validation, new RunControl { Observer = new BestSoFar() });
    }

    private sealed class BestSoFar : ITrainingObserver
    {
        public void Improved<T>(Network<T> network, EpochRecord record)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => Console.WriteLine($"epoch {record.Epoch}: {record.ValidationLoss:0.0000}");
    }
}
