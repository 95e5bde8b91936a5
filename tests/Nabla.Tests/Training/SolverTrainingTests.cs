using Nabla.Data;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Tests.Training;

/// <summary>Networks trained by full-batch solvers: every solver, with its limits.</summary>
public class SolverTrainingTests
{
    // Sigmoid and the quadratic loss: Levenberg–Marquardt takes sums of squares alone.
    private static readonly NetworkSpec Spec = new(4, new Dense(6) { Activation = new Sigmoid() }, new Dense(3) { Activation = new Sigmoid() })
    {
        Loss = new HalfSquaredError(),
        Penalties = [new L2(.1)],
    };

    private static readonly Dataset Iris = Datasets.Iris();
    private static readonly Matrix<double> Standardized = Scaler.Fit(ScalerMethod.Standard, Iris.Features).Transform<double>(Iris.Features);

    public static TheoryData<string> Solvers => [.. FullBatchSolver.All.Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Solvers))]
    public void An_iteration_on_a_network_allocates_nothing(string name)
    {
        int iterations = SlowTests.AreWanted ? 10 : 3;
        foreach (int threads in (int[])[1, 3])
        {
            var solver = FullBatchSolver.Parse(name);
            Network<double> network = Network<double>.Create(Spec, 1);
            IObjective<double> objective = solver is LevenbergMarquardt
                ? new NetworkResiduals<double>(network, ManyRows(), threads)
                : new NetworkObjective<double>(network, ManyRows(), threads);
            SolverState<double> state = solver.Start<double>(objective, network.Parameters);
            solver.Step(state, objective);
            Assert.Equal(0, Allocated.By(() =>
            {
                for (int iteration = 0; iteration < iterations; iteration++)
                    solver.Step(state, objective);
            }));
            Assert.True(state.Iterations >= iterations + 1);
        }
    }

    [Theory]
    [MemberData(nameof(Solvers))]
    public void Nor_does_one_that_leaves_a_layer_as_it_is(string name)
    {
        var solver = FullBatchSolver.Parse(name);
        Network<double> network = Network<double>.Create(Spec, 1);
        ParameterSlice[] second = [.. network.Slices.Where(slice => slice.Layer == 2)];
        bool[] frozen = [false, true, false];
        FreeParameters<double> objective = solver is LevenbergMarquardt
            ? new FreeResiduals<double>(new NetworkResiduals<double>(network, ManyRows(), 1, frozen, PieceSettings.Usual), second, network.Parameters)
            : new FreeParameters<double>(new NetworkObjective<double>(network, ManyRows(), 1, frozen, PieceSettings.Usual), second, network.Parameters);
        Assert.Equal((6 * 3) + 3, objective.Dimension);
        SolverState<double> state = solver.Start<double>(objective, objective.Gather(network.Parameters));
        solver.Step(state, objective);
        Assert.Equal(0, Allocated.By(() =>
        {
            for (int iteration = 0; iteration < 10; iteration++)
                solver.Step(state, objective);
        }));
    }

    [Fact]
    public void Nor_do_the_rows_of_a_Jacobian_of_free_parameters()
    {
        Network<double> network = Network<double>.Create(Spec, 1);
        ParameterSlice[] second = [.. network.Slices.Where(slice => slice.Layer == 2)];
        var objective = new FreeResiduals<double>(new NetworkResiduals<double>(network, Once(), 1, [false, true, false], PieceSettings.Usual), second, network.Parameters);
        double[] point = objective.Gather(network.Parameters), residuals = new double[64];
        var jacobian = new Matrix<double>(64, objective.Dimension);
        objective.Linearize(point, 0, residuals, jacobian);
        Assert.Equal(0, Allocated.By(() => objective.Linearize(point, 64, residuals, jacobian)));
    }

    [Theory]
    [MemberData(nameof(Solvers))]
    public void Threads_change_no_bit(string name)
    {
        var solver = FullBatchSolver.Parse(name);
        (double[] Parameters, TrainingResult Result)[] runs = [.. new[] { 1, 3 }.Select(threads =>
        {
            Network<double> network = Network<double>.Create(Spec, 1);
            TrainingResult result = new Trainer<double>(network, ManyRows(), null, new() { Optimizer = solver, Epochs = 5 }, threads: threads).Run();
            return (network.Parameters.ToArray(), result);
        })];
        Assert.Equal(runs[0].Parameters, runs[1].Parameters);
        Assert.Equal(runs[0].Result.LossCurve, runs[1].Result.LossCurve);
    }

    [Theory]
    [MemberData(nameof(Solvers))]
    public void Tolerance_and_limits_end_the_run(string name)
    {
        Assert.Equal(StopReason.MaxEpochs, Run(new() { Epochs = 3 }).Stop);
        Assert.Equal(StopReason.GradientTolerance, Run(new() { Epochs = 1000, Tolerance = .01 }).Stop);
        TrainingResult limited = Run(new() { Epochs = 1000, MaxEvaluations = 7 });
        Assert.Equal(StopReason.MaxEvaluations, limited.Stop);
        Assert.InRange(limited.Epochs, 1, 6);

        TrainingResult Run(TrainingSettings options)
            => new Trainer<double>(Network<double>.Create(Spec, 1), Once(), null, options with { Optimizer = FullBatchSolver.Parse(name) }).Run();
    }

    [Theory]
    [MemberData(nameof(Solvers))]
    public void The_history_counts_the_evaluations(string name)
    {
        var run = new Trainer<double>(Network<double>.Create(Spec, 1), Once(), null, new() { Optimizer = FullBatchSolver.Parse(name), Epochs = 6 });
        int[] counts = [.. run.Run().History.Select(record => record.Evaluations!.Value)];

        Network<double> network = Network<double>.Create(Spec, 1);
        var solver = FullBatchSolver.Parse(name);
        IObjective<double> objective = solver is LevenbergMarquardt ? new NetworkResiduals<double>(network, Once(), 1) : new NetworkObjective<double>(network, Once());
        var expected = new List<int> { 1 };
        int evaluations = Minimizer.Minimize(solver, objective, network.Parameters, new() { MaxIterations = 6 }, state =>
        {
            expected.Add(state.Evaluations);
            return true;
        }).Evaluations;
        Assert.Equal(expected, counts);
        Assert.Equal(evaluations, counts[^1]);
        Assert.All(
            new Trainer<double>(Network<double>.Create(Spec, 1), Once(), null, new() { Optimizer = new Adam(), Epochs = 1 }).Run().History,
            record => Assert.Null(record.Evaluations));
    }

    // The point of each epoch, looked at again: its cost, its accuracy and its gradient; a solver has no learning rate.
    [Theory]
    [MemberData(nameof(Solvers))]
    public void The_history_tells_the_point_of_each_epoch(string name)
    {
        Network<double> network = Network<double>.Create(Spec, 1), copy = Network<double>.Create(Spec, 1);
        var rates = new List<double>();
        var trainer = new Trainer<double>(network, Once(), null, new() { Optimizer = FullBatchSolver.Parse(name), Epochs = 6 })
        {
            StepEnded = (_, step) => rates.Add(step.LearningRate),
            EpochEnded = (trained, epoch) =>
            {
                trained.Parameters.CopyTo(copy.Parameters);
                double[] gradient = new double[copy.Parameters.Length];
                double cost = new NetworkObjective<double>(copy, Once()).Evaluate(copy.Parameters, gradient);
                var outputs = new Matrix<double>(Iris.Rows, 3);
                copy.Predict(Standardized, outputs, new Workspace<double>(copy, Iris.Rows));
                int right = Enumerable.Range(0, Iris.Rows).Count(row => outputs.Row(row).IndexOf(outputs.Row(row).ToArray().Max()) == Iris.Labels[row]);
                Assert.Equal(cost, epoch.TrainingLoss, 1e-12);
                Assert.Equal(right / (double)Iris.Rows, epoch.TrainingAccuracy!.Value, 1e-12);
                Assert.Equal(0, epoch.LearningRate);
                Assert.Equal(epoch.Epoch == 0, epoch.GradientNorms is null);
                for (int layer = 1; layer <= epoch.GradientNorms?.Count; layer++)
                {
                    double squares = copy.Slices.Where(slice => slice.IsWeight && slice.Layer == layer).Sum(slice => slice.Of<double>(gradient).ToArray().Sum(g => g * g));
                    Assert.Equal(Math.Sqrt(squares), epoch.GradientNorms[layer - 1], 1e-9);
                }
            },
        };
        trainer.Run();
        Assert.NotEmpty(rates);
        Assert.All(rates, rate => Assert.Equal(0, rate));
    }

    private static Examples<double> Once() => new(Standardized, Iris.Labels, outputs: 3);

    // More rows than are taken at once, so that sums go over pieces.
    private static Examples<double> ManyRows()
    {
        int[] rows = [.. Enumerable.Range(0, 5000).Select(i => i % Iris.Rows)];
        return new(Standardized.SelectRows(rows), [.. rows.Select(row => Iris.Labels[row])], outputs: 3);
    }
}
