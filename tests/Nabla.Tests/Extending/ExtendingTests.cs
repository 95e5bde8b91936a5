using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
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
            Model model = new MlpClassifier(new() { Network = new(8), Training = new() { Optimizer = optimizer, LearningRate = 0.01, Epochs = 100 } }).Fit(iris);
            Assert.True(model.Info.Scores.Training!.Accuracy > 0.9, $"{optimizer}: {model.Info.Scores.Training.Accuracy}");
        }
    }

    [Fact]
    public void A_layer_of_ones_own_passes_the_gradient_check_and_is_saved_and_loaded_with_its_catalog()
    {
        var spec = new NetworkSpec(4, new Dense(4) { Activation = new Nabla.Networks.Tanh(), WeightInitializer = new IdentityMatrix() }, new RmsNorm(), new Dense(3) { Activation = new Softmax() })
        {
            Loss = new CrossEntropy(),
        };
        Dataset iris = Datasets.Iris();
        var network = Network<double>.Create(spec, seed: 1);
        Assert.Equal([1, 0, 0, 0], network.Parameters[..4].ToArray());
        Assert.All(
            NetworkGradientCheck.Run(network, new Examples<double>(iris.Features.SelectRows([0, 60, 120, 140]), [0, 1, 2, 2], 3)),
            slice => Assert.True(slice.Error < 1e-7, $"{slice}"));

        Model model = new MlpClassifier(new() { Network = new() { Layers = [new Dense(8), new RmsNorm()] }, Training = new() { Epochs = 20 } }).Fit(iris);
        using var folder = new TemporaryFolder();
        string path = folder.File("own.safetensors");
        Assert.Equal("layer RmsNorm has no name in this catalog: save the model with a catalog that has it", Assert.Throws<ArgumentException>(() => model.Save(path)).Message);

        ModelCatalogs catalogs = new() { Layers = LayerSpec.All.With(new LayerEntry("rms-norm", new RmsNorm(), OwnLayers.Default)) };
        model.Save(path, catalogs);
        Model loaded = Model.Load(path, catalogs);

        Assert.Equal(model.Outputs(iris.Features).Data, loaded.Outputs(iris.Features).Data);
        Assert.Contains("network", Assert.Throws<InvalidDataException>(() => Model.Load(path)).Message, StringComparison.Ordinal);
        Assert.Equal(new RmsNorm(), LayerJson.Parse("""[{ "layer": "rms-norm" }]""", catalogs)[0]);
    }

    [Fact]
    public void The_line_of_the_installation_guide_trains()
    {
        DataParts digits = Split.TrainTest(Datasets.Digits(), testFraction: 0.25, seed: 1);
        Model model = new MlpClassifier(new() { Network = new(32), Training = new() { Epochs = 20 } }).Fit(digits.Train);
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
        Model model = new MlpClassifier(new() { Network = new(4) { Activation = new Softsign() }, Training = new() { Epochs = 5 } }).Fit(iris);
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

/// <summary>y = γ ⊙ x / √(mean x² + ε), over the inputs of each example (Zhang and Sennrich, 2019).</summary>
public sealed record RmsNorm(double Epsilon = 1e-5) : LayerSpec
{
    public override int Outputs(int inputs) => inputs;

    public override Layer<T> Compile<T>(LayerPlan plan) => new Code<T>(this.Epsilon, plan);

    private sealed class Code<T>(double epsilon, LayerPlan plan) : Layer<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly ParameterSlice gamma = plan.Parameter("gain", 1, plan.Inputs, new Constant(1), plan.FanIn, isWeight: false);
        private readonly RowBuffer inverse = plan.Rows(1);

        public override RowBuffer Output { get; } = plan.Rows(plan.Inputs);

        public override bool HasExampleGradient => false;

        public override bool IsTrained(in Frame<T> frame) => frame.Trains(this.gamma);

        public override void Forward(in Frame<T> frame, ReadOnlyMatrixView<T> x)
        {
            ReadOnlySpan<T> g = this.gamma.Of(frame.Parameters);
            MatrixView<T> y = frame.Of(this.Output), r = frame.Of(this.inverse);
            for (int row = 0; row < x.Rows; row++)
            {
                r[row, 0] = T.CreateTruncating(1 / Math.Sqrt((Reductions.SquaredNorm(x.Row(row)) / x.Columns) + epsilon));
                for (int i = 0; i < x.Columns; i++)
                    y[row, i] = g[i] * (x[row, i] * r[row, 0]);
            }
        }

        // With r = 1/√(mean x² + ε): ∂C/∂γ = Σ δ ⊙ x·r and ∂C/∂x = r·(γ ⊙ δ − x·r²·mean(γ ⊙ δ ⊙ x)).
        public override void Backward(in Frame<T> frame, ReadOnlyMatrixView<T> x, MatrixView<T> delta, in Below<T> below)
        {
            ReadOnlySpan<T> g = this.gamma.Of(frame.Parameters);
            Span<T> gradient = frame.GradientOf(this.gamma);
            MatrixView<T> factors = frame.Of(this.inverse);
            gradient.Clear();
            for (int row = 0; row < x.Rows; row++)
            {
                T r = factors[row, 0], along = T.Zero;
                for (int i = 0; i < x.Columns; i++)
                {
                    if (!gradient.IsEmpty)
                        gradient[i] += delta[row, i] * (x[row, i] * r);
                    delta[row, i] *= g[i];
                    along += delta[row, i] * x[row, i];
                }

                along *= r * r / T.CreateTruncating(x.Columns);
                for (int i = 0; i < x.Columns; i++)
                    delta[row, i] = r * (delta[row, i] - (x[row, i] * along));
            }

            if (below.IsWanted)
                below.Take(delta);
        }
    }
}

/// <summary>How the layer stands in a model file.</summary>
[JsonSerializable(typeof(RmsNorm))]
internal sealed partial class OwnLayers : JsonSerializerContext;

/// <summary>Ones on the diagonal, so that a square layer begins as the identity.</summary>
public sealed record IdentityMatrix : Initializer
{
    public override Notation Notation => new("identity-matrix");

    public override void Fill<T>(MatrixView<T> values, int fanIn, int fanOut, CounterRandom random)
    {
        for (int row = 0; row < values.Rows; row++)
        {
            for (int column = 0; column < values.Columns; column++)
                values[row, column] = row == column ? T.One : T.Zero;
        }
    }
}
