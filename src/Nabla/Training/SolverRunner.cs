using System.Numerics;
using Nabla.Networks;
using Nabla.Optimization;

namespace Nabla.Training;

/// <summary>Full-batch training: an epoch is one iteration of a solver.</summary>
internal sealed class SolverRunner<T> : EpochRunner<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const string Optimizer = "optimizer/";

    private readonly Network<T> network;
    private readonly FullBatchSolver solver;
    private readonly IObjective<T> objective;
    private readonly FreeParameters<T> free;
    private readonly T[] gradient;
    private readonly Func<Evaluation> last;
    private readonly SolverState<T> state;
    private readonly MinimizerOptions limits;
    private int epoch;

    public SolverRunner(Network<T> network, Examples<T> examples, FullBatchSolver solver, TrainingSettings settings, ulong seed, int threads, PieceSettings pieces)
    {
        this.network = network;
        this.solver = solver;
        this.gradient = new T[network.Parameters.Length];
        var rates = new LayerRates(network.NumberedLayers, settings);
        ParameterSlice[] slices = rates.Free(network);
        if (solver is LevenbergMarquardt)
        {
            var residuals = new NetworkResiduals<T>(network, examples, threads, rates.Frozen, pieces);
            this.free = new FreeResiduals<T>(residuals, slices, network.Parameters);
            (this.objective, this.last) = (rates.Frozen.Length == 0 ? residuals : this.free, () => residuals.Last);
        }
        else
        {
            // Targets are smoothed in a training pass only. Nothing else in it is random here; the trainer refuses other settings.
            var cost = new NetworkObjective<T>(network, examples, threads, rates.Frozen, pieces)
            {
                TrainingPass = network.Spec.LabelSmoothing > 0 ? (seed, 0) : null,
            };
            this.free = new FreeParameters<T>(cost, slices, network.Parameters);
            (this.objective, this.last) = (rates.Frozen.Length == 0 ? cost : this.free, () => cost.Last);
        }

        this.limits = new MinimizerOptions
        {
            MaxIterations = int.MaxValue,
            MaxEvaluations = settings.MaxEvaluations ?? int.MaxValue,
            GradientTolerance = settings.Tolerance,
        };
        this.state = solver.Start(this.objective, this.free.Gather(network.Parameters));
        this.state.MaxEvaluations = this.limits.MaxEvaluations;
    }

    public override int Steps => 1;

    public override int? Evaluations => this.state.Evaluations;

    public override void Begin(int epoch) => this.epoch = epoch;

    public override EpochOutcome? Step(Action<StepRecord> stepped, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return this.Outcome() with { Stop = StopReason.Cancelled };
        if (this.limits.ReasonToStop(this.state) is { } before)
            return this.Outcome() with { Stop = before };
        this.state.Cancellation = cancellation;
        int iterations = this.state.Iterations;
        this.solver.Step(this.state, this.objective);
        if (this.state.Iterations == iterations)
            return this.Outcome() with { Stop = this.state.Reason };
        this.free.Scatter(this.state.Point, this.network.Parameters);
        stepped(new StepRecord(this.epoch, 1, this.state.Cost, LearningRate: 0));
        return this.Outcome() with { Stop = this.limits.ReasonToStop(this.state), IsComplete = true };
    }

    public override void Save(TrainingState<T> state) => state.Add(Optimizer, this.state);

    public override void Load(TrainingState<T> state) => state.CopyTo(Optimizer, this.state);

    private EpochOutcome Outcome()
    {
        // The point that a solver accepts is nearly always the last one it evaluated; otherwise it is evaluated once more.
        double cost = this.state.Cost;
        if (this.last().Cost != cost)
            this.objective.Evaluate(this.state.Point, []);
        this.free.Scatter(this.state.Gradient, this.gradient);
        return new EpochOutcome(cost, this.last().Accuracy, LearningRate: 0)
        {
            GradientNorms = LayerNorms.Of<T>(this.network, this.gradient),
        };
    }
}
