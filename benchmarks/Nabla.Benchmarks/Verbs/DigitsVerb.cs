using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Optimization;

namespace Nabla.Benchmarks.Verbs;

/// <summary><c>digits</c>: 3,000 iterations of full-batch gradient descent on the digits, 64-30-10, sigmoid, quadratic cost, step .25.</summary>
internal static class DigitsVerb
{
    public static Command Create()
    {
        var threads = new Option<int>("--threads") { Description = "the number of threads", DefaultValueFactory = _ => 1 };
        var command = new Command("digits", "seconds and test accuracy of the first tutorial's run, in float") { threads };
        command.SetAction(parsed =>
        {
            var settings = new MlpSettings
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
            DataParts parts = Split.TrainTest(Datasets.Digits(), 0.4, seed: 1);
            var control = new RunControl { Threads = parsed.GetValue(threads) };
            ModelTrainer.Train(parts, settings with { Training = settings.Training with { Epochs = 300 } }, control); // the compiler has its best code after some calls
            long start = Stopwatch.GetTimestamp();
            (Model model, _) = ModelTrainer.Train(parts, settings, control);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"nabla\t{seconds:F3}\t{model.Info.Scores.Test!.Accuracy:F4}"));
        });
        return command;
    }
}
