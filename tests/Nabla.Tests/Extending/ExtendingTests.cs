using System.Runtime.CompilerServices;
using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Tests.Data;
using Nabla.Training;

namespace Nabla.Tests.Extending;

/// <summary>The examples of docs/extending.md, at work.</summary>
public class ExtendingTests
{
    [Fact]
    public void An_activation_and_a_loss_of_ones_own_pass_the_gradient_check()
    {
        var spec = new NetworkSpec(3, new Dense(4) { Activation = new Softsign() }, new Dense(2) { Activation = new Identity() }) { Loss = new LogCosh() };
        var random = new CounterRandom(1, 93);
        Matrix<double> x = new(6, 3), y = new(6, 2);
        for (int i = 0; i < x.Data.Length; i++)
            x.Data[i] = random.Normal((uint)i);
        for (int i = 0; i < y.Data.Length; i++)
            y.Data[i] = random.Normal((uint)i, 1);

        Assert.All(
            NetworkGradientCheck.Run(Network<double>.Create(spec, seed: 1), new Examples<double>(x, y)),
            slice => Assert.True(slice.Error < 1e-7, $"{slice}"));
    }

    [Fact]
    public void A_rule_and_a_solver_of_ones_own_train()
    {
        Dataset iris = Datasets.Iris();
        foreach (Optimizer optimizer in (Optimizer[])[new SignDescent(), new FixedStepDescent(0.5)])
        {
            Model model = new MlpClassifier { HiddenLayers = [8], Optimizer = optimizer, LearningRate = 0.01, Epochs = 100 }.Fit(iris);
            Assert.True(model.Info.Scores.Training!.Accuracy > 0.9, $"{optimizer}: {model.Info.Scores.Training.Accuracy}");
        }
    }

    [Fact]
    public void The_line_of_the_installation_guide_trains()
    {
        DataParts digits = Split.TrainTest(Datasets.Digits(), testFraction: 0.25, seed: 1);
        Model model = new MlpClassifier { HiddenLayers = [32], Epochs = 20 }.Fit(digits.Train);
        Assert.True(model.Score(digits.Test!).Accuracy > 0.9);
    }

    [Fact]
    public void A_schedule_of_ones_own_gives_the_rate()
        => Assert.Equal([1, 0.75, 0.5, 0.25, 0, 0], Enumerable.Range(0, 6).Select(epoch => new LinearDecay(4).Rate(1, epoch, 0, new ScheduleState())));

    [Fact]
    public void A_model_with_an_activation_of_ones_own_is_loaded_with_its_catalog()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("own.safetensors");
        Dataset iris = Datasets.Iris();
        Model model = new MlpClassifier { HiddenLayers = [4], Activation = new Softsign(), Epochs = 5 }.Fit(iris);
        model.Save(path);

        Model loaded = Model.Load(path, new ModelCatalogs { Activations = Activation.All.With(new CatalogEntry<Activation>("softsign", new Softsign())) });
        Assert.Equal(model.PredictClassIndices(iris.Features), loaded.PredictClassIndices(iris.Features));
        Assert.Contains("softsign", Assert.Throws<InvalidDataException>(() => Model.Load(path)).Message, StringComparison.Ordinal);
    }
}

/// <summary>f(z) = z / (1 + |z|), f' = (1 − |a|)².</summary>
public sealed record Softsign : Activation<Softsign.Formulas>
{
    public override Notation Notation => new("softsign");

    protected override Formulas Kernel => default;

    public readonly struct Formulas : IActivationKernel
    {
        public static bool DerivativeFromOutput => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Value<TLanes>(TLanes z)
            where TLanes : struct, ILanes<TLanes>
            => z / (1 + TLanes.Abs(z));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Derivative<TLanes>(TLanes a)
            where TLanes : struct, ILanes<TLanes>
            => (1 - TLanes.Abs(a)) * (1 - TLanes.Abs(a));
    }
}

/// <summary>Σ ln cosh(a − y): nearly quadratic for small errors, nearly absolute for large ones.</summary>
public sealed record LogCosh : ElementwiseLoss<LogCosh.Formulas>
{
    public override Notation Notation => new("log-cosh");

    protected override Formulas Kernel => default;

    public readonly struct Formulas : ILossKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Value<TLanes>(TLanes a, TLanes y)
            where TLanes : struct, ILanes<TLanes>
            => (a - y) + Elementary.Softplus(-2 * (a - y)) - 0.69314718055994531; // ln 2

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Derivative<TLanes>(TLanes a, TLanes y)
            where TLanes : struct, ILanes<TLanes>
            => Elementary.Tanh(a - y);
    }
}

/// <summary>θ ← θ − α·sign(g).</summary>
public sealed record SignDescent : UpdateRule
{
    public override Notation Notation => new("sign-descent");

    public override OptimizerState<T> Start<T>(int parameters, IReadOnlyList<ParameterGroup>? groups = null) => new(parameters, groups);

    protected override void Apply<T>(OptimizerState<T> state, Span<T> parameters, Span<T> gradient, double learningRate, int threads)
    {
        for (int i = 0; i < parameters.Length; i++)
            parameters[i] -= T.CreateTruncating(learningRate * T.Sign(gradient[i]));
    }
}

/// <summary>The rate falls in a straight line to 0.</summary>
public sealed record LinearDecay(double Duration) : Schedule
{
    public override Notation Notation => new("linear", this.Duration);

    public override double Factor(double time, ScheduleState state) => Math.Max(0, 1 - (time / this.Duration));
}

/// <summary>θ ← θ − step·g over all examples, as long as that lowers the cost; otherwise half the step.</summary>
public sealed record FixedStepDescent(double FirstStep) : FullBatchSolver
{
    public override Notation Notation => new("fixed-step-descent", this.FirstStep);

    protected override void Prepare<T>(SolverState<T> state, IObjective<T> objective)
    {
        state.AddNumber("step", this.FirstStep);
        state.Begin(objective);
    }

    protected override void Iterate<T>(SolverState<T> state, IObjective<T> objective)
    {
        ref double step = ref state.Number(OwnNumbers);
        for (int halvings = 0; halvings < 50; halvings++)
        {
            for (int i = 0; i < state.TrialPoint.Length; i++)
                state.TrialPoint[i] = state.Point[i] - (T.CreateTruncating(step) * state.Gradient[i]);
            if (!state.TryEvaluate(objective, out double cost))
                return;
            if (cost < state.Cost)
            {
                state.Commit(cost);
                return;
            }

            step /= 2;
        }

        state.Reason = StopReason.NoDecrease;
    }
}
