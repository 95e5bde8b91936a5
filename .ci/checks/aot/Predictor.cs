// A program that only predicts: the class of each digit, a line each.
using Nabla.Data;
using Nabla.Models;

Model model = Model.Load(args[0]);
foreach (string name in model.PredictClasses(Datasets.Digits().Features))
    Console.WriteLine(name);
