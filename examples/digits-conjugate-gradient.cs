#:project ../src/Nabla/Nabla.csproj
#:project ../src/Nabla.Reports/Nabla.Reports.csproj

// The second tutorial: all parameters as one flat vector, cost and gradient as one function of it, handed to a minimizer.
using System.Globalization;
using Nabla.Data;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Reports;
using Nabla.Reports.Figures;
using Nabla.Reports.Pictures;
using Nabla.Training;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// What SciPy 1.10.1 needs for the same split and start, 100 iterations (tests/Nabla.Tests/Fixtures/Optimization/digits_full_batch.py).
(double Cost, int Evaluations) scipyCg = (0.3154834566464577, 291), scipyLbfgs = (0.31762144670965853, 106);

// Split and start come from whole numbers, as in that script.
ulong state = 1;
ulong Draw() => (state = (6364136223846793005 * state) + 1442695040888963407) >> 33;
Dataset digits = Datasets.Digits();
int[] order = [.. Enumerable.Range(0, digits.Rows)];
for (int i = order.Length - 1; i > 0; i--)
{
    int j = (int)(Draw() % (ulong)(i + 1));
    (order[i], order[j]) = (order[j], order[i]);
}

Dataset train = digits.SelectRows(order.AsSpan(0, 1078)), test = digits.SelectRows(order.AsSpan(1078));
var start = new double[(65 * 30) + (31 * 10)];
for (int k = 0; k < start.Length; k++)
    start[k] = ((Enumerable.Range(0, 12).Sum(_ => (double)(Draw() % 65536)) / 65536) - 6) / 10; // nearly N(0, .1²)

// Labels may be anything: here they are words, and a label mapper makes output activations of them.
string[] words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
var mapper = new LabelMap<string>(words);
Scaler scaler = Scaler.Fit(ScalerMethod.Standard, train.Features);
Matrix<double> x = scaler.Transform<double>(train.Features);
Matrix<double> y = mapper.EncodeOneHot<double>([.. train.Labels.Select(label => words[label])]);

// −Σ y ln a + (1 − y) ln(1 − a), mean over examples, and λ/(2n)·Σ‖W‖² with λ = 1.
var spec = new NetworkSpec(64, new Dense(30) { Activation = new Sigmoid() }, new Dense(10) { Activation = new Sigmoid() })
{
    Loss = new BinaryCrossEntropy(),
    Penalties = [new L2(1)],
};
var network = new Network<double>(spec);
var objective = new NetworkObjective<double>(network, new Examples<double>(x, y));
var options = new MinimizerOptions { MaxIterations = 100 };
(MinimizationResult<double> cg, List<double> cgCosts) = Minimize(new ConjugateGradient());
(MinimizationResult<double> lbfgs, List<double> lbfgsCosts) = Minimize(new LBFGS());
Console.WriteLine($"conjugate gradients: cost {cg.Cost:F4} after {cg.Evaluations} evaluations (SciPy: {scipyCg.Cost:F4} after {scipyCg.Evaluations})");
Console.WriteLine($"L-BFGS:              cost {lbfgs.Cost:F4} after {lbfgs.Evaluations} evaluations (SciPy: {scipyLbfgs.Cost:F4} after {scipyLbfgs.Evaluations})");

// The minimum goes back into the network, which is judged on the images it has not seen.
cg.Point.CopyTo(network.Parameters);
var outputs = new Matrix<double>(test.Rows, 10);
network.Predict(scaler.Transform<double>(test.Features), outputs, new Workspace<double>(network, test.Rows));
string[] seen = mapper.Decode<double>(outputs);
double accuracy = seen.Zip(test.Labels, (word, label) => word == words[label] ? 1.0 : 0).Average();
Console.WriteLine($"right on {accuracy:P1} of {test.Rows} images it has not seen; the first is a {seen[0]}");

// Pictures, as pages to open in a browser: in the current folder, or in that of the first argument.
if (Report.CanDrawCharts)
{
    string folder = args is [var given] ? given : ".";
    double[] iterations = [.. Enumerable.Range(1, Math.Min(cgCosts.Count, lbfgsCosts.Count)).Select(i => (double)i)];
    var figure = new Figure("digits-minimizers", "Cost by iteration", "The cost of a 64-30-10 network on the digits by conjugate gradients and by L-BFGS.")
    {
        X = new Axis("iteration"),
        Y = new Axis("cost") { Logarithmic = true, OffersLogarithmic = true },
    };
    figure = Curves.Of(figure, iterations, [("conjugate gradients", cgCosts[..iterations.Length]), ("L-BFGS", lbfgsCosts[..iterations.Length])]);
    Report.Of(figure).Write(Path.Combine(folder, "digits-minimizers.html"));
    Console.WriteLine($"pictures: digits-minimizers.html, in folder {folder}");
}

Console.WriteLine(
    $"result: cg_cost={cg.Cost:F6} cg_evaluations={cg.Evaluations} scipy_cg_cost={scipyCg.Cost:F6} scipy_cg_evaluations={scipyCg.Evaluations} " +
    $"lbfgs_cost={lbfgs.Cost:F6} lbfgs_evaluations={lbfgs.Evaluations} scipy_lbfgs_cost={scipyLbfgs.Cost:F6} scipy_lbfgs_evaluations={scipyLbfgs.Evaluations} accuracy={accuracy:F4}");

// A run of 100 iterations, and the cost after each.
(MinimizationResult<double> Result, List<double> Costs) Minimize(FullBatchSolver solver)
{
    var costs = new List<double>();
    MinimizationResult<double> result = Minimizer.Minimize(solver, objective, start, options, iteration =>
    {
        costs.Add(iteration.Cost);
        return true; // go on
    });
    return (result, costs);
}
