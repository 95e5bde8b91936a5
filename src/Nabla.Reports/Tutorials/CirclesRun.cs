using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Optimization;
using Nabla.Reports.Figures;
using Nabla.Reports.Pictures;
using Nabla.Reports.Sections;

namespace Nabla.Reports.Tutorials;

/// <summary>The tutorial on a hidden layer that bends space: a circle inside a circle, 2-3-2, momentum.</summary>
internal static class CirclesRun
{
    private static readonly Dataset Circles = Generators.Circles();

    public static Figure Data() => DecisionRegions.Data(Circles);

    public static Figure Cost()
    {
        ModelInfo info = Train().Info;
        Figure figure = TrainingSection.Loss(info.History, info.ChosenEpoch);
        return figure with
        {
            Description = $"Cross-entropy summed over 100 points falls from {Words.Number(info.History[0].TrainingLoss)} to {Words.Number(info.History[^1].TrainingLoss)} in 300 iterations with momentum; {Words.Percent(info.Scores.Training!.Accuracy!.Value)} of the points are then right.",
            X = new Axis("iteration"),
            Y = figure.Y with { Title = "cost" },
            Marks = [],
        };
    }

    public static Figure Regions() => DecisionRegions.Of(Train(), Circles);

    public static Figure Hidden() => HiddenSpace.Of(Train(), Circles);

    private static Model Train() => ModelTrainer.Train(new DataParts(Circles), new MlpSettings
    {
        Network = new(3)
        {
            Activation = new Sigmoid(),
            Reduction = Reduction.Sum,
            WeightInitializer = new Normal(0, 0.1),
            BiasInitializer = new Normal(0, 0.1),
        },
        Training = new() { Optimizer = new Momentum(), LearningRate = 0.02, BatchSize = null, Epochs = 300 },
        Preprocessing = new() { Scaling = ScalerMethod.None },
        Precision = Precision.Double,
        Seed = 4,
    }).Model;
}
