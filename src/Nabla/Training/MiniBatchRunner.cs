using System.Numerics;
using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;

namespace Nabla.Training;

/// <summary>First-order training: one step for each batch of the shuffled examples.</summary>
internal sealed class MiniBatchRunner<T> : EpochRunner<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const string Optimizer = "optimizer/";

    private readonly Network<T> network;
    private readonly UpdateRule rule;
    private readonly Schedule rates;
    private readonly double learningRate;
    private readonly bool shuffle;
    private readonly int? blockRows;
    private readonly ulong seed;
    private readonly StepThreads threads;
    private readonly CostEvaluator<T> evaluator;
    private readonly OptimizerState<T> state;
    private readonly ScheduleState schedule;
    private readonly Schedule? dropout;
    private readonly Schedule? decay;
    private readonly bool dropsLast;
    private readonly MaxNorm<T>? maxNorm;
    private readonly bool[] frozen;
    private readonly ProcessPieces? processes;
    private readonly Range own;
    private readonly T[] gradient;
    private readonly int[] order;
    private readonly int batchSize;
    private ValueList<double>? gradientNorms;

    // The state of the current epoch: its number, the steps taken, and their sums.
    private int epoch;
    private int step;
    private EpochSums sums;

    public MiniBatchRunner(Network<T> network, Examples<T> examples, UpdateRule rule, TrainingSettings settings, ulong seed, int threads, PieceSettings pieces)
    {
        this.network = network;
        this.rule = rule;
        this.rates = settings.Schedule ?? new ConstantRate();
        this.learningRate = settings.EffectiveLearningRate;
        this.shuffle = settings.Shuffle;
        this.blockRows = settings.ShuffleBlockRows;
        this.seed = seed;
        this.threads = new StepThreads(threads, TimeProvider.System);
        this.batchSize = Math.Min(settings.BatchSize ?? examples.Count, examples.Count);
        this.evaluator = new CostEvaluator<T>(network, examples, this.batchSize, threads, pieces with { InSlices = true });
        this.processes = pieces.Group as ProcessPieces;
        this.own = this.processes?.Own(network.Parameters.Length) ?? Range.All;
        var layers = new LayerRates(network.NumberedLayers, settings);
        this.frozen = layers.Frozen;
        this.state = rule.Start<T>(network.Parameters[this.own].Length, this.OwnGroups(layers.Groups(network)));
        if (this.processes is { } processes)
            this.state.NormBy = own => processes.SquaredNorm(own, network.Parameters.Length);
        this.maxNorm = settings.MaxNorm is { } limit ? new MaxNorm<T>(network, limit, layers) : null;
        this.gradient = new T[network.Parameters.Length];
        this.order = [.. Enumerable.Range(0, examples.Count)];
        (this.dropout, this.decay, this.dropsLast) = (settings.DropoutSchedule, settings.DecaySchedule, settings.DropLast);
        this.schedule = new ScheduleState { StepsOfRun = (settings.Epochs ?? 0) * (long)this.Steps };
    }

    public override int Steps => this.dropsLast && this.batchSize > 0 ? this.order.Length / this.batchSize : (this.order.Length + this.batchSize - 1) / this.batchSize;

    public override bool IsExhausted => this.schedule.IsExhausted;

    public override void Begin(int epoch)
    {
        if (this.shuffle && this.batchSize < this.order.Length)
            this.Shuffle(epoch);
        (this.epoch, this.step, this.sums) = (epoch, 0, new EpochSums(this.network.Spec.Reduction));
    }

    public override EpochOutcome? Step(Action<StepRecord> stepped, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return this.sums.Outcome() with { Stop = StopReason.Cancelled };
        long stepOfRun = ((this.epoch - 1L) * this.Steps) + this.step;
        double rate = this.rates.Rate(this.learningRate, this.epoch - 1, stepOfRun, this.schedule);
        Evaluation batch = this.Step(this.step, stepOfRun, rate);
        this.step++;
        if (!double.IsFinite(batch.Cost))
            return this.Diverged();
        this.sums.Add(batch, rate);
        stepped(new StepRecord(this.epoch, this.step, batch.Cost, rate));
        if (this.step < this.Steps)
            return null;
        return double.IsFinite(Reductions.MaxAbsolute<T>(this.network.Parameters))
            ? this.sums.Outcome() with { GradientNorms = this.gradientNorms }
            : this.Diverged();
    }

    public override void Observe(double loss) => this.rates.Observe(this.schedule, loss, this.learningRate);

    public override void Save(TrainingState<T> state)
    {
        state.Add(Optimizer, this.state, this.Whole);
        state.Add("schedule/factor", this.schedule.Factor);
        state.Add("schedule/best", this.schedule.Best);
        state.Add("schedule/waiting", this.schedule.Waiting);
        state.Add("schedule/exhausted", this.schedule.IsExhausted ? 1 : 0);
    }

    public override void Load(TrainingState<T> state)
    {
        state.CopyTo(Optimizer, this.state, this.own);
        this.schedule.Factor = state.Number("schedule/factor");
        this.schedule.Best = state.Number("schedule/best");
        this.schedule.Waiting = (int)state.Number("schedule/waiting");
        this.schedule.IsExhausted = state.Number("schedule/exhausted") != 0;
    }

    private void Shuffle(int epoch)
    {
        if (this.blockRows is { } rows)
            BatchOrder.ShuffleBlocks(this.seed, epoch, rows, this.order);
        else
            BatchOrder.Shuffle(this.seed, epoch, this.order);
    }

    // Computes cost and gradient of a batch and, if the cost is finite, takes the step.
    private Evaluation Step(int step, long stepOfRun, double rate)
    {
        this.threads.Begin();
        this.evaluator.Threads = this.threads.Threads;
        int start = step * this.batchSize;
        ReadOnlySpan<int> rows = this.order.AsSpan(start, Math.Min(this.batchSize, this.order.Length - start));
        var pass = new Pass { IsTraining = true, Seed = this.seed, Step = (uint)stepOfRun, Frozen = this.frozen, DropoutFactor = this.FactorOf(this.dropout, stepOfRun) };
        this.state.DecayFactor = this.FactorOf(this.decay, stepOfRun) ?? 1;
        Evaluation batch = this.evaluator.Evaluate(this.network.Parameters, rows, this.gradient, pass);
        if (!double.IsFinite(batch.Cost))
            return batch;
        if (step == this.Steps - 1)
        {
            this.processes?.GatherOwn<T>(this.gradient);
            this.gradientNorms = LayerNorms.Of<T>(this.network, this.gradient); // before a rule changes it
        }

        // Each process updates its slice, and keeps the optimizer's state of that slice only.
        this.rule.Step(this.state, this.network.Parameters[this.own], this.gradient.AsSpan(this.own), rate, this.threads.Threads);
        this.processes?.GatherOwn(this.network.Parameters);
        this.maxNorm?.Project();
        this.evaluator.CommitStatistics(pass);
        if (this.processes is null)
            this.threads.End(); // with other processes, a step waits for theirs
        return batch;
    }

    // Null without a schedule.
    private double? FactorOf(Schedule? factors, long stepOfRun) => factors?.Rate(1, this.epoch - 1, stepOfRun, this.schedule);

    // A whole vector of the optimizer's state, of which each process has a slice.
    private T[] Whole(T[] slice)
    {
        if (this.processes is null)
            return slice;
        var whole = new T[this.network.Parameters.Length];
        slice.CopyTo(whole.AsSpan(this.own));
        this.processes.GatherOwn<T>(whole);
        return whole;
    }

    private IReadOnlyList<ParameterGroup>? OwnGroups(IReadOnlyList<ParameterGroup>? groups)
    {
        if (this.processes is null || groups is null)
            return groups;
        int length = this.network.Parameters.Length;
        (int first, int count) = this.own.GetOffsetAndLength(length);
        return [.. groups.Select(Own).Where(group => !group.Range.Start.Equals(group.Range.End))];

        ParameterGroup Own(ParameterGroup group)
        {
            (int start, int rows) = group.Range.GetOffsetAndLength(length);
            return group with { Range = Math.Clamp(start - first, 0, count)..Math.Clamp(start + rows - first, 0, count) };
        }
    }

    private EpochOutcome Diverged()
    {
        (int? layer, DivergedValue value) = this.evaluator.FirstNotFinite(this.network.Parameters);
        var divergence = new Divergence(this.epoch, this.step, layer, value);
        return this.sums.Outcome() with
        {
            Stop = StopReason.Diverged,
            StopMessage = $"diverged in epoch {this.epoch}, step {this.step} of {this.Steps}: {divergence.What} had a value that is not finite; a smaller learning rate may help",
            Divergence = divergence,
        };
    }

    /// <summary>The running training loss and accuracy of an epoch.</summary>
    private struct EpochSums(Reduction reduction)
    {
        private double cost;
        private double correct;
        private double weight;
        private double penalties;
        private int batches;
        private double rate;

        public void Add(Evaluation batch, double learningRate)
        {
            // A mean is taken over all examples of the epoch; a sum adds the batches and includes the penalties once, as their mean.
            if (reduction == Reduction.Mean)
                this.cost += batch.Cost * batch.Weight;
            else
                this.cost += batch.Loss;
            this.penalties += batch.Cost - batch.Loss;
            this.correct += batch.Correct;
            this.weight += batch.Weight;
            this.batches++;
            this.rate = learningRate;
        }

        public readonly EpochOutcome Outcome()
            => new(
                reduction == Reduction.Mean ? this.cost / this.weight : this.cost + (this.penalties / this.batches),
                this.correct / this.weight,
                this.rate);
    }
}
