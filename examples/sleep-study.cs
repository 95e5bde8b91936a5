#:project ../src/Nabla/Nabla.csproj
#:project ../src/Nabla.Reports/Nabla.Reports.csproj

// The fourth tutorial: test scores from hours of sleep and study, by BFGS; then overfitting, and its cure.
using System.Globalization;
using Nabla.Data;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Reports;
using Nabla.Reports.Blocks;
using Nabla.Reports.Figures;
using Nabla.Reports.Pictures;
using Nabla.Reports.Tutorials;
using Nabla.Training;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// 2-3-1, sigmoid, no biases; the cost is a sum, ½·Σ(y − ŷ)²; weights start as N(0, 1).
Dense Layer(int units) => new(units) { Activation = new Sigmoid(), Bias = false, WeightInitializer = new Normal(0, 1) };
var spec = new NetworkSpec(2, Layer(3), Layer(1)) { Loss = new HalfSquaredError(), Reduction = Reduction.Sum };

// Hours are divided by each column's maximum, scores by 100.
Examples<double> Prepare(Dataset data, Dataset scaledLike)
    => new(Scaler.Fit(ScalerMethod.MaxAbs, scaledLike.Features).Transform<double>(data.Features), Hundredths(data.Targets!));

Network<double> network = Network<double>.Create(spec, seed: 1);
Examples<double> original = Prepare(SleepStudy.Original, SleepStudy.Original);
var costs = new List<double>();
MinimizationResult<double> result = Minimizer.Minimize(
    new BFGS(),
    new NetworkObjective<double>(network, original),
    network.Parameters,
    new MinimizerOptions { MaxIterations = 200, GradientTolerance = 1e-5 },
    iteration =>
    {
        costs.Add(iteration.Cost);
        return true; // go on
    });
Console.WriteLine($"BFGS: {result.Iterations} iterations, {result.Evaluations} evaluations, cost {result.Cost:F6}, largest gradient entry {result.GradientNorm:E1}");
Console.WriteLine($"cost by iteration: {string.Join(", ", costs.Where((_, i) => i % 10 == 0).Select(c => c.ToString("E1")))} …");
var gradient = new double[result.Point.Length];
new NetworkObjective<double>(network, original).Evaluate(result.Point, gradient);
Console.WriteLine($"gradient at the solution: {string.Join(", ", gradient.Select(g => g.ToString("E1")))}");

// The training rows: what the network says beside the true scores.
result.Point.CopyTo(network.Parameters);
for (int night = 0; night < SleepStudy.Original.Rows; night++)
{
    Span<double> hours = SleepStudy.Original.Features.Row(night);
    Console.WriteLine($"{hours[0],4} h of sleep, {hours[1]} h of study: true score {SleepStudy.Original.Targets![night, 0]}, predicted {100 * Predict(network, hours[0] / 10, hours[1] / 5):F2}");
}

// Does sleep matter more than study? Partial dependence: the mean prediction as one of them goes over its range and the other stays.
double[] span = [.. Enumerable.Range(0, 2).Select(feature =>
{
    double[] means = [.. Enumerable.Range(0, 21).Select(i => SleepStudy.Original.Features.Data.Chunk(2).Average(hours =>
        100 * (feature == 0 ? Predict(network, i / 20.0, hours[1] / 5) : Predict(network, hours[0] / 10, i / 20.0))))];
    return means.Max() - means.Min();
})];
Console.WriteLine($"over 0 to 10 hours of sleep the mean prediction spans {span[0]:F1} points, over 0 to 5 hours of study {span[1]:F1}");

// What the network thinks of any night and any evening.
Console.WriteLine("predicted score by hours of study (down) and sleep (across)");
Console.WriteLine($"{string.Empty,6}{string.Concat(Enumerable.Range(0, 6).Select(i => $"{2 * i,6}"))}");
for (int study = 0; study <= 5; study++)
{
    IEnumerable<string> row = Enumerable.Range(0, 6).Select(i => $"{100 * Predict(network, 2 * i / 10.0, study / 5.0),6:F0}");
    Console.WriteLine($"{study,6}{string.Concat(row)}");
}

// A fourth night that fits the pattern badly is memorized: training cost falls, test cost rises. A penalty on weights cures that.
// The data term is divided by n and the penalty, λ/2·Σ‖W‖², is not; Nabla divides both, so its λ is n times the tutorial's 1e-4.
Examples<double> extended = Prepare(SleepStudy.Extended, SleepStudy.Extended), test = Prepare(SleepStudy.Test, SleepStudy.Extended);
double overfitTest = Study("without a penalty", lambda: 0), curedTest = Study("with a penalty", lambda: 4e-4);

// Pictures, as pages to open in a browser: in the current folder, or in that of the first argument.
if (Report.CanDrawCharts)
{
    string folder = args is [var given] ? given : ".";
    var figure = new Figure("sleep-study-cost", "Cost by iteration", "½·Σ(y − ŷ)² on three rows, by BFGS.") { X = new Axis("iteration"), Y = new Axis("cost") { Logarithmic = true, OffersLogarithmic = true } };
    figure = Curves.Of(figure, [.. Enumerable.Range(1, costs.Count).Select(i => (double)i)], [("cost", costs)]);
    var hours = new Plane((0, 10), (0, 5));
    Picture[] figures =
    [
        figure,
        PredictionSurface.Contours(Scores, SleepStudy.Original, hours) with { Name = "sleep-study-contours" },
        PredictionSurface.Surface(Scores, SleepStudy.Original, hours) with { Name = "sleep-study-surface" },
        TutorialPictures.Find("overfitting").Make(),
    ];
    foreach (Picture one in figures)
        Report.Of(one).Write(Path.Combine(folder, one.Name + ".html"));
    Console.WriteLine($"pictures: {string.Join(", ", figures.Select(one => one.Name + ".html"))}, in folder {folder}");
}

Console.WriteLine(
    $"result: iterations={result.Iterations} evaluations={result.Evaluations} cost={result.Cost:E6} gradient={result.GradientNorm:E6} overfit_test_cost={overfitTest:F6} cured_test_cost={curedTest:F6}");

// Trains with a penalty, shows the cost of training and test data without it from iteration to iteration, and returns the last of the test.
double Study(string title, double lambda)
{
    NetworkSpec mean = spec with { Reduction = Reduction.Mean, Penalties = [new L2(lambda)] };
    Network<double> student = Network<double>.Create(mean, seed: 1), judge = new(mean with { Penalties = [] });
    NetworkObjective<double> training = new(judge, extended), unseen = new(judge, test);
    var curve = new List<(double Training, double Test)>();
    Minimizer.Minimize(
        new BFGS(),
        new NetworkObjective<double>(student, extended),
        student.Parameters,
        new MinimizerOptions { MaxIterations = 200, GradientTolerance = 1e-7 },
        iteration =>
        {
            curve.Add((training.Evaluate(iteration.Point, []), unseen.Evaluate(iteration.Point, [])));
            return true;
        });
    Console.WriteLine(title);
    foreach (int i in new[] { 1, 2, 5, 10, 20, 50, 100, 200 }.Where(i => i < curve.Count).Append(curve.Count))
        Console.WriteLine($"  iteration {i,3}: training cost {curve[i - 1].Training:E2}, test cost {curve[i - 1].Test:E2}");
    return curve[^1].Test;
}

// Predicted scores for raw hours [rows × 2].
Matrix<double> Scores(Matrix<double> nights)
    => new([.. Enumerable.Range(0, nights.Rows).Select(row => 100 * Predict(network, nights[row, 0] / 10, nights[row, 1] / 5))], nights.Rows, 1);

static double Predict(Network<double> network, double sleep, double study)
    => network.Trace(Matrix<double>.From([sleep, study]))[^1].A[0, 0];

static Matrix<double> Hundredths(Matrix<double> scores) => new([.. scores.Data.Select(score => score / 100)], scores.Rows, scores.Columns);
