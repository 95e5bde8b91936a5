#:project ../src/Nabla/Nabla.csproj
#:project ../src/Nabla.Reports/Nabla.Reports.csproj

// The fifth tutorial: two circles that no line separates, and a hidden layer that bends space until a plane does.
using System.Globalization;
using Nabla.Data;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Reports;
using Nabla.Reports.Figures;
using Nabla.Reports.Pictures;
using Nabla.Reports.Sections;
using Nabla.Reports.Tutorials;
using Nabla.Training;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// 100 points on two noisy circles; 2-3-2, a logistic hidden layer, softmax, −Σ y ln a as a sum, everything from N(0, .1²).
Dataset circles = Generators.Circles(rows: 100, noise: 0.1, factor: 0.3, seed: 2);
var small = new Normal(0, 0.1);
var spec = new NetworkSpec(
    2,
    new Dense(3) { Activation = new Sigmoid(), WeightInitializer = small, BiasInitializer = small },
    new Dense(2) { Activation = new Softmax(), WeightInitializer = small, BiasInitializer = small })
{
    Loss = new CrossEntropy(),
    Reduction = Reduction.Sum,
};
Network<double> network = Network<double>.Create(spec, seed: 1);
var examples = new Examples<double>(circles.Features, circles.Labels, outputs: 2);

// Every gradient against central differences; so near to 0 gradients are small, and a larger step than usual keeps rounding smaller still.
double error = NetworkGradientCheck.Run(network, examples, new GradientCheck { RelativeStep = 1e-3 }).Max(slice => slice.Error);
Console.WriteLine($"gradient against differences: {error:E1} of the largest entry");

// V ← .9·V − .02·∂C/∂θ, θ ← θ + V, all points at once, 300 times.
TrainingResult result = new Trainer<double>(network, examples, null, new TrainingSettings
{
    Optimizer = new Momentum(0.9),
    LearningRate = 0.02,
    BatchSize = null,
    Epochs = 300,
    EvaluateTraining = true,
}).Run();
double cost = result.LossCurve[^1], accuracy = result.History[^1].TrainingAccuracy!.Value;
Console.WriteLine($"cost {result.LossCurve[0]:F2} before, {cost:F4} after 300 iterations; {accuracy:P0} of the points are right");

// The decision over the plane.
Console.WriteLine("decided for the inner circle (#) and the outer (.)");
for (double y = 1.5; y >= -1.5; y -= 0.25)
{
    Console.WriteLine("  " + string.Concat(Enumerable.Range(-12, 25).Select(i =>
        Decision.Of<double>(network.Trace(Matrix<double>.From([i / 8.0, y]))[^1].A.Row(0)) == Inner() ? '#' : '.')));
}

// In the space of the three hidden units, the difference of the two output sums is a plane: w·h + c = 0 separates the circles.
ReadOnlySpan<double> parameters = network.Parameters;
ReadOnlyMatrixView<double> output = network.Slices[2].MatrixOf(parameters); // W2 [3 × 2]
ReadOnlySpan<double> bias = network.Slices[3].Of(parameters);
double[] normal = [output[0, 1] - output[0, 0], output[1, 1] - output[1, 0], output[2, 1] - output[2, 0]];
double offset = bias[1] - bias[0];
Matrix<double> hidden = network.Trace(circles.Features)[0].A;
int right = Enumerable.Range(0, circles.Rows).Count(row =>
    ((normal[0] * hidden[row, 0]) + (normal[1] * hidden[row, 1]) + (normal[2] * hidden[row, 2]) + offset > 0) == (circles.Labels[row] == 1));
Console.WriteLine($"the plane {normal[0]:F1}·h₁ + {normal[1]:F1}·h₂ + {normal[2]:F1}·h₃ + {offset:F1} = 0 has {right} of {circles.Rows} points on their side");

// Pictures, as pages to open in a browser: in the current folder, or in that of the first argument.
if (Report.CanDrawCharts)
{
    string folder = args is [var given] ? given : ".";
    Figure[] figures =
    [
        DecisionRegions.Data(circles) with { Name = "circles" },
        TrainingSection.Loss(result.History, result.ChosenEpoch) with { Name = "circles-cost" },
        DecisionRegions.Of(points => network.Trace(points)[^1].A, circles) with { Name = "circles-regions" },
        TutorialPictures.Find("circles-hidden").Make(),
    ];
    foreach (Figure figure in figures)
        Report.Of(figure).Write(Path.Combine(folder, figure.Name + ".html"));
    Console.WriteLine($"pictures: {string.Join(", ", figures.Select(figure => figure.Name + ".html"))}, in folder {folder}");
}

Console.WriteLine($"result: accuracy={accuracy:F4} cost={cost:F6} gradient_error={error:E3}");

// The class of the point nearest to the middle.
int Inner() => circles.Labels[Enumerable.Range(0, circles.Rows).MinBy(row => Math.Pow(circles.Features[row, 0], 2) + Math.Pow(circles.Features[row, 1], 2))];
