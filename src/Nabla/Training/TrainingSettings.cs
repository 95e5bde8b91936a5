using System.Text.Json.Serialization;
using Nabla.Descriptions;
using Nabla.Numerics;
using Nabla.Optimization;

namespace Nabla.Training;

/// <summary>The settings of training. Null lets the data decide, in <see cref="For"/>.</summary>
public sealed record TrainingSettings
{
    private const int LeastEpochs = 60;
    private const int LeastPatience = 10;
    private const int UsualIterations = 200;
    private const double UsualSteps = 3000;
    private const double PatientSteps = 500;
    private const double StrongestDecay = 0.5;
    private const double DecayTimesRows = 500;

    /// <summary>
    /// The optimizer: a first-order rule, or a full-batch solver, which ignores batches and learning rate; an epoch is then an iteration. Null, the
    /// default, is AdamW with a weight decay of ½ for up to 1,000 rows and of 500 ÷ rows for more, or Adam with <see cref="WeightDecay"/> if that is set.
    /// </summary>
    public Optimizer? Optimizer { get; init; }

    /// <summary>The learning rate, above 0; null, the default, for the optimizer's.</summary>
    public double? LearningRate { get; init; }

    /// <summary>The learning rate schedule; null, the default, for a constant rate. With a first-order rule.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Schedule? Schedule { get; init; }

    /// <summary>The dropout schedule, whose factors multiply the probabilities; null, the default, for constant dropout. With a first-order rule.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Schedule? DropoutSchedule { get; init; }

    /// <summary>The weight decay schedule, in addition to that of the learning rate; null, the default, for none. With a first-order rule.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Schedule? DecaySchedule { get; init; }

    /// <summary>The batch size, 1 or more; null for all examples; 32 by default.</summary>
    public int? BatchSize { get; init; } = 32;

    /// <summary>
    /// The rows per piece, 1 or more; 128 by default. A batch is divided into pieces, and the sums over their rows are added in a fixed tree, so that
    /// threads and processes can share a batch with the same bits. Another number rounds differently.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int PieceRows { get; init; } = PieceTree.UsualRows;

    /// <summary>Whether the examples are shuffled in each epoch; true by default.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Whether the last batch of an epoch is dropped if it is smaller than the others; false by default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool DropLast { get; init; }

    /// <summary>
    /// The rows per block if <see cref="Shuffle"/> is true, 1 or more. Blocks of consecutive rows are shuffled, and the
    /// rows of each 64 blocks are mixed (<see cref="Data.BatchOrder.ShuffleBlocks"/>), so that a table larger than memory is read sequentially. Null,
    /// the default, shuffles all rows.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int? ShuffleBlockRows { get; init; }

    /// <summary>
    /// The number of passes over the training part, 0 or more. Null, the default, is enough for 3,000 steps, but at least 60; for a full-batch solver
    /// it is 200 iterations.
    /// </summary>
    public int? Epochs { get; init; }

    /// <summary>λ of decoupled weight decay, θ ← θ − α·λ·θ for weights before each step; 0 by default. With a first-order rule.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double WeightDecay { get; init; }

    /// <summary>
    /// Whether weight decay applies to all parameters except biases, with the square of their rate factors, θ ← θ − α·r²·λ·θ (Holzmüller,
    /// Grinsztajn and Steinwart, <i>Better by Default</i>, NeurIPS 2024); false, the default, for weights only, with their rate factors.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool DecayAll { get; init; }

    /// <summary>The maximum gradient norm; larger gradients are scaled down. Null, the default, for no limit. With a first-order rule.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double? ClipNorm { get; init; }

    /// <summary>
    /// The maximum norm of the weights into a unit, above 0; larger ones are scaled down after each step
    /// (Srivastava et al., JMLR 15, 2014, section 5.1). Null, the default, for no limit. With a first-order rule.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double? MaxNorm { get; init; }

    /// <summary>
    /// The numbers of the frozen layers; 0 for everything before layer 1; null, the default, for none. Frozen batch normalization uses and keeps its
    /// running statistics; decay, penalties, norms and clipping exclude frozen parameters.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(ValueListJsonConverter<int>))]
    public ValueList<int>? Frozen { get; init; }

    /// <summary>The learning rate factor of each layer, from layer 1, 0 or more; null, the default, for 1 each. With a first-order rule.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(ValueListJsonConverter<double>))]
    public ValueList<double>? RateFactors { get; init; }

    /// <summary>
    /// Learning rate factors of parameter kinds, in addition to <see cref="RateFactors"/>, such as <c>biases:0.1</c>; null, the default,
    /// for 1 each. With a first-order rule.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(ValueListJsonConverter<PartRate>))]
    public ValueList<PartRate>? PartRates { get; init; }

    /// <summary>
    /// Whether the run stops when the validation loss no longer improves, and restores the best epoch (Prechelt, <i>Early
    /// Stopping – But When?</i>, 1998); null, the default, is true if there is a validation part.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool? EarlyStopping { get; init; }

    /// <summary>
    /// The number of epochs without improvement before early stopping, 1 or more. Null, the default, is enough for 500 steps, but at least 10; for a
    /// full-batch solver it is 10 iterations.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int? Patience { get; init; }

    /// <summary>The criterion for the best epoch: the validation loss (the default), or the accuracy for classes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ValidationMeasure JudgeBy { get; init; }

    /// <summary>Whether the last of equally good epochs is chosen; false, the default, for the first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool LastBest { get; init; }

    /// <summary>The minimum decrease of the validation loss, or of the error rate, that counts as an improvement; 0 by default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double MinChange { get; init; }

    /// <summary>The interval of epochs between evaluations of the validation part, 1 or more; 1 by default. The last epoch is always evaluated.</summary>
    public int EvaluateEvery { get; init; } = 1;

    /// <summary>Whether the whole training part is evaluated after each epoch, instead of averaging over its batches; false by default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool EvaluateTraining { get; init; }

    /// <summary>A full-batch solver stops when the largest entry of the gradient is at most this; 1e-5 by default.</summary>
    public double Tolerance { get; init; } = 1e-5;

    /// <summary>
    /// The run stops when an epoch changes the training cost by at most this; null, the default, for no such test. A first-order rule must then use
    /// full batches, because changes between batches are not meaningful.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double? CostTolerance { get; init; }

    /// <summary>The maximum number of evaluations of cost and gradient of a full-batch solver, 1 or more; null, the default, for no limit.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int? MaxEvaluations { get; init; }

    /// <summary>The effective learning rate of a run.</summary>
    [JsonIgnore]
    public double EffectiveLearningRate => this.LearningRate ?? (this.Optimizer ?? new AdamW()).DefaultLearningRate;

    /// <summary>
    /// These settings with all choices decided that depend on the number of rows. Few rows give few steps per epoch, so they get more epochs; and a
    /// network overfits them more easily, so weight decay is stronger. Measured against scikit-learn's defaults in docs/guide/training.md.
    /// </summary>
    /// <param name="rows">The number of training rows.</param>
    public TrainingSettings For(int rows)
    {
        Optimizer optimizer = this.Optimizer
            ?? (this.WeightDecay != 0 ? new Adam() : new AdamW(Math.Min(StrongestDecay, Math.Round(DecayTimesRows / rows, 4))));
        bool byBatch = optimizer is UpdateRule;
        double stepsOfEpoch = byBatch ? Math.Ceiling((double)rows / (this.BatchSize ?? rows)) : 1;
        return this with
        {
            Optimizer = optimizer,
            Epochs = this.Epochs ?? (byBatch ? AsManyAs(UsualSteps, LeastEpochs) : UsualIterations),
            Patience = this.Patience ?? (byBatch ? AsManyAs(PatientSteps, LeastPatience) : LeastPatience),
        };

        int AsManyAs(double steps, int least) => Math.Max(least, (int)Math.Ceiling(steps / stepsOfEpoch));
    }

    /// <summary>The optimizer with the clipping and weight decay of the settings.</summary>
    /// <exception cref="ArgumentException">The optimizer does not support them.</exception>
    internal Optimizer ToOptimizer()
    {
        Optimizer optimizer = this.Optimizer!;
        if (this.ClipNorm is null && this.WeightDecay == 0)
            return optimizer;
        if (optimizer is not UpdateRule rule)
            throw new ArgumentException($"{optimizer.Notation.Name} takes the gradient of the cost alone, so it cannot train with {(this.WeightDecay == 0 ? "a clipped gradient" : "weight decay; an L2 penalty is part of the cost")}");
        if (this.WeightDecay != 0 && rule is AdamW)
            throw new ArgumentException("adamw has a weight decay of its own, as in adamw:0.01; set only one");
        return new Chain(
        [
            .. this.ClipNorm is { } limit ? (UpdateRule[])[new ClipByNorm(limit)] : [],
            .. this.WeightDecay == 0 ? (UpdateRule[])[] : [new DecoupledDecay(this.WeightDecay)],
            rule,
        ]);
    }

    /// <summary>Validates the settings.</summary>
    /// <exception cref="ArgumentException">A setting is invalid.</exception>
    internal void Validate()
    {
        Need(this.LearningRate is null or (> 0 and < double.PositiveInfinity), $"a learning rate of {this.LearningRate}, expected more than 0");
        Need(this.BatchSize is null or >= 1, $"a batch size of {this.BatchSize}, expected 1 or more");
        Need(this.PieceRows >= 1, $"pieces of {this.PieceRows} rows, expected 1 or more");
        Need(this.ShuffleBlockRows is null or >= 1, $"blocks of {this.ShuffleBlockRows} rows, expected 1 or more");
        Need(this.ShuffleBlockRows is null || this.Shuffle, $"blocks of {this.ShuffleBlockRows} rows to shuffle, and no shuffling: leave out one of them");
        Need(this.Tolerance >= 0, $"a tolerance of {this.Tolerance}, expected 0 or more");
        Need(this.CostTolerance is null or >= 0, $"a cost tolerance of {this.CostTolerance}, expected 0 or more");
        Need(
            this.CostTolerance is null || this.BatchSize is null || this.Optimizer is FullBatchSolver,
            $"a cost tolerance with batches of {this.BatchSize}: the cost of batches goes up and down; take all rows at once, with a batch size of null (--batch-size full)");
        Need(this.MaxEvaluations is null or >= 1, $"at most {this.MaxEvaluations} evaluations, expected 1 or more");
        Need(this.Epochs is null or >= 0, $"{this.Epochs} epochs, expected 0 or more");
        Need(this.MaxNorm is null or (> 0 and < double.PositiveInfinity), $"a largest norm of {this.MaxNorm}, expected more than 0");
        Need(this.EvaluateEvery >= 1, $"an evaluation every {this.EvaluateEvery} epochs, expected 1 or more");
        Need(this.Patience is null or >= 1, $"a patience of {this.Patience} epochs, expected 1 or more");
        Need(this.RateFactors?.All(factor => factor is >= 0 and < double.PositiveInfinity) != false, $"rate factors {this.RateFactors}, expected numbers from 0");
        Need(this.MinChange is >= 0 and < double.PositiveInfinity, $"a least change of {this.MinChange}, expected 0 or more");
        Need(this.DropoutSchedule?.LooksAtLosses != true, $"{this.DropoutSchedule} goes by losses and is for the learning rate alone, not for dropout");
        Need(this.DecaySchedule?.LooksAtLosses != true, $"{this.DecaySchedule} goes by losses and is for the learning rate alone, not for weight decay");
        Need(
            (this.DecaySchedule is null && !this.DecayAll) || this.WeightDecay != 0 || this.Optimizer is null or AdamW or DecoupledDecay or Chain,
            $"a {(this.DecayAll ? "decay of all parameters" : "schedule of weight decay")} with {this.Optimizer} and no weight decay: name one with WeightDecay (--weight-decay)");
        if (this.Optimizer is not FullBatchSolver solver)
            return;
        Need(
            this is { PartRates: null or [], DropoutSchedule: null, DecaySchedule: null, DropLast: false, DecayAll: false },
            $"{solver.Notation.Name} takes all rows at once and finds its steps itself: no rates of parts, schedules of dropout and decay, or batches to drop");
        Need(this.MaxNorm is null, $"{solver.Notation.Name} cannot train under a largest norm: the point would not be where it left it; use a first-order rule such as adam");
        Need(this.RateFactors is null or [], $"{solver.Notation.Name} finds its steps itself, so it has no learning rate for rate factors; freeze layers instead");
        Need(this.Schedule is null or ConstantRate, $"{solver.Notation.Name} finds its steps itself and has no learning rate for schedule {this.Schedule}");

        static void Need(bool holds, FormattableString otherwise)
        {
            if (!holds)
                throw new ArgumentException(FormattableString.Invariant(otherwise));
        }
    }
}
