using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Tests.Architecture;

/// <summary>The doors of networks, optimization and training refuse null by the argument's name, before they do anything.</summary>
public class NullArgumentTests
{
    private static readonly NetworkSpec Spec = new(2, new Dense(1) { Activation = new Identity() });
    private static readonly Network<double> Network = new(Spec);
    private static readonly Workspace<double> Workspace = new(Network, 3);
    private static readonly Examples<double> Examples = new(new Matrix<double>(3, 2), new Matrix<double>(3, 1));
    private static readonly NetworkObjective<double> Objective = new(Network, Examples);
    private static readonly TrainingSettings Settings = new();
    private static readonly FullBatchSolver Solver = new LBFGS();

    private static readonly Dictionary<string, (string Argument, Action Call)> Doors = new()
    {
        ["a network"] = ("spec", () => _ = new Network<double>(null!)),
        ["a network's prediction"] = ("workspace", () => Network.Predict(new Matrix<double>(3, 2), new Matrix<double>(3, 1), null!)),
        ["a workspace"] = ("network", () => _ = new Workspace<double>(null!, 1)),
        ["a description of a network"] = ("layers", () => _ = new NetworkSpec(2, null!)),
        ["a cost, network"] = ("network", () => Cost.WithGradient(null!, new double[3], default, new double[3], Workspace)),
        ["a cost, workspace"] = ("workspace", () => Cost.WithGradient(Network, new double[3], default, new double[3], null!)),
        ["a residual block"] = ("branch", () => _ = new Residual(null!)),
        ["an embedding"] = ("columns", () => _ = new Embedding(null!)),
        ["a periodic embedding"] = ("columns", () => _ = new PeriodicEmbedding(null!)),
        ["a piecewise linear embedding"] = ("columns", () => _ = new PiecewiseLinear(null!)),
        ["a catalog of layers"] = ("layer", () => LayerSpec.All.NameOf(null!)),
        ["a layer's parameters"] = ("start", () => _ = new Network<double>(new NetworkSpec(2, new Startless(), new Dense(1) { Activation = new Identity() }))),
        ["an optimizer's text"] = ("text", () => Optimizer.Parse(null!)),
        ["a rule's text"] = ("text", () => UpdateRule.Parse(null!)),
        ["a rule's step"] = ("state", () => new SGD().Step<double>(null!, new double[1], new double[1], 1)),
        ["an optimizer's number"] = ("name", () => new SGD().Start<double>(1).SetNumber(null!, 1)),
        ["an optimizer's vector"] = ("name", () => new SGD().Start<double>(1).SetVector(null!, [1])),
        ["a solver's text"] = ("text", () => FullBatchSolver.Parse(null!)),
        ["a solver's start"] = ("objective", () => Solver.Start<double>(null!, new double[3])),
        ["a solver's step, state"] = ("state", () => Solver.Step(null!, Objective)),
        ["a solver's step, objective"] = ("objective", () => Solver.Step(Solver.Start(Objective, new double[3]), null!)),
        ["a state's start"] = ("objective", () => new SolverState<double>([1]).Begin(null!)),
        ["a state's evaluation"] = ("objective", () => new SolverState<double>([1]).TryEvaluate(null!, out _)),
        ["a minimization, solver"] = ("solver", () => Minimizer.Minimize(null!, Objective, new double[3])),
        ["a minimization, objective"] = ("objective", () => Minimizer.Minimize<double>(Solver, null!, new double[3])),
        ["a reason to stop"] = ("state", () => new MinimizerOptions().ReasonToStop<double>(null!)),
        ["a schedule's text"] = ("text", () => Schedule.Parse(null!)),
        ["a schedule's rate"] = ("state", () => new CosineDecay(3).Rate(1, 0, 0, null!)),
        ["a schedule over the whole run"] = ("state", () => new WholeRun(new CosineDecay(3)).Factor(0, null!)),
        ["a plateau"] = ("state", () => new ReduceOnPlateau().Observe(null!, 1, 1)),
        ["an adaptive rate"] = ("state", () => new AdaptiveRate().Observe(null!, 1, 1)),
        ["a gradient check, objective"] = ("objective", () => new GradientCheck().Run(null!, new double[3])),
        ["a gradient check, slices"] = ("slices", () => new GradientCheck().Run(Objective, new double[3], null!)),
        ["examples, x"] = ("x", () => _ = new Examples<double>(null!, new Matrix<double>(3, 1))),
        ["examples, targets"] = ("targets", () => _ = new Examples<double>(new Matrix<double>(3, 2), null!)),
        ["examples of classes, x"] = ("x", () => _ = new Examples<double>(null!, [0, 1, 0], 2)),
        ["examples of classes, labels"] = ("labels", () => _ = new Examples<double>(new Matrix<double>(3, 2), null!, 2)),
        ["residuals, network"] = ("network", () => _ = new NetworkResiduals<double>(null!, Examples)),
        ["residuals, examples"] = ("examples", () => _ = new NetworkResiduals<double>(Network, null!)),
        ["an objective, network"] = ("network", () => _ = new NetworkObjective<double>(null!, Examples)),
        ["an objective, examples"] = ("examples", () => _ = new NetworkObjective<double>(Network, null!)),
        ["a trainer, network"] = ("network", () => _ = new Trainer<double>(null!, Examples, null, Settings)),
        ["a trainer, examples"] = ("training", () => _ = new Trainer<double>(Network, null!, null, Settings)),
        ["a trainer, settings"] = ("settings", () => _ = new Trainer<double>(Network, Examples, null, null!)),
        ["a search for a rate, network"] = ("network", () => new LearningRateFinder().Run<double>(null!, Examples, Settings)),
        ["a search for a rate, examples"] = ("training", () => new LearningRateFinder().Run(Network, null!, Settings)),
        ["a search for a rate, settings"] = ("settings", () => new LearningRateFinder().Run(Network, Examples, null!)),
        ["a network's gradient check, network"] = ("network", () => NetworkGradientCheck.Run(null!, Examples)),
        ["a network's gradient check, examples"] = ("examples", () => NetworkGradientCheck.Run(Network, null!)),
        ["a rate of parts"] = ("text", () => PartRate.Parse(null!)),
    };

    public static TheoryData<string> Names => [.. Doors.Keys, .. Layers.Keys];

    private static Dictionary<string, LayerSpec> Layers => new LayerSpec[]
    {
        new Dense(2), new Normalize(Normalization.Layer), new Dropout(0.1), new GaussianNoise(0.1), new PReLU(), new Mixed(new Tanh()), new FanInScale(), new FeatureScale(),
        new Residual(new Dropout(0.1)), new Embedding(), new PeriodicEmbedding(), new PiecewiseLinear(),
    }.ToDictionary(layer => LayerSpec.All.NameOf(layer));

    [Theory]
    [MemberData(nameof(Names))]
    public void Null_is_refused_by_name(string name)
    {
        (string argument, Action call) = Doors.TryGetValue(name, out (string, Action) door) ? door : ("plan", () => Layers[name].Compile<double>(null!));
        Assert.Equal(argument, Assert.Throws<ArgumentNullException>(call).ParamName);
    }

    [Fact]
    public void Every_layer_of_the_catalog_is_among_them() => Assert.Empty(LayerSpec.All.Select(entry => entry.Name).Except(Layers.Keys));

    /// <summary>A layer that says of its parameters everything but how they start.</summary>
    private sealed record Startless : LayerSpec
    {
        public override int Outputs(int inputs) => inputs;

        public override Layer<T> Compile<T>(LayerPlan plan)
        {
            plan.Parameter("w", 1, 1, null!, 1, isWeight: false);
            throw new InvalidOperationException("parameters without a start were taken");
        }
    }
}
