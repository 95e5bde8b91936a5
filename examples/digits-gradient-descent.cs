#:project ../src/Nabla/Nabla.csproj
#:project ../src/Nabla.Reports/Nabla.Reports.csproj

// The first tutorial, part two: handwritten digits by plain gradient descent over all examples at once.
using System.Diagnostics;
using System.Globalization;
using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Reports;
using Nabla.Reports.Sections;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// 1,797 images of 8×8 pixels; 60 % to learn from, 40 % to be judged by.
DataParts digits = Split.TrainTest(Datasets.Digits(), testFraction: 0.4, seed: 1, stratify: false);

// 64-30-10, sigmoid, the mean of ½‖y − h‖², weights and biases from [0, 1), step .25, 3,000 iterations.
var classifier = new MlpClassifier(new()
{
    Network = new(30)
    {
        Activation = new Sigmoid(),
        OutputActivation = new Sigmoid(),
        Loss = new HalfSquaredError(),
        WeightInitializer = new Uniform(0, 1),
        BiasInitializer = new Uniform(0, 1),
    },
    Training = new()
    {
        Optimizer = new SGD(),
        BatchSize = null, // all at once
        LearningRate = 0.25,
        Epochs = 3000,
    },
    Preprocessing = new() { Scaling = ScalerMethod.Standard }, // mean 0 and variance 1; pixels that never change stay 0
});

var watch = Stopwatch.StartNew();
Model model = classifier.Fit(digits.Train);
double seconds = watch.Elapsed.TotalSeconds;

// The cost that is minimised, ½‖y − h‖², falls all the way.
IReadOnlyList<double> curve = model.LossCurve;
foreach (int iteration in (int[])[0, 1, 10, 100, 1000, 3000])
    Console.WriteLine($"iteration {iteration,4}: mean ½‖y − h‖² {curve[iteration]:F4}");

// The tutorial reports the mean length of y − h instead.
Matrix<double> outputs = model.Outputs(digits.Train.Features);
double cost = Enumerable.Range(0, outputs.Rows).Average(row => Math.Sqrt(
    Enumerable.Range(0, 10).Sum(k => Math.Pow((digits.Train.Labels[row] == k ? 1 : 0) - outputs[row, k], 2))));
double accuracy = model.Score(digits.Test!).Accuracy!.Value;
Console.WriteLine($"trained in {seconds:F2} s; mean ‖y − h‖ {cost:F4}; right on {accuracy:P1} of {digits.Test!.Rows} images it has not seen");

// Pictures, as pages to open in a browser: in the current folder, or in that of the first argument.
if (Report.CanDrawCharts)
{
    string folder = args is [var given] ? given : ".";
    Report.Of(TrainingSection.Loss(model.Info.History, model.Info.ChosenEpoch)).Write(Path.Combine(folder, "digits-cost.html"));
    ModelReport.Of(model, digits.Test, unseen: true, digits.Train).Write(Path.Combine(folder, "digits-report.html"));
    Console.WriteLine($"pictures: digits-cost.html, digits-report.html, in folder {folder}");
}

Console.WriteLine($"result: accuracy={accuracy:F4} cost={cost:F4} seconds={seconds:F2}");
