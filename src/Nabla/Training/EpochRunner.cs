using System.Numerics;
using Nabla.Data;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;

namespace Nabla.Training;

/// <summary>How an epoch ended.</summary>
/// <param name="Loss">The training loss of the epoch, penalties included.</param>
/// <param name="Accuracy">The training accuracy of the epoch; NaN without classes.</param>
/// <param name="LearningRate">The learning rate of its last step.</param>
/// <param name="Stop">Why the run ends here, or null if it goes on.</param>
/// <param name="StopMessage">The reason in words, where there is more to say than the value says.</param>
/// <param name="IsComplete">Whether the epoch counts, though the run ends with it; otherwise the network goes back to where it was before.</param>
internal readonly record struct EpochOutcome(
    double Loss, double Accuracy, double LearningRate, StopReason? Stop = null, string? StopMessage = null, bool IsComplete = false);

/// <summary>What one epoch does to the parameters: a family of optimizers.</summary>
internal abstract class EpochRunner<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The steps of an epoch.</summary>
    public abstract int Steps { get; }

    /// <summary>Runs an epoch, from 1.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="stepped">Called after each step with its number in the epoch, from 1.</param>
    /// <param name="cancellation">Looked at before each step.</param>
    public abstract EpochOutcome Run(int epoch, Action<int> stepped, CancellationToken cancellation);
}

/// <summary>First-order training: a step for each batch of the shuffled examples.</summary>
internal sealed class MiniBatchRunner<T> : EpochRunner<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> network;
    private readonly UpdateRule rule;
    private readonly TrainingOptions options;
    private readonly CostEvaluator<T> evaluator;
    private readonly OptimizerState<T> state;
    private readonly T[] gradient;
    private readonly int[] order;
    private readonly int batchSize;

    public MiniBatchRunner(Network<T> network, Examples<T> examples, UpdateRule rule, TrainingOptions options)
    {
        this.network = network;
        this.rule = rule;
        this.options = options;
        this.batchSize = Math.Min(options.BatchSize ?? examples.Count, examples.Count);
        this.evaluator = new CostEvaluator<T>(network, examples, this.batchSize, options.Threads);
        this.state = rule.Start<T>(network.Parameters.Length);
        this.gradient = new T[network.Parameters.Length];
        this.order = [.. Enumerable.Range(0, examples.Count)];
    }

    public override int Steps => (this.order.Length + this.batchSize - 1) / this.batchSize;

    public override EpochOutcome Run(int epoch, Action<int> stepped, CancellationToken cancellation)
    {
        if (this.batchSize < this.order.Length)
            BatchOrder.Shuffle(this.options.Seed, epoch, this.order);

        var sums = new EpochSums(this.network.Spec.Reduction);
        for (int step = 0; step < this.Steps; step++)
        {
            if (cancellation.IsCancellationRequested)
                return sums.Outcome(this.options.LearningRate) with { Stop = StopReason.Cancelled };
            int start = step * this.batchSize;
            ReadOnlySpan<int> rows = this.order.AsSpan(start, Math.Min(this.batchSize, this.order.Length - start));
            var pass = new Pass { IsTraining = true, Seed = this.options.Seed, Step = (uint)(((epoch - 1L) * this.Steps) + step) };
            Evaluation batch = this.evaluator.Evaluate(this.network.Parameters, rows, this.gradient, pass);
            if (!double.IsFinite(batch.Cost))
            {
                return sums.Outcome(this.options.LearningRate) with
                {
                    Stop = StopReason.Diverged,
                    StopMessage = $"diverged in epoch {epoch}, step {step + 1} of {this.Steps}: the cost was no longer a finite number; a smaller learning rate may help",
                };
            }

            sums.Add(batch);
            this.rule.Step(this.state, this.network.Parameters, this.gradient, this.options.LearningRate, this.options.Threads);
            this.evaluator.CommitStatistics(rows.Length);
            stepped(step + 1);
        }

        if (!double.IsFinite(Reductions.MaxAbsolute<T>(this.network.Parameters)))
        {
            return sums.Outcome(this.options.LearningRate) with
            {
                Stop = StopReason.Diverged,
                StopMessage = $"diverged in epoch {epoch}, step {this.Steps} of {this.Steps}: a parameter was no longer a finite number; a smaller learning rate may help",
            };
        }

        return sums.Outcome(this.options.LearningRate);
    }

    /// <summary>The running training loss and accuracy of an epoch.</summary>
    private struct EpochSums(Reduction reduction)
    {
        private double cost;
        private double correct;
        private double weight;
        private double penalties;
        private int batches;

        public void Add(Evaluation batch)
        {
            // A mean is over all examples of the epoch; a sum adds the batches and has the penalties once, as their mean.
            if (reduction == Reduction.Mean)
                this.cost += batch.Cost * batch.Weight;
            else
                this.cost += batch.Loss;
            this.penalties += batch.Cost - batch.Loss;
            this.correct += batch.Correct;
            this.weight += batch.Weight;
            this.batches++;
        }

        public readonly EpochOutcome Outcome(double learningRate)
            => new(
                reduction == Reduction.Mean ? this.cost / this.weight : this.cost + (this.penalties / this.batches),
                this.correct / this.weight,
                learningRate);
    }
}
