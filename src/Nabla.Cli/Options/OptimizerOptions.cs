using System.CommandLine;
using Nabla.Descriptions;
using Nabla.Models;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Cli.Options;

/// <summary>Options of the optimizer and its schedule.</summary>
internal sealed class OptimizerOptions
{
    private const int UsualBlock = 1024;

    private static readonly TrainingSettings Default = new();

    private readonly Option<Optimizer?> optimizer = Define.Option<Optimizer?>(
        "--optimizer", "NAME", $"optimizer (default adamw with a weight decay of 0.5 for up to 1,000 rows, and of 500 / rows for more)", text => Optimizer.Parse(text))
        .Offering(context => Completions.Of(Optimizer.All, context))
        .AlsoCalled("--solver");

    private readonly Option<double?> learningRate = Define.Option(
        "--learning-rate", "RATE", $"learning rate, also --lr (default: the optimizer's, {Default.EffectiveLearningRate} for adam)", Define.Positive)
        .AlsoCalled("--lr");

    private readonly Option<double?> momentum = Define.Option(
        "--momentum", "M", "momentum coefficient, with optimizer momentum or nesterov (default 0.9)", Define.Fraction);

    private readonly Option<Batch?> batchSize = Define.Option<Batch?>(
        "--batch-size", "N|full", $"examples per batch, or full for all (default {Default.BatchSize})", ParseBatch);

    private readonly Option<int?> pieceRows = Define.Option(
        "--piece-rows", "N", $"rows in each piece of a batch; the sums of pieces are added in a fixed tree (default {Default.PieceRows})", text => Define.WholeNumber(text, 1));

    private readonly Option<int?> epochs = Define.Option(
        "--epochs", "N", "number of passes over the training part (default 60, or enough for 3,000 steps; 200 for a full-batch solver)", text => Define.WholeNumber(text, 0));

    private readonly Option<double?> tolerance = Define.Option(
        "--tolerance", "G", "a full-batch solver stops when no gradient entry exceeds this (default 1e-5)", Define.Positive);

    private readonly Option<double?> costTolerance = Define.Option(
        "--cost-tolerance", "X", "stop when an epoch changes the training cost by at most this; only with full batches or a full-batch solver (default off)", Define.NotNegative);

    private readonly Option<int?> maxEvaluations = Define.Option(
        "--max-evaluations", "N", "maximum number of evaluations of a full-batch solver (default no limit)", text => Define.WholeNumber(text, 1));

    private readonly Option<Schedule?> schedule = Define.Option<Schedule?>(
        "--schedule", "NAME", "learning rate schedule, such as cosine:50 or warmup:5,step:20 (default constant)", text => Schedule.Parse(text))
        .Offering(context => Completions.Of(Schedule.All, context));

    private readonly Option<Schedule?> dropoutSchedule = Define.Option<Schedule?>(
        "--dropout-schedule", "NAME", "dropout schedule, such as whole-run,flat-cosine:1 (default constant)", text => Schedule.Parse(text))
        .Offering(context => Completions.Of(Schedule.All, context));

    private readonly Option<Schedule?> decaySchedule = Define.Option<Schedule?>(
        "--decay-schedule", "NAME", "weight decay schedule, in addition to that of the learning rate (default constant)", text => Schedule.Parse(text))
        .Offering(context => Completions.Of(Schedule.All, context));

    private readonly Option<ValueList<PartRate>?> partRates = Define.Option<ValueList<PartRate>?>(
        "--part-rates", "PART:F[,PART:F…]", "learning rate factors of parameter kinds, such as biases:0.1,scale:6 (default 1 each)",
        text => text.Length == 0 ? [] : [.. text.Split(',').Select(PartRate.Parse)]);

    private readonly Option<bool> dropLast = Define.Flag("--drop-last", "drop the last batch of an epoch if it is smaller than the others");

    private readonly Option<double?> clipNorm = Define.Option(
        "--clip-norm", "C", "maximum gradient norm; larger gradients are scaled down (default no limit)", Define.Positive);

    private readonly Option<ValueList<int>?> freeze = Define.Option<ValueList<int>?>(
        "--freeze", "LAYERS", "layers to exclude from training, such as 1,2; 0 is everything before layer 1; useful with --from (default none)",
        text => text.Length == 0 ? [] : [.. text.Split(',').Select(layer => Define.WholeNumber(layer, 0)!.Value)]);

    private readonly Option<ValueList<double>?> rateFactors = Define.Option<ValueList<double>?>(
        "--rate-factors", "F,F…", "learning rate factor of each layer, from layer 1 to the output (default 1 each)",
        text => text.Length == 0 ? [] : [.. text.Split(',').Select(factor => Define.NotNegative(factor)!.Value)]);

    private readonly Option<bool> noShuffle = Define.Flag("--no-shuffle", "do not shuffle the rows");

    private readonly Option<Order?> shuffle = Define.Option<Order?>(
        "--shuffle", "rows|blocks[:ROWS]", $"shuffling in each epoch: all rows, or blocks of ROWS rows (default {UsualBlock}) and then the rows within groups of {Data.BatchOrder.BlocksOfGroup} blocks, for sequential reads of large files (default rows)", ParseOrder)
        .Offering(context => Completions.Of(["rows", "blocks"], context));

    private readonly Option<int?> evaluateEvery = Define.Option(
        "--evaluate-every", "N", "epochs between two evaluations of the validation part (default 1)", text => Define.WholeNumber(text, 1));

    private readonly Option<bool> evaluateTraining = Define.Flag(
        "--evaluate-training", "evaluate the whole training part after each epoch, instead of averaging over its batches");

    private readonly Option<Precision?> precision = Define.Choice(
        "--precision", "number type (default float)", ("float", Precision.Single), ("double", Precision.Double));

    /// <summary>The options, grouped as in help.</summary>
    public OptionGroup Group => new(
        "Training",
        this.optimizer,
        this.learningRate,
        this.schedule,
        this.dropoutSchedule,
        this.decaySchedule,
        this.momentum,
        this.clipNorm,
        this.rateFactors,
        this.partRates,
        this.freeze,
        this.batchSize,
        this.pieceRows,
        this.shuffle,
        this.dropLast,
        this.noShuffle,
        this.epochs,
        this.evaluateEvery,
        this.evaluateTraining,
        this.tolerance,
        this.costTolerance,
        this.maxEvaluations,
        this.precision)
    {
        Names = () => [OptionGroup.NamesOf(Optimizer.All), OptionGroup.NamesOf(Schedule.All)],
    };

    /// <summary>The settings with the options of the command line applied.</summary>
    public MlpSettings Apply(ParseResult parsed, MlpSettings settings)
    {
        TrainingSettings training = settings.Training;
        Optimizer? rule = parsed.GetValue(this.optimizer) ?? training.Optimizer;
        this.RefuseWhatMeansNothing(parsed, rule);
        Order? order = parsed.GetValue(this.shuffle);
        if (order is not null && parsed.GetValue(this.noShuffle))
            throw new ArgumentException("options '--shuffle' and '--no-shuffle' exclude each other");
        return settings with
        {
            Training = training with
            {
                Optimizer = parsed.GetValue(this.momentum) is { } coefficient ? WithMomentum(rule, coefficient) : rule,
                LearningRate = parsed.GetValue(this.learningRate) ?? training.LearningRate,
                Schedule = parsed.GetValue(this.schedule) ?? training.Schedule,
                DropoutSchedule = parsed.GetValue(this.dropoutSchedule) ?? training.DropoutSchedule,
                DecaySchedule = parsed.GetValue(this.decaySchedule) ?? training.DecaySchedule,
                PartRates = parsed.GetValue(this.partRates) ?? training.PartRates,
                DropLast = training.DropLast || parsed.GetValue(this.dropLast),
                Frozen = parsed.GetValue(this.freeze) ?? training.Frozen,
                RateFactors = parsed.GetValue(this.rateFactors) ?? training.RateFactors,
                ClipNorm = parsed.GetValue(this.clipNorm) ?? training.ClipNorm,
                Shuffle = order is not null || (training.Shuffle && !parsed.GetValue(this.noShuffle)),
                ShuffleBlockRows = order is not null ? order.BlockRows : parsed.GetValue(this.noShuffle) ? null : training.ShuffleBlockRows,
                EvaluateEvery = parsed.GetValue(this.evaluateEvery) ?? training.EvaluateEvery,
                EvaluateTraining = parsed.GetValue(this.evaluateTraining) || training.EvaluateTraining,
                BatchSize = parsed.GetValue(this.batchSize) is { } batch ? batch.Size : training.BatchSize,
                PieceRows = parsed.GetValue(this.pieceRows) ?? training.PieceRows,
                Epochs = parsed.GetValue(this.epochs) ?? training.Epochs,
                Tolerance = parsed.GetValue(this.tolerance) ?? training.Tolerance,
                CostTolerance = parsed.GetValue(this.costTolerance) ?? training.CostTolerance,
                MaxEvaluations = parsed.GetValue(this.maxEvaluations) ?? training.MaxEvaluations,
            },
            Precision = parsed.GetValue(this.precision) ?? settings.Precision,
        };
    }

    private static Optimizer WithMomentum(Optimizer? rule, double coefficient) => rule switch
    {
        Momentum momentum => new Momentum(coefficient, momentum.RateOutside),
        Nesterov nesterov => new Nesterov(coefficient, nesterov.RateOutside),
        _ => throw new ArgumentException($"option '--momentum' requires optimizer momentum or nesterov, not {rule?.Notation.Name ?? "the default"}"),
    };

    /// <summary>Refuses options that the optimizer does not use.</summary>
    private void RefuseWhatMeansNothing(ParseResult parsed, Optimizer? rule)
    {
        bool fullBatch = rule is FullBatchSolver;
        bool allAtOnce = parsed.GetValue(this.batchSize) is { Size: null };
        Option[] meaningless = fullBatch
            ? [this.learningRate, this.rateFactors, .. allAtOnce ? (Option[])[] : [this.batchSize], this.shuffle, this.noShuffle]
            : [this.tolerance, this.maxEvaluations];
        if (Array.Find(meaningless, option => parsed.GetResult(option) is { Implicit: false }) is not { } given)
            return;
        throw new ArgumentException(fullBatch
            ? $"option '{given.Name}' is for first-order optimizers; {rule!.Notation.Name} uses all rows at once and chooses its own step sizes"
            : $"option '{given.Name}' is for full-batch solvers such as lbfgs, not for {rule?.Notation.Name ?? "the default"}");
    }

    private static Batch? ParseBatch(string text)
    {
        try
        {
            return new(text == "full" ? null : Define.WholeNumber(text, 1));
        }
        catch (FormatException e)
        {
            throw new FormatException($"{e.Message}, or full", e);
        }
    }

    private static Order? ParseOrder(string text) => text switch
    {
        "rows" => new(null),
        "blocks" => new(UsualBlock),
        _ when text.StartsWith("blocks:", StringComparison.Ordinal) => new(Define.WholeNumber(text["blocks:".Length..], 1)),
        _ => throw new FormatException($"'{text}' is none of rows, blocks, blocks:ROWS"),
    };

    /// <summary>The batch size; null for all rows.</summary>
    private sealed record Batch(int? Size);

    /// <summary>The rows per shuffled block; null to shuffle single rows.</summary>
    private sealed record Order(int? BlockRows);
}
