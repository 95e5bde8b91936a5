using Nabla.Descriptions;
using Nabla.Optimization;

namespace Nabla.Training;

/// <summary>How a network is trained.</summary>
public sealed record TrainingOptions
{
    private static readonly TimeSpan LongestBudget = TimeSpan.FromDays(40);

    /// <summary>
    /// How parameters get better: a first-order rule, or a full-batch solver, to which batches and learning rate mean nothing and an
    /// epoch is an iteration. Adam unless said.
    /// </summary>
    public Optimizer Optimizer { get; init; } = new Adam();

    /// <summary>The learning rate, more than 0; .001 unless said.</summary>
    public double LearningRate { get; init; } = 0.001;

    /// <summary>The examples of a batch, 1 or more; null for all of them at once; 32 unless said.</summary>
    public int? BatchSize { get; init; } = 32;

    /// <summary>The most passes over the training part, 0 or more; 100 unless said.</summary>
    public int Epochs { get; init; } = 100;

    /// <summary>A full-batch solver stops when the largest entry of the gradient is at most this; 1e-5 unless said.</summary>
    public double Tolerance { get; init; } = 1e-5;

    /// <summary>A full-batch solver stops after so many evaluations of cost and gradient; no limit unless said.</summary>
    public int MaxEvaluations { get; init; } = int.MaxValue;

    /// <summary>What the order of the examples is drawn from; 1 unless said.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The most threads that work on a step; 1 unless said. The result does not depend on it.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>How the learning rate changes, with a first-order rule; constant unless said.</summary>
    public Schedule Schedule { get; init; } = new ConstantRate();

    /// <summary>Whether each epoch takes the examples in another random order, as it does unless said, or always in theirs.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>
    /// The largest norm of the weights that lead to a unit, more than 0: longer ones are scaled down to it after each step
    /// (Srivastava et al., JMLR 15, 2014, section 5.1). Null, the default, for no limit. With a first-order rule.
    /// </summary>
    public double? MaxNorm { get; init; }

    /// <summary>
    /// The numbers of the layers that training leaves as they are, to the byte; 0 stands for what comes before layer 1; none unless said.
    /// Frozen batch normalization uses and keeps its running statistics; decay, penalties, norms and clipping leave frozen parameters out.
    /// </summary>
    public ValueList<int> Frozen { get; init; } = [];

    /// <summary>The factor of the learning rate of each layer, from layer 1, 0 or more; 1 for each unless said. With a first-order rule.</summary>
    public ValueList<double> RateFactors { get; init; } = [];

    /// <summary>When to stop before the last epoch, by the loss of the validation part; null, the default, for not at all.</summary>
    public EarlyStopping? EarlyStopping { get; init; }

    /// <summary>The epochs from one evaluation of the validation part to the next, 1 or more; 1 unless said. The last epoch has one too.</summary>
    public int EvaluateEvery { get; init; } = 1;

    /// <summary>
    /// The time after which the run ends with what is best so far, more than 0; null, the default, for no limit. What a run under a
    /// time budget gives depends on the machine.
    /// </summary>
    public TimeSpan? TimeBudget { get; init; }

    /// <summary>Whether the training part is evaluated as a whole after each epoch, rather than by the batches as they come.</summary>
    public bool EvaluateTraining { get; init; }

    /// <summary>Refuses what makes no sense.</summary>
    internal void Validate()
    {
        Need(this.LearningRate is > 0 and < double.PositiveInfinity, $"a learning rate of {this.LearningRate}, wanted more than 0");
        Need(this.BatchSize is null or >= 1, $"a batch size of {this.BatchSize}, wanted 1 or more");
        Need(this.Tolerance >= 0, $"a tolerance of {this.Tolerance}, wanted 0 or more");
        Need(this.MaxEvaluations >= 1, $"at most {this.MaxEvaluations} evaluations, wanted 1 or more");
        Need(this.Epochs >= 0, $"{this.Epochs} epochs, wanted 0 or more");
        Need(this.Threads >= 1, $"{this.Threads} threads, wanted 1 or more");
        Need(this.MaxNorm is null or (> 0 and < double.PositiveInfinity), $"a largest norm of {this.MaxNorm}, wanted more than 0");
        Need(this.EvaluateEvery >= 1, $"an evaluation every {this.EvaluateEvery} epochs, wanted 1 or more");
        Need(
            this.TimeBudget is null || (this.TimeBudget > TimeSpan.Zero && this.TimeBudget <= LongestBudget),
            $"a time budget of {this.TimeBudget?.TotalSeconds} s, wanted more than 0 and at most {LongestBudget.TotalSeconds} s");
        Need(this.RateFactors.All(factor => factor is >= 0 and < double.PositiveInfinity), $"rate factors {this.RateFactors}, wanted numbers from 0");
        if (this.Optimizer is not FullBatchSolver solver)
            return;
        Need(this.RateFactors.Count == 0, $"{solver.Notation.Name} finds its steps itself, so it has no learning rate for rate factors; freeze layers instead");
        Need(this.MaxNorm is null, $"{solver.Notation.Name} cannot train under a largest norm: the point would not be where it left it; use a first-order rule such as adam");
        Need(this.Schedule is ConstantRate, $"{solver.Notation.Name} finds its steps itself and has no learning rate for schedule {this.Schedule}");

        static void Need(bool holds, FormattableString otherwise)
        {
            if (!holds)
                throw new ArgumentException(FormattableString.Invariant(otherwise));
        }
    }
}
