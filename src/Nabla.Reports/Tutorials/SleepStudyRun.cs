using Nabla.Data;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Reports.Figures;
using Nabla.Reports.Pictures;
using Nabla.Training;

namespace Nabla.Reports.Tutorials;

/// <summary>The tutorial on second-order training: test scores by hours of sleep and study, 2-3-1 sigmoids without biases, BFGS.</summary>
internal static class SleepStudyRun
{
    private const ulong Seed = 1;

    private static readonly Plane Hours = new((0, 10), (0, 5));
    private static readonly MinimizerOptions Options = new() { MaxIterations = 200, GradientTolerance = 1e-6 };

    public static Figure Cost()
    {
        List<Iteration> run = Run(SleepStudy.Original, null, decay: 0, Reduction.Sum).Iterations;
        string words = $"½·Σ(y − ŷ)² on three rows falls from {Words.Number(run[0].Cost)} to {Words.Number(run[^1].Cost)} in {run.Count - 1} iterations of BFGS, and with it the largest entry of the gradient.";
        return ByIteration("cost, gradient", words, run, ("cost", one => one.Cost), ("largest entry of the gradient", one => one.Gradient));
    }

    public static Figure Contours() => InHours(PredictionSurface.Contours(Predictions(), SleepStudy.Original, Hours));

    public static Figure Surface() => InHours(PredictionSurface.Surface(Predictions(), SleepStudy.Original, Hours));

    private static Figure InHours(Figure figure)
        => figure with { X = figure.X with { Title = "hours of sleep" }, Y = figure.Y with { Title = "hours of study" } };

    /// <summary>Training and test cost without and with a penalty: the mean of ½·(y − ŷ)², excluding the penalty; all four with equal axes.</summary>
    public static Figure Overfitting()
    {
        List<Iteration> plain = Run(SleepStudy.Extended, SleepStudy.Test, decay: 0, Reduction.Mean).Iterations;
        List<Iteration> cured = Run(SleepStudy.Extended, SleepStudy.Test, decay: 4e-4, Reduction.Mean).Iterations;
        int best = plain.FindIndex(one => one.TestCost == plain.Min(other => other.TestCost));
        LineTrace Line(string name, List<Iteration> run, Func<Iteration, double> value, Tint color, bool dashed)
            => new(name, [.. Enumerable.Range(0, run.Count).Select(i => (double)i)], [.. run.Select(value)]) { Color = color, Dashed = dashed };
        return new Figure(
            "overfitting",
            "Overfitting, and weight decay as the cure",
            $"The mean of ½·(y − ŷ)² on four training rows and four test rows, without the penalty. Without weight decay the network fits the training rows better and better, to {Words.Number(plain[^1].TrainingCost)}; its test cost is lowest after iteration {best}, at {Words.Number(plain[best].TestCost)}, and ends at {Words.Number(plain[^1].TestCost)}. With the penalty λ/2·Σ‖W‖² added, λ = 10⁻⁴, the test cost ends at {Words.Number(cured[^1].TestCost)}.")
        {
            X = new Axis("iteration"),
            Y = new Axis("cost without the penalty") { Range = (0, 0.0105) },
            Traces =
            [
                Line("training", plain, one => one.TrainingCost, Tint.Training, dashed: false),
                Line("test", plain, one => one.TestCost, Tint.Test, dashed: false),
                Line("training, with a penalty", cured, one => one.TrainingCost, Tint.Training, dashed: true),
                Line("test, with a penalty", cured, one => one.TestCost, Tint.Test, dashed: true),
            ],
            Marks = [new Mark(best, $"best after {best}")],
        };
    }

    private static Figure ByIteration(string what, string description, List<Iteration> run, params (string Name, Func<Iteration, double> Value)[] curves)
    {
        var figure = new Figure("cost", "Cost by iteration", description)
        {
            X = new Axis("iteration"),
            Y = new Axis(what) { Logarithmic = true, OffersLogarithmic = true },
        };
        double[] iterations = [.. Enumerable.Range(0, run.Count).Select(i => (double)i)];
        return Curves.Of(figure, iterations, [.. curves.Select(curve => (curve.Name, (IReadOnlyList<double>)[.. run.Select(curve.Value)]))]);
    }

    private static PlaneFunction Predictions()
    {
        Network<double> network = Run(SleepStudy.Original, null, decay: 0, Reduction.Sum).Network;
        Matrix<double> Predict(Matrix<double> hours)
        {
            Matrix<double> scores = network.Trace(Inputs(hours, SleepStudy.Original))[^1].A;
            for (int i = 0; i < scores.Data.Length; i++)
                scores.Data[i] *= 100;
            return scores;
        }

        return Predict;
    }

    /// <summary>The cost is ½·Σ(y − ŷ)² or its mean, with decay plus λ/(2n)·Σ‖W‖²; training and test cost exclude the penalty.</summary>
    private static (Network<double> Network, List<Iteration> Iterations) Run(
        Dataset training, Dataset? test, double decay, Reduction reduction)
    {
        Dense Sigmoids(int units) => new(units) { Activation = new Sigmoid(), Bias = false, WeightInitializer = new Normal() };
        var spec = new NetworkSpec(2, Sigmoids(3), Sigmoids(1)) { Loss = new HalfSquaredError(), Reduction = reduction };
        Network<double> network = Network<double>.Create(spec with { Penalties = decay == 0 ? [] : [new L2(decay)] }, Seed);
        var objective = new NetworkObjective<double>(network, Examples(training, training));
        var trainingObjective = new NetworkObjective<double>(new Network<double>(spec), Examples(training, training));
        var testObjective = new NetworkObjective<double>(new Network<double>(spec), Examples(test ?? training, training));
        var solver = new BFGS();
        SolverState<double> state = solver.Start(objective, network.Parameters);
        List<Iteration> iterations = [Now()];
        while (Options.ReasonToStop(state) is null)
        {
            solver.Step(state, objective);
            iterations.Add(Now());
        }

        state.BestPoint.CopyTo(network.Parameters);
        return (network, iterations);

        Iteration Now() => new(state.BestCost, state.BestGradientNorm, trainingObjective.Evaluate(state.BestPoint, []), testObjective.Evaluate(state.BestPoint, []));
    }

    private static Examples<double> Examples(Dataset data, Dataset training)
        => new(Inputs(data.Features, training), new Matrix<double>([.. data.Targets!.Data.Select(score => score / 100)], data.Rows, 1));

    /// <summary>Hours divided by the maximum of each column in the training rows.</summary>
    private static Matrix<double> Inputs(Matrix<double> hours, Dataset training)
        => Scaler.Fit(ScalerMethod.MaxAbs, training.Features).Transform<double>(hours);

    /// <summary>The values after an iteration.</summary>
    private sealed record Iteration(double Cost, double Gradient, double TrainingCost, double TestCost);
}
