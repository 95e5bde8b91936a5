using System.Numerics;
using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Reports.Figures;
using Nabla.Reports.Sections;
using Nabla.Training;

namespace Nabla.Reports.Tutorials;

/// <summary>The run of the first tutorial: 64-30-10 sigmoids on the digits, with full-batch gradient descent.</summary>
internal static class DigitsRun
{
    private static readonly MlpSettings Settings = new()
    {
        Network = new(30)
        {
            Activation = new Sigmoid(),
            OutputActivation = new Sigmoid(),
            Loss = new HalfSquaredError(),
            WeightInitializer = new Uniform(0, 1),
            BiasInitializer = new Uniform(0, 1),
        },
        Training = new() { Optimizer = new SGD(), LearningRate = 0.25, BatchSize = null, Epochs = 3000 },
    };

    private static DataParts Parts => Split.TrainTest(Datasets.Digits(), 0.4, seed: 1);

    /// <summary>The quantity that the tutorial shows: the mean of ‖y − h‖ over examples, which is not the minimized cost.</summary>
    public static Figure Distance()
    {
        var distances = new Distances();
        ModelInfo info = ModelTrainer.Train(Parts, Settings, new RunControl { Observer = distances }).Model.Info;
        double[] iterations = [.. distances.Found.Select(one => (double)one.Iteration)], values = [.. distances.Found.Select(one => one.Mean)];
        return new Figure("distance", "Average distance", $"The average length of y − h, the distance between the outputs of a 64-30-10 network and the targets, falls from {Words.Number(values[0])} to {Words.Number(values[^1])} on the training part of the digits. The cost that is minimized, ½‖y − h‖², falls from {Words.Number(info.History[0].TrainingLoss)} to {Words.Number(info.History[^1].TrainingLoss)}.")
        {
            X = new Axis("iteration"),
            Y = new Axis("average of ‖y − h‖") { IncludesZero = true },
            Traces = [new LineTrace("training", iterations, values) { Color = Tint.Training }],
        };
    }

    public static Figure Cost()
    {
        ModelInfo info = ModelTrainer.Train(Parts, Settings).Model.Info;
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

    /// <summary>The mean distance between outputs and targets, in the first iterations and then in every twentieth.</summary>
    private sealed class Distances : ITrainingObserver
    {
        private const int AllUpTo = 20, Every = 20;

        public List<(int Iteration, double Mean)> Found { get; } = [];

        public void EpochEnded<T>(Network<T> network, Examples<T> training, EpochRecord record)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            if (record.Epoch > AllUpTo && record.Epoch % Every != 0)
                return;
            Matrix<T> outputs = network.Trace(training.X)[^1].A;
            double Distance(int row) => Math.Sqrt(Enumerable.Range(0, outputs.Columns)
                .Sum(k => Math.Pow((training.Labels![row] == k ? 1 : 0) - double.CreateTruncating(outputs[row, k]), 2)));
            this.Found.Add((record.Epoch, Enumerable.Range(0, outputs.Rows).Average(Distance)));
        }
    }
}
