#:project ../src/Nabla/Nabla.csproj
#:project ../src/Nabla.Reports/Nabla.Reports.csproj

// The first tutorial, part one: what a network computes, how fast, and how to find a minimum by walking downhill.
using System.Diagnostics;
using System.Globalization;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Reports;
using Nabla.Reports.Tutorials;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// A network of 3 inputs, 3 hidden units and 1 output, sigmoid everywhere, with the tutorial's weights. A row of W is an input.
var spec = new NetworkSpec(3, new Dense(3) { Activation = new Sigmoid() }, new Dense(1) { Activation = new Sigmoid() });
var network = new Network<double>(spec);
double[] parameters =
[
    .2, .4, .6, .2, .4, .6, .2, .4, .6, // W1
    .8, .8, .8, // b1
    .5, .5, .5, // W2
    .2, // b2
];
parameters.CopyTo(network.Parameters);

// z = x·W + b, a = 1/(1 + e⁻ᶻ), layer by layer.
IReadOnlyList<LayerTrace<double>> trace = network.Trace(Matrix<double>.From([1.5, 2, 3]));
double output = trace[1].A[0, 0];
Console.WriteLine($"x = (1.5, 2, 3): hidden units {string.Join(", ", trace[0].A.Row(0).ToArray().Select(a => a.ToString("F4")))}, output {output:F4}");

// Gradient descent in one dimension: x⁴ − 3x³ + 2 from x = 6, its slope 4x³ − 9x². The minimum is at 2.25.
double x = 6, previous;
do
{
    previous = x;
    x -= .01 * ((4 * x * x * x) - (9 * x * x));
}
while (Math.Abs(x - previous) > 1e-5);
Console.WriteLine($"walking down x⁴ − 3x³ + 2 from 6 ends at {x:F6}");

// The same network function twice: with a loop over layers, units and inputs, and as products of matrices.
int[] sizes = [100, 100, 50, 10];
Network<double> large = Network<double>.Create(
    new NetworkSpec(sizes[0], [.. sizes[1..].Select(units => new Dense(units) { Activation = new Sigmoid() })]), seed: 1);
var sample = new Matrix<double>(1, sizes[0]);
for (int i = 0; i < sizes[0]; i++)
    sample[0, i] = new CounterRandom(1, 1000).Normal((uint)i);
double[][] layers = [.. large.Slices.Select(slice => slice.Of(large.Parameters).ToArray())]; // W1, b1, W2, b2, …

double[] Loops(double[] input)
{
    double[] a = input;
    for (int l = 1; l < sizes.Length; l++)
    {
        double[] w = layers[2 * (l - 1)], b = layers[(2 * (l - 1)) + 1], next = new double[sizes[l]];
        for (int j = 0; j < next.Length; j++)
        {
            double z = b[j];
            for (int i = 0; i < a.Length; i++)
                z += a[i] * w[(i * next.Length) + j];
            next[j] = 1 / (1 + Math.Exp(-z));
        }

        a = next;
    }

    return a;
}

var workspace = new Workspace<double>(large, rows: 1);
var outputs = new Matrix<double>(1, sizes[^1]);
double[] input = sample.Row(0).ToArray();
double difference = 0;
large.Predict(sample, outputs, workspace);
foreach ((double a, double b) in Loops(input).Zip(outputs.Data))
    difference = Math.Max(difference, Math.Abs(a - b));

// Timed in turns, so that whatever else the machine does falls on both; the median of the turns.
var ratios = new List<double>();
for (int turn = 0; turn < 15; turn++)
    ratios.Add(Microseconds(() => Loops(input)) / Microseconds(() => large.Predict(sample, outputs, workspace)));
double speedup = ratios.Order().ElementAt(ratios.Count / 2);
Console.WriteLine($"100-100-50-10 by loops and by matrices: the same to {difference:E0}, matrices {speedup:F1} times as fast");

// Pictures, as pages to open in a browser: in the current folder, or in that of the first argument.
if (Report.CanDrawCharts)
{
    string folder = args is [var given] ? given : ".";
    string[] pictures = ["sigmoid-weights", "sigmoid-biases", "digit", "descent-path"];
    foreach (string picture in pictures)
        Report.Of(TutorialPictures.Find(picture).Make()).Write(Path.Combine(folder, picture + ".html"));
    Console.WriteLine($"pictures: {string.Join(", ", pictures.Select(picture => picture + ".html"))}, in folder {folder}");
}

Console.WriteLine($"result: output={output:F6} minimum={x:F6} speedup={speedup:F2}");

static double Microseconds(Action action)
{
    const int Repeats = 300;
    long start = Stopwatch.GetTimestamp();
    for (int i = 0; i < Repeats; i++)
        action();
    return Stopwatch.GetElapsedTime(start).TotalMicroseconds / Repeats;
}
