using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Optimization;

var t1 = new MlpSettings { HiddenLayers = [30], Activation = new Sigmoid(), OutputActivation = new Sigmoid(), Loss = new Quadratic(), WeightInitializer = new Uniform(0, 1), BiasInitializer = new Uniform(0, 1), Solver = new SGD(), BatchSize = null, LearningRate = .25, Epochs = 3000 };
List<double> accs = [], defs = [];
for (ulong seed = 1; seed <= 10; seed++)
{
    var watch = System.Diagnostics.Stopwatch.StartNew();
    var (model, result) = ModelTrainer.Train(Split.TrainTest(Datasets.Digits(), 0.4, seed), t1 with { Seed = seed });
    accs.Add(model.Info.Scores.Test!.Accuracy!.Value);
    var s = watch.Elapsed.TotalSeconds;
    watch.Restart();
    var (model2, _) = ModelTrainer.Train(Split.TrainTest(Datasets.Digits(), 0.25, seed), new MlpSettings { Seed = seed });
    defs.Add(model2.Info.Scores.Test!.Accuracy!.Value);
    Console.WriteLine($"{s:f2} s {accs[^1]:f4}   {watch.Elapsed.TotalSeconds:f2} {defs[^1]:f4}");
}
Console.WriteLine($"{accs.Order().ElementAt(5):f4} {defs.Order().ElementAt(5):f4}");
