using Nabla.Data;
using Nabla.Models;

var parts = Split.TrainTest(Datasets.Digits(), 0.25, 1);
var watch = System.Diagnostics.Stopwatch.StartNew();
var (model, result) = ModelTrainer.Train(parts, new MlpSettings());
Console.WriteLine($"{watch.Elapsed.TotalSeconds:f2} s {result.Stop} {model.Info.Scores} {model.Network}");
