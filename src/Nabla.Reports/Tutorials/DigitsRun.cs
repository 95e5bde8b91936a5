using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Optimization;
using Nabla.Reports.Figures;
using Nabla.Reports.Sections;

namespace Nabla.Reports.Tutorials;

/// <summary>The first tutorial's run: 64-30-10 sigmoids on the digits by full-batch gradient descent.</summary>
internal static class DigitsRun
{
    public static Figure Cost()
    {
        var settings = new MlpSettings
        {
            HiddenLayers = [30],
            Activation = new Sigmoid(),
            OutputActivation = new Sigmoid(),
            Loss = new HalfSquaredError(),
            WeightInitializer = new Uniform(0, 1),
            BiasInitializer = new Uniform(0, 1),
            Optimizer = new SGD(),
            LearningRate = 0.25,
            BatchSize = null,
            Epochs = 3000,
        };
        ModelInfo info = ModelTrainer.Train(Split.TrainTest(Datasets.Digits(), 0.4, seed: 1), settings).Model.Info;
        string accuracy = Words.Percent(info.Scores.Test!.Accuracy!.Value);
        Figure figure = TrainingSection.Loss(info.History, info.ChosenEpoch);
        return figure with
        {
            Description = $"The average cost of a 64-30-10 network on the digits falls from {Words.Number(info.History[0].TrainingLoss)} to {Words.Number(info.History[^1].TrainingLoss)} in 3,000 iterations of gradient descent. On the test part {accuracy} are right.",
            X = new Axis("iteration"),
            Y = figure.Y with { Title = "average cost" },
            Marks = [],
        };
    }
}
