#:project ../src/Nabla/Nabla.csproj
#:project ../src/Nabla.Reports/Nabla.Reports.csproj

// The third tutorial: stochastic gradient descent in mini-batches, and which activations and costs go together.
using System.Globalization;
using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Optimization;
using Nabla.Reports;
using Nabla.Training;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

DataParts digits = Split.TrainValidationTest(Datasets.Digits(), validationFraction: 0.15, testFraction: 0.25, seed: 1);

// 64-30-10, batches of 10 in a new order each epoch, L2 as the weight factor 1 − αλ/n.
var network = new NetworkSettings(30)
{
    Activation = new Sigmoid(),
    WeightInitializer = new UniformFanIn(), // uniform(−1, 1)/√fan-in, biases drawn too
    BiasInitializer = new UniformFanIn(),
    L2 = 0.001,
};

// The pairs that work.
double squared = Train("sigmoid + half squared error", network with { OutputActivation = new Sigmoid(), Loss = new HalfSquaredError() }, 3);
double binary = Train("sigmoid + binary cross-entropy", network with { OutputActivation = new Sigmoid(), Loss = new BinaryCrossEntropy() }, 0.5);
double softmax = Train("softmax + cross-entropy", network with { OutputActivation = new Softmax(), Loss = new CrossEntropy() }, 0.5);

// In hidden layers, rectified units learn faster.
NetworkSettings rectified = network with { OutputActivation = new Softmax(), Loss = new CrossEntropy(), WeightInitializer = new HeNormal() };
double relu = Train("ReLU, softmax + cross-entropy", rectified with { Activation = new ReLU() }, 0.1);
double leaky = Train("leaky ReLU, softmax + cross-entropy", rectified with { Activation = new LeakyReLU(0.01) }, 0.1);

// A pair that makes no sense is refused with the reason.
try
{
    Classifier(network with { OutputActivation = new ReLU(), Loss = new BinaryCrossEntropy() }, 0.5).Fit(digits.Train);
}
catch (ArgumentException e)
{
    Console.WriteLine($"refused: {e.Message}");
}

// Pictures, as pages to open in a browser: in the current folder, or in that of the first argument.
if (Report.CanDrawCharts)
{
    string folder = args is [var given] ? given : ".";
    Model last = Classifier(rectified, 0.1).Fit(digits.Train, digits.Validation);
    ModelReport.Of(last, digits.Test!, unseen: true, digits.Train).Write(Path.Combine(folder, "digits-sgd.html"));
    Console.WriteLine($"pictures: digits-sgd.html, in folder {folder}");
}

Console.WriteLine(
    $"result: sigmoid_half_squared_error={squared:F4} sigmoid_binary_cross_entropy={binary:F4} softmax_cross_entropy={softmax:F4} relu={relu:F4} leaky_relu={leaky:F4}");

MlpClassifier Classifier(NetworkSettings layers, double learningRate)
    => new(new() { Network = layers, Training = new() { Optimizer = new SGD(), BatchSize = 10, Epochs = 30, LearningRate = learningRate } });

double Train(string name, NetworkSettings layers, double learningRate)
{
    Model model = Classifier(layers, learningRate).Fit(digits.Train, digits.Validation);
    Console.WriteLine(name);
    foreach (EpochRecord epoch in model.Info.History.Where(record => record.Epoch % 10 == 0))
        Console.WriteLine($"  epoch {epoch.Epoch,2}: training cost {epoch.TrainingLoss:F4}, validation cost {epoch.ValidationLoss:F4}, validation accuracy {epoch.ValidationAccuracy:P1}");
    double accuracy = model.Score(digits.Test!).Accuracy!.Value;
    Console.WriteLine($"  right on {accuracy:P1} of {digits.Test!.Rows} images it has not seen");
    return accuracy;
}
