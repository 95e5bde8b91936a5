#:project ../src/Nabla/Nabla.csproj
#:project ../src/Nabla.Reports/Nabla.Reports.csproj

// The fourth tutorial: test scores from hours of sleep and study, by BFGS; then overfitting, and its cure.
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

// 2-3-1, sigmoid, no biases; the cost is a sum, ½·Σ(y − ŷ)²; weights start as N(0, 1).
LayerSpec Layer(int units) => new(units) { Activation = new Sigmoid(), Bias = false, WeightInitializer = new Normal(0, 1) };
var spec = new NetworkSpec(2, Layer(3), Layer(1)) { Loss = new Quadratic(), Reduction = Reduction.Sum };

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

// What the network thinks of any night and any evening.
result.Point.CopyTo(network.Parameters);
Console.WriteLine("predicted score by hours of study (down) and sleep (across)");
Console.WriteLine($"{string.Empty,6}{string.Concat(Enumerable.Range(0, 6).Select(i => $"{2 * i,6}"))}");
for (int study = 0; study <= 5; study++)
{
    IEnumerable<string> row = Enumerable.Range(0, 6).Select(i => $"{100 * Predict(network, 2 * i / 10.0, study / 5.0),6:F0}");
    Console.WriteLine($"{study,6}{string.Concat(row)}");
}

// A fourth night that fits the pattern badly is learnt by heart: training cost falls, test cost rises. A penalty on weights cures that.
// The data term is divided by n and the penalty, λ/2·Σ‖W‖², is not; Nabla divides both, so its λ is n times the tutorial's 1e-4.
Examples<double> extended = Prepare(SleepStudy.Extended, SleepStudy.Extended), test = Prepare(SleepStudy.Test, SleepStudy.Extended);
(double overfitTraining, double overfitTest) = Study(lambda: 0);
(double curedTraining, double curedTest) = Study(lambda: 4e-4);
Console.WriteLine($"without a penalty: training cost {overfitTraining:E2}, test cost {overfitTest:E2}");
Console.WriteLine($"with a penalty:    training cost {curedTraining:E2}, test cost {curedTest:E2}");

// The pictures: cost by iteration, and predictions as contours and as a surface.
if (Report.CanDrawCharts)
{
    var cost = new Figure("cost", "Cost by iteration", "½·Σ(y − ŷ)² after each iteration of BFGS.")
    {
        X = new Axis("iteration"),
        Y = new Axis("cost") { Logarithmic = true, OffersLogarithmic = true },
        Traces = [new LineTrace("cost", [.. costs.Select((_, i) => i + 1.0)], costs)],
    };
    Scaler scaler = Scaler.Fit(ScalerMethod.MaxAbs, SleepStudy.Original.Features);
    Matrix<double> Scores(Matrix<double> hours) => new([.. network.Trace(scaler.Transform<double>(hours))[^1].A.Data.Select(a => 100 * a)], hours.Rows, 1);
    var hours = new Plane((0, 10), (0, 5));
    var pictures = new Section(
        "pictures", "Pictures", cost, PredictionSurface.Contours(Scores, SleepStudy.Original, hours), PredictionSurface.Surface(Scores, SleepStudy.Original, hours));
    new Report("Test scores by hours of sleep and study") { Sections = [pictures] }.Write("sleep-study.html");
    Console.WriteLine("pictures: sleep-study.html");
}

Console.WriteLine(
    $"result: iterations={result.Iterations} evaluations={result.Evaluations} cost={result.Cost:E6} gradient={result.GradientNorm:E6} overfit_test_cost={overfitTest:F6} cured_test_cost={curedTest:F6}");

// The data's cost on training and test rows after training with a penalty.
(double Training, double Test) Study(double lambda)
{
    NetworkSpec mean = spec with { Reduction = Reduction.Mean, Penalties = [new L2(lambda)] };
    Network<double> student = Network<double>.Create(mean, seed: 1);
    MinimizationResult<double> learnt = Minimizer.Minimize(
        new BFGS(), new NetworkObjective<double>(student, extended), student.Parameters, new MinimizerOptions { MaxIterations = 200, GradientTolerance = 1e-7 });
    var judge = new Network<double>(mean with { Penalties = [] });
    return (new NetworkObjective<double>(judge, extended).Evaluate(learnt.Point, []), new NetworkObjective<double>(judge, test).Evaluate(learnt.Point, []));
}

static double Predict(Network<double> network, double sleep, double study)
    => network.Trace(Matrix<double>.From([sleep, study]))[^1].A[0, 0];

static Matrix<double> Hundredths(Matrix<double> scores) => new([.. scores.Data.Select(score => score / 100)], scores.Rows, scores.Columns);
