using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Nabla.Descriptions;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Tests.Optimization.Problems;

namespace Nabla.Tests.Optimization;

/// <summary>A rule, a schedule and a solver of one's own, by public members alone.</summary>
public class ExtensionTests
{
    [Fact]
    public void A_rule_of_ones_own()
    {
        Catalog<UpdateRule> catalog = UpdateRule.All.With(new CatalogEntry<UpdateRule>("sign-descent", new SignDescent()));
        UpdateRule rule = UpdateRule.Parse("clip-norm:1,sign-descent", catalog);
        float[] x = [.. Enumerable.Repeat(1f, 40)], gradient = [.. Enumerable.Range(0, 40).Select(i => i - 20f)];
        rule.Step(rule.Start<float>(40), x, gradient, learningRate: .5);
        Assert.All(x[..20], value => Assert.Equal(1.5f, value));
        Assert.Equal(1, x[20]);
        Assert.All(x[21..], value => Assert.Equal(.5f, value));
    }

    [Fact]
    public void A_schedule_of_ones_own()
    {
        var catalog = Schedule.All.With(new CatalogEntry<Schedule>("sawtooth", [("period", 4)], a => new Sawtooth(a[0])));
        Schedule schedule = Schedule.Parse("per-step,sawtooth:5", catalog);
        Assert.Equal([1, .8, .6, .4, .2, 1], Enumerable.Range(0, 6).Select(step => schedule.Rate(1, 0, step, new())), (a, b) => Math.Abs(a - b) < 1e-15);
    }

    [Fact]
    public void A_solver_of_ones_own()
    {
        (double[] start, TestProblem problem) = MoreGarbowHillstrom.All["Beale"];
        MinimizationResult<double> result = Minimizer.Minimize(new Halving(), problem, start, new() { MaxIterations = 5000 });
        Assert.Equal(StopReason.GradientTolerance, result.Reason);
        Assert.Equal(3, result.Point[0], 1e-3);
    }

    /// <summary>θ ← θ − α·sign g.</summary>
    private sealed record SignDescent : UpdateRule
    {
        public override Notation Notation => new("sign-descent");

        public override OptimizerState<T> Start<T>(int parameters, IReadOnlyList<ParameterGroup>? groups = null) => new(parameters, groups);

        protected override void Apply<T>(OptimizerState<T> state, Span<T> parameters, Span<T> gradient, double learningRate, int threads)
            => UpdatePass.Run(new Update<T>(T.CreateTruncating(learningRate)), state, parameters, gradient, threads);

        private readonly record struct Update<T>(T Rate) : IUpdate<Update<T>, T>
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            public static int Moments => 0;

            public Update<T> For(ParameterGroup group) => new(this.Rate * T.CreateTruncating(group.RateFactor));

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public void Invoke<TLanes>(ref TLanes parameter, TLanes gradient, ref TLanes first, ref TLanes second, ref TLanes third)
                where TLanes : struct, ILanes<TLanes, T>
            {
                TLanes rate = TLanes.Broadcast(this.Rate), zero = TLanes.Broadcast(T.Zero);
                parameter -= TLanes.Select(gradient > zero, rate, TLanes.Select(gradient < zero, -rate, zero));
            }
        }
    }

    /// <summary>From all to 1/period of the rate, again and again.</summary>
    private sealed record Sawtooth(double Period) : Schedule
    {
        public override Notation Notation => new("sawtooth", this.Period);

        public override double Factor(double time, ScheduleState state) => 1 - (time % this.Period / this.Period);
    }

    /// <summary>Steepest descent that halves its step until the cost falls, and then begins with twice that step.</summary>
    private sealed record Halving : FullBatchSolver
    {
        private const int StepNumber = 8; // after the numbers that every state has

        public override Notation Notation => new("halving");

        protected override void Prepare<T>(SolverState<T> state, IObjective<T> objective)
        {
            state.AddNumber("step", 1);
            state.Begin(objective);
        }

        protected override void Iterate<T>(SolverState<T> state, IObjective<T> objective)
        {
            ref double step = ref state.Number(StepNumber);
            for (step *= 2; ; step /= 2)
            {
                TensorPrimitives.FusedMultiplyAdd(state.Gradient, T.CreateTruncating(-step), state.Point, state.TrialPoint);
                if (state.TrialPoint.AsSpan().SequenceEqual(state.Point))
                    state.Reason = StopReason.NoDecrease;
                if (state.Reason is not null || !state.TryEvaluate(objective, out double cost))
                    return;
                if (cost < state.Cost)
                {
                    state.Commit(cost);
                    return;
                }
            }
        }
    }
}
