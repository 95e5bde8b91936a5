using System.Globalization;
using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Tests.Learning;

/// <summary>The runs that docs/guide/learning.md and docs/guide/exercises.md tell of.</summary>
public class LearningGuideTests
{
    private const string Page = "learning.md", Exercises = "exercises.md";

    private static readonly RunControl OneThread = new() { Threads = 1 };

    private static readonly MlpSettings Circles = new()
    {
        Network = new(3)
        {
            Activation = new Sigmoid(),
            Reduction = Reduction.Sum,
            WeightInitializer = new Normal(0, 0.1),
            BiasInitializer = new Normal(0, 0.1),
        },
        Training = new() { Optimizer = new Momentum(0.9), LearningRate = 0.02, BatchSize = null, Epochs = 300 },
        Preprocessing = new() { Scaling = ScalerMethod.None },
        Precision = Precision.Double,
    };

    [Fact]
    public void Overfitting_and_its_cure()
    {
        List<(double Training, double Test)> plain = SleepRun(0), cured = SleepRun(4e-4);
        int best = plain.FindIndex(cost => cost.Test == plain.Min(other => other.Test));
        int[] shown = [.. new[] { 0, 1, 2, 5, 10, 20, 50, 100, best }.Where(i => i < plain.Count).Append(plain.Count - 1).Distinct().Order()];
        (double Training, double Test) Cured(int i) => cured[Math.Min(i, cured.Count - 1)];
        PageBlock.Holds(Page, "overfitting", PageBlock.Table(
            ["iteration", "training", "test", "training, with a penalty", "test, with a penalty"],
            shown.Select(i => (string[])[Count(i), Number(plain[i].Training, 5), Number(plain[i].Test, 5), Number(Cured(i).Training, 5), Number(Cured(i).Test, 5)])));
        PageBlock.Holds(Page, "overfitting in words", string.Create(
            CultureInfo.InvariantCulture,
            $"Without a penalty the test cost is lowest after iteration {best}, at {plain[best].Test:F5}, and ends at {plain[^1].Test:F5}, {plain[^1].Test / plain[best].Test:F1} times as much, while the training cost goes to {plain[^1].Training:0.0e+00}. With the penalty it ends at {cured[^1].Test:F5}."));
        Assert.True(plain[^1].Test > 1.5 * plain[best].Test && cured[^1].Test < plain[^1].Test);
    }

    [Fact]
    public void Better_than_descent()
    {
        (string Name, Func<ulong, int?> Run)[] ways =
        [
            ("gradient descent, α = 1", seed => Descend(new SGD(), 1, seed)),
            ("momentum 0.9, α = 1", seed => Descend(new Momentum(0.9), 1, seed)),
            ("conjugate gradients", seed => Minimize(new ConjugateGradient(), seed)),
            ("L-BFGS", seed => Minimize(new LBFGS(), seed)),
            ("BFGS", seed => Minimize(new BFGS(), seed)),
        ];
        PageBlock.Holds(Page, "descent", PageBlock.Table(
            ["method", "evaluations of cost and gradient, median of 20 starts", "starts that got there"],
            ways.Select(way =>
            {
                int?[] found = [.. Enumerable.Range(1, 20).Select(seed => way.Run((ulong)seed))];
                int[] sorted = [.. found.OfType<int>().Order()];
                return (string[])[way.Name, Count(sorted[sorted.Length / 2]), $"{sorted.Length} of 20"];
            })));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Splitting_shows_what_the_training_rows_hide()
    {
        SlowTests.SkipUnlessWanted();
        Dataset digits = Datasets.Digits();
        PageBlock.Holds(Page, "splitting", PageBlock.Table(
            ["rows to learn from", "right of them", "right of the others"],
            new[] { 20, 50, 100, 500 }.Select(rows =>
            {
                DataParts parts = Split.TrainTest(digits, 1 - ((double)rows / digits.Rows), seed: 1);
                PartScores scores = ModelTrainer.Train(parts, new MlpSettings(), OneThread).Model.Info.Scores;
                return (string[])[Count(parts.Train.Rows), Percent(scores.Training!.Accuracy!.Value), Percent(scores.Test!.Accuracy!.Value)];
            })));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Scaling_lets_a_network_start()
    {
        SlowTests.SkipUnlessWanted();
        DataParts digits = Split.TrainTest(Datasets.Digits(), testFraction: 0.4, seed: 1, stratify: false);
        var settings = new MlpSettings
        {
            Network = new(30)
            {
                Activation = new Sigmoid(),
                OutputActivation = new Sigmoid(),
                Loss = new HalfSquaredError(),
                WeightInitializer = new Uniform(0, 1),
                BiasInitializer = new Uniform(0, 1),
            },
            Training = new() { Optimizer = new SGD(), BatchSize = null, LearningRate = 0.25, Epochs = 500 },
        };
        PageBlock.Holds(Page, "scaling", PageBlock.Table(
            ["pixels", "cost after 500 iterations", "right of the test part"],
            new[] { ("0 to 16, as they are", ScalerMethod.None), ("0 to 1", ScalerMethod.MinMax), ("mean 0, variance 1", ScalerMethod.Standard) }.Select(way =>
            {
                ModelInfo info = ModelTrainer.Train(digits, settings with { Preprocessing = settings.Preprocessing with { Scaling = way.Item2 } }, OneThread).Model.Info;
                return (string[])[way.Item1, Number(info.History[^1].TrainingLoss, 4), Percent(info.Scores.Test!.Accuracy!.Value)];
            })));
    }

    [Fact]
    public void Circles_by_plain_descent()
    {
        MlpSettings plain = Circles with { Training = Circles.Training with { Optimizer = new SGD() } };
        (string Name, MlpSettings Settings)[] runs =
        [
            ("plain descent, 300 iterations", plain),
            ("plain descent, 3,000 iterations", plain with { Training = plain.Training with { Epochs = 3000 } }),
            ("momentum 0.9, 300 iterations", Circles),
            ("momentum 0.9, 600 iterations", Circles with { Training = Circles.Training with { Epochs = 600 } }),
            ("momentum 0.9, 300 iterations, weights from N(0, 1)", Circles with { Network = Circles.Network with { WeightInitializer = new Normal(0, 1), BiasInitializer = new Normal(0, 1) } }),
        ];
        PageBlock.Holds(Exercises, "circles", PageBlock.Table(
            ["run", "seed 1: cost a row", "right", "seed 4: cost a row", "right"],
            runs.Select(run => (string[])
                [run.Name, .. new ulong[] { 1, 4 }.SelectMany(seed => new[] { Number(Cost(run.Settings, seed) / 100, 4), $"{Right(run.Settings, seed)} of 100" })])));
        Assert.Equal(Math.Log(2), Cost(plain, 1) / 100, 1e-3);
        Assert.Equal(100, Right(Circles, 4));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Circles_without_biases()
    {
        SlowTests.SkipUnlessWanted();
        PageBlock.Holds(Exercises, "bias", PageBlock.Table(
            ["seed", "with biases", "without"],
            Enumerable.Range(1, 5).Select(seed => (string[])[Count(seed), $"{Right(Circles with { Training = Circles.Training with { Epochs = 1000 } }, (ulong)seed)} of 100", $"{Right(Circles with { Network = Circles.Network with { Bias = false }, Training = Circles.Training with { Epochs = 1000 } }, (ulong)seed)} of 100"])));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Learning_rate_against_momentum()
    {
        SlowTests.SkipUnlessWanted();
        string Solved(UpdateRule rule, double rate)
            => $"{Enumerable.Range(1, 10).Count(seed => Right(Circles with { Training = Circles.Training with { Optimizer = rule, LearningRate = rate, Epochs = 1000 } }, (ulong)seed) == 100)} of 10";
        PageBlock.Holds(Exercises, "rates", PageBlock.Table(
            ["α", "plain descent", "momentum 0.5", "momentum 0.9"],
            new[] { 0.005, 0.01, 0.02, 0.05, 0.1, 0.2 }.Select(rate => (string[])
                [rate.ToString(CultureInfo.InvariantCulture), Solved(new SGD(), rate), Solved(new Momentum(0.5), rate), Solved(new Momentum(0.9), rate)])));
    }

    private static double Cost(MlpSettings settings, ulong seed) => Fit(settings, seed).Info.History[^1].TrainingLoss;

    private static int Right(MlpSettings settings, ulong seed) => (int)Math.Round(100 * Fit(settings, seed).Score(Generators.Circles()).Accuracy!.Value);

    private static Model Fit(MlpSettings settings, ulong seed) => ModelTrainer.Train(new DataParts(Generators.Circles()), settings with { Seed = seed }, OneThread).Model;

    private static NetworkSpec SleepNetwork(double lambda, Reduction reduction)
    {
        Dense Sigmoids(int units) => new(units) { Activation = new Sigmoid(), Bias = false, WeightInitializer = new Normal(0, 1) };
        return new(2, Sigmoids(3), Sigmoids(1)) { Loss = new HalfSquaredError(), Reduction = reduction, Penalties = lambda == 0 ? [] : [new L2(lambda)] };
    }

    private static Examples<double> SleepRows(Dataset data, Dataset scaledLike) => new(
        Scaler.Fit(ScalerMethod.MaxAbs, scaledLike.Features).Transform<double>(data.Features),
        new Matrix<double>([.. data.Targets!.Data.Select(score => score / 100)], data.Rows, 1));

    /// <summary>The costs of both parts without the penalty, before training and after each iteration.</summary>
    private static List<(double Training, double Test)> SleepRun(double lambda)
    {
        Network<double> network = Network<double>.Create(SleepNetwork(lambda, Reduction.Mean), seed: 1), judge = new(SleepNetwork(0, Reduction.Mean));
        Examples<double> rows = SleepRows(SleepStudy.Extended, SleepStudy.Extended);
        NetworkObjective<double> training = new(judge, rows), test = new(judge, SleepRows(SleepStudy.Test, SleepStudy.Extended));
        List<(double, double)> costs = [(training.Evaluate(network.Parameters, []), test.Evaluate(network.Parameters, []))];
        Minimizer.Minimize(
            new BFGS(),
            new NetworkObjective<double>(network, rows),
            network.Parameters,
            new MinimizerOptions { MaxIterations = 200, GradientTolerance = 1e-7 },
            iteration =>
            {
                costs.Add((training.Evaluate(iteration.Point, []), test.Evaluate(iteration.Point, [])));
                return true;
            });
        return costs;
    }

    private static NetworkObjective<double> SleepObjective(ulong seed, out double[] start)
    {
        Network<double> network = Network<double>.Create(SleepNetwork(0, Reduction.Sum), seed);
        start = network.Parameters.ToArray();
        return new NetworkObjective<double>(network, SleepRows(SleepStudy.Original, SleepStudy.Original));
    }

    /// <summary>The evaluations until the cost is 1e-6, or null if 100,000 do not get there.</summary>
    private static int? Descend(UpdateRule rule, double rate, ulong seed)
    {
        NetworkObjective<double> objective = SleepObjective(seed, out double[] point);
        OptimizerState<double> state = rule.Start<double>(point.Length);
        var gradient = new double[point.Length];
        for (int evaluation = 1; evaluation <= 100_000; evaluation++)
        {
            if (objective.Evaluate(point, gradient) <= 1e-6)
                return evaluation;
            rule.Step(state, point, gradient, rate);
        }

        return null;
    }

    private static int? Minimize(FullBatchSolver solver, ulong seed)
    {
        NetworkObjective<double> objective = SleepObjective(seed, out double[] start);
        var counting = new Counting(objective);
        MinimizationResult<double> result = Minimizer.Minimize(solver, counting, start, new MinimizerOptions { MaxIterations = 2000, GradientTolerance = 0 });
        return result.Cost <= 1e-6 ? counting.First : null;
    }

    private static string Count(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Number(double value, int digits) => value.ToString("F" + digits, CultureInfo.InvariantCulture);

    private static string Percent(double part) => part == 1 ? "100 %" : (100 * part).ToString("F1", CultureInfo.InvariantCulture) + " %";

    /// <summary>Notes at which evaluation the cost was 1e-6 for the first time.</summary>
    private sealed class Counting(NetworkObjective<double> inner) : IObjective<double>
    {
        private int evaluations;

        public int First { get; private set; } = int.MaxValue;

        public int Dimension => inner.Dimension;

        public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
        {
            this.evaluations++;
            double cost = inner.Evaluate(point, gradient);
            if (cost <= 1e-6)
                this.First = Math.Min(this.First, this.evaluations);
            return cost;
        }
    }
}
