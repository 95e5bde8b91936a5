#:project ../src/Nabla/Nabla.csproj

// Backpropagation without the engine: with loops over single numbers, and as products of matrices. docs/guide/backpropagation.md works it out.
// x are samples, a row each, y their targets. Layer l takes h[l] and puts out h[l + 1] = f(z), z = h[l]·W + b; h[0] is x. f is the sigmoid: f'(z) = f(z)·(1 − f(z)).
// A row of W is an input, a column a unit. C is the mean of ½‖y − h‖² over the samples. δ = ∂C/∂z, without 1/n until the step: ΔW and Δb are sums over the samples.
using Nabla.Data;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Training;
using Matrix = Nabla.Numerics.Matrix<double>;

System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.InvariantCulture;
var random = new Random(1);
Matrix Draw(int rows, int columns) => new Matrix(rows, columns).Map(_ => random.NextDouble());
Layer[] Create(params int[] sizes) => [.. sizes.Skip(1).Select((units, l) => new Layer(Draw(sizes[l], units), Draw(1, units)))];

// The digits, each pixel with mean 0 and variance 1; in y a 1 for the right class and 0 for the nine others.
DataParts digits = Split.TrainTest(Datasets.Digits(), testFraction: 0.4, seed: 1, stratify: false);
Scaler scaler = Scaler.Fit(ScalerMethod.Standard, digits.Train.Features);
Matrix x = scaler.Transform<double>(digits.Train.Features), test = scaler.Transform<double>(digits.Test!.Features);
Matrix y = Matrix.From([.. digits.Train.Labels.Select(label => Enumerable.Range(0, 10).Select(k => k == label ? 1.0 : 0).ToArray())]);

// 64-30-10, trained both ways from the same weights; then on to 3,000 iterations with matrices.
Layer[] looped = Create(64, 30, 10), network = [.. looped.Select(layer => new Layer(layer.W, layer.b))];
double loops = Train(looped, x, y, Loops.Backpropagate, 50), matrices = Train(network, x, y, Matrices.Backpropagate, 50);
double apart = Parameters(looped).Zip(Parameters(network), (a, b) => Math.Abs(a - b)).Max();
Console.WriteLine($"50 iterations: loops {loops:F2} s, matrices {matrices:F2} s, and the parameters differ by {apart:E0} at most");
Train(network, x, y, Matrices.Backpropagate, 2950);
Matrix h = Matrices.FeedForward(network, test)[^1];
double accuracy = digits.Test.Labels.Where((label, row) => Decision.Of<double>(h.Row(row)) == label).Count() / (double)h.Rows;
Console.WriteLine($"3,000 iterations: cost {Cost(network, x, y):F4}, right on {accuracy:P1} of {h.Rows} digits that it has not seen");

// The same gradient by the engine, and by central differences.
var spec = new NetworkSpec(64, new Dense(30) { Activation = new Sigmoid() }, new Dense(10) { Activation = new Sigmoid() }) { Loss = new HalfSquaredError() };
var engineGradient = new double[spec.ParameterCount];
new NetworkObjective<double>(new Network<double>(spec), new Examples<double>(x, y)).Evaluate([.. Parameters(network)], engineGradient);
Matrices.Backpropagate(network, x, y);
double engine = network.SelectMany(layer => layer.ΔW.Data.Concat(layer.Δb.Data)).Zip(engineGradient, (sum, g) => Math.Abs((sum / x.Rows) - g)).Max();
double numeric = FromNumeric(Create(3, 4, 2), Draw(5, 3), Draw(5, 2));

// What matrices gain in training: the larger the network, the more.
Console.WriteLine($"result: accuracy={accuracy:F4} apart={apart:E3} engine={engine:E3} numeric={numeric:E3} speedup={loops / matrices:F2} "
    + $"speedup_3_layers={Gain(3, 3, 1):F2} speedup_4_layers={Gain(3, 3, 3, 1):F2} speedup_large={Gain(100, 100, 50, 10):F2}");

// Gradient descent: steps of .25 against the mean of the samples' gradients. Returns the seconds they took.
static double Train(Layer[] network, Matrix x, Matrix y, Action<Layer[], Matrix, Matrix> backpropagate, int iterations)
{
    var watch = System.Diagnostics.Stopwatch.StartNew();
    for (double α = .25 / x.Rows; iterations > 0; iterations--)
    {
        backpropagate(network, x, y);
        foreach (Layer layer in network)
            (layer.W, layer.b) = (layer.W - (α * layer.ΔW), layer.b - (α * layer.Δb));
    }
    return watch.Elapsed.TotalSeconds;
}

static double Cost(Layer[] network, Matrix x, Matrix y) => (y - Matrices.FeedForward(network, x)[^1]).Data.Sum(e => e * e / 2) / x.Rows;
static IEnumerable<double> Parameters(Layer[] network) => network.SelectMany(layer => layer.W.Data.Concat(layer.b.Data));

static double FromNumeric(Layer[] network, Matrix x, Matrix y)
{
    Loops.Backpropagate(network, x, y);
    double CostAt(double[] θ, int i, double change) => (θ[i] += change, Cost(network, x, y), θ[i] -= change).Item2; // θ is as before
    double Apart(double[] θ, double[] Δ) => Δ.Select((sum, i) => Math.Abs((sum / x.Rows) - ((CostAt(θ, i, 1e-4) - CostAt(θ, i, -1e-4)) / 2e-4))).Max();
    return network.Max(layer => Math.Max(Apart(layer.W.Data, layer.ΔW.Data), Apart(layer.b.Data, layer.Δb.Data)));
}

// How many times as fast training on 100 samples is with matrices: timed in turns, the median.
double Gain(params int[] sizes)
{
    (Layer[] network, Matrix x, Matrix y) = (Create(sizes), Draw(100, sizes[0]), Draw(100, sizes[^1]));
    return Enumerable.Range(0, 15).Select(_ => Train(network, x, y, Loops.Backpropagate, 40) / Train(network, x, y, Matrices.Backpropagate, 40)).Order().ElementAt(7);
}

sealed class Layer(Matrix w, Matrix b) { public Matrix W = w, b = b, ΔW = 0.0 * w, Δb = 0.0 * b; } // 0.0 * w: zeros in w's shape

static class Loops
{
    public static double[][] FeedForward(Layer[] network, double[] x)
    {
        double[][] h = [x, .. network.Select(layer => layer.b.Data.ToArray())]; // z starts from the bias
        for (int l = 0; l < network.Length; l++)
            for (int j = 0; j < h[l + 1].Length; j++)
            {
                for (int i = 0; i < h[l].Length; i++)
                    h[l + 1][j] += h[l][i] * network[l].W[i, j];
                h[l + 1][j] = 1 / (1 + Math.Exp(-h[l + 1][j])); // and z becomes f(z)
            }
        return h;
    }

    public static void Backpropagate(Layer[] network, Matrix x, Matrix y)
    {
        foreach (Layer layer in network)
            (layer.ΔW, layer.Δb) = (0.0 * layer.W, 0.0 * layer.b);
        for (int sample = 0; sample < x.Rows; sample++)
        {
            double[][] h = FeedForward(network, x.Row(sample).ToArray());
            double[] δ = [.. h[^1].Select((output, j) => (output - y[sample, j]) * output * (1 - output))]; // BP1
            for (int l = network.Length - 1; l >= 0; l--)
            {
                var δBefore = new double[h[l].Length];
                for (int j = 0; j < δ.Length; j++)
                {
                    network[l].Δb[0, j] += δ[j]; // BP3
                    for (int i = 0; i < h[l].Length; i++)
                    {
                        network[l].ΔW[i, j] += h[l][i] * δ[j]; // BP4
                        δBefore[i] += δ[j] * network[l].W[i, j] * h[l][i] * (1 - h[l][i]); // BP2
                    }
                }
                δ = δBefore; // before the first layer it is by x, and not used
            }
        }
    }
}

static class Matrices
{
    public static List<Matrix> FeedForward(Layer[] network, Matrix x)
    {
        List<Matrix> h = [x];
        foreach (Layer layer in network)
            h.Add(((h[^1] * layer.W) + layer.b).Map(z => 1 / (1 + Math.Exp(-z)))); // b is added to each row
        return h;
    }

    public static void Backpropagate(Layer[] network, Matrix x, Matrix y)
    {
        List<Matrix> h = FeedForward(network, x);
        Matrix δ = (h[^1] - y).Hadamard(h[^1].Map(output => output * (1 - output))); // BP1
        for (int l = network.Length - 1; l >= 0; l--)
        {
            network[l].Δb = δ.ColumnSums(); // BP3
            network[l].ΔW = h[l].Transpose() * δ; // BP4
            δ = (δ * network[l].W.Transpose()).Hadamard(h[l].Map(output => output * (1 - output))); // BP2
        }
    }
}
