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
    /// The optimizer: a first-order rule, or a full-batch solver, which ignores batches and learning rate and an
    /// epoch is an iteration. Null, the default, is AdamW with a weight decay of ½ for up to 1,000 rows and of 500 ÷ rows beyond,
    /// or Adam with <see cref="WeightDecay"/> where that is set.
    /// </summary>
    public Optimizer? Optimizer { get; init; }

    /// <summary>The learning rate, more than 0; null, the default, is the optimizer's own.</summary>
    public double? LearningRate { get; init; }

    /// <summary>How the learning rate changes; null, the default, for not at all. With a first-order rule.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Schedule? Schedule { get; init; }

    /// <summary>How the probabilities of dropout change: factors of them; null, the default, for not at all. With a first-order rule.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Schedule? DropoutSchedule { get; init; }

    /// <summary>How weight decay changes, beside the learning rate that it goes with; null, the default, for not at all. With a first-order rule.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Schedule? DecaySchedule { get; init; }

    /// <summary>The examples of a batch, 1 or more; null for all at once; 32 by default.</summary>
    public int? BatchSize { get; init; } = 32;

    /// <summary>
    /// The rows of a piece, 1 or more; 128 by default. A batch is cut into pieces, and the sums over their rows meet in a fixed tree, so
    /// that threads and processes can share a batch and give the same bits. Another number rounds differently.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int PieceRows { get; init; } = PieceTree.UsualRows;

    /// <summary>Whether each epoch takes the examples in another random order, as it does by default, or always in theirs.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Whether an epoch leaves out its last batch where that has fewer examples than the others; it does not by default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool DropLast { get; init; }

    /// <summary>
    /// Where <see cref="Shuffle"/> is on: the rows of a block, 1 or more. Blocks of consecutive rows are shuffled, and the
    /// rows of each 64 blocks are mixed (<see cref="Data.BatchOrder.ShuffleBlocks"/>), so that a table larger than memory is read in long runs.
    /// Null, the default, mixes all rows.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int? ShuffleBlockRows { get; init; }

    /// <summary>
    /// The passes over the training part, 0 or more. Null, the default, is as many as make 3,000 steps, but at least 60; for a full-batch
    /// solver it is 200 iterations.
    /// </summary>
    public int? Epochs { get; init; }

    /// <summary>λ of decoupled weight decay, θ ← θ − α·λ·θ for weights before each step; 0 by default. With a first-order rule.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double WeightDecay { get; init; }

    /// <summary>
    /// Whether weight decay is for all parameters but biases, with the square of their rate factors, θ ← θ − α·r²·λ·θ (Holzmüller,
    /// Grinsztajn and Steinwart, <i>Better by Default</i>, NeurIPS 2024); false, the default, for weights alone, with their rate factors.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool DecayAll { get; init; }

    /// <summary>The norm that larger gradients are scaled down to; null, the default, for no limit. With a first-order rule.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double? ClipNorm { get; init; }

    /// <summary>
    /// The largest norm of the weights into a unit, more than 0: longer ones are scaled down to it after each step
    /// (Srivastava et al., JMLR 15, 2014, section 5.1). Null, the default, for no limit. With a first-order rule.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double? MaxNorm { get; init; }

    /// <summary>
    /// The numbers of the layers that training does not change; 0 for everything before layer 1; null, the
    /// default, for none. Frozen batch normalization uses and keeps its running statistics; decay, penalties, norms and clipping leave
    /// frozen parameters out.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(ValueListJsonConverter<int>))]
    public ValueList<int>? Frozen { get; init; }

    /// <summary>The factor of the learning rate of each layer, from layer 1, 0 or more; null, the default, for 1 each. With a first-order rule.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(ValueListJsonConverter<double>))]
    public ValueList<double>? RateFactors { get; init; }

    /// <summary>
    /// Factors of the learning rate of parts of layers, beside those of <see cref="RateFactors"/>, as <c>biases:0.1</c>; null, the default,
    /// for 1 each. With a first-order rule.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonConverter(typeof(ValueListJsonConverter<PartRate>))]
    public ValueList<PartRate>? PartRates { get; init; }

    /// <summary>
    /// Whether the run stops when the validation loss no longer improves, and goes back to where it was lowest (Prechelt, <i>Early
    /// Stopping – But When?</i>, 1998); null, the default, for yes where there is a validation part.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool? EarlyStopping { get; init; }

    /// <summary>
    /// The epochs without an improvement after which early stopping stops, 1 or more. Null, the default, is as many as make 500 steps,
    /// but at least 10; for a full-batch solver it is 10 iterations.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int? Patience { get; init; }

    /// <summary>The measure that chooses the best epoch for early stopping: the validation loss by default, or for classes the accuracy.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ValidationMeasure JudgeBy { get; init; }

    /// <summary>Whether of epochs that are equally good the last is the best one; false, the default, for the first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool LastBest { get; init; }

    /// <summary>The smallest decrease of the validation loss, or of the part that is wrong, that counts as an improvement; 0 by default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double MinChange { get; init; }

    /// <summary>The epochs from one evaluation of the validation part to the next, 1 or more; 1 by default. The last epoch has one too.</summary>
    public int EvaluateEvery { get; init; } = 1;

    /// <summary>Whether the training part is evaluated as a whole after each epoch, rather than by the batches as they come; it is not by default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool EvaluateTraining { get; init; }

    /// <summary>A full-batch solver stops when the largest entry of the gradient is at most this; 1e-5 by default.</summary>
    public double Tolerance { get; init; } = 1e-5;

    /// <summary>
    /// The run stops when an epoch changes the training cost by at most this; null, the default, for not at all. A first-order rule must
    /// then take all examples at once: between batches the change says nothing.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double? CostTolerance { get; init; }

    /// <summary>A full-batch solver stops after this many evaluations of cost and gradient, 1 or more; null, the default, for no limit.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int? MaxEvaluations { get; init; }

    /// <summary>The learning rate that a run has.</summary>
    [JsonIgnore]
    public double EffectiveLearningRate => this.LearningRate ?? (this.Optimizer ?? new AdamW()).DefaultLearningRate;

    /// <summary>
    /// These settings with all choices made that depend on the number of rows. Few rows give few steps an epoch, so they get more epochs;
    /// and a network overfits them more easily, so weights decay more. Measured against scikit-learn's defaults in docs/guide/training.md.
    /// </summary>
    /// <param name="rows">The rows that are to be trained on.</param>
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

    /// <summary>The optimizer with the clipping and the weight decay that are set.</summary>
    /// <exception cref="ArgumentException">They do not fit it.</exception>
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

    /// <summary>Refuses what makes no sense.</summary>
    /// <exception cref="ArgumentException">Something does not fit.</exception>
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
