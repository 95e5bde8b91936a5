using Nabla.Data;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Models;

/// <content>From settings to how columns become features, and to how a network is trained.</content>
public partial record MlpSettings
{
    /// <summary>How columns become features.</summary>
    internal PreprocessorOptions ToPreprocessorOptions()
    {
        var options = new PreprocessorOptions { Scaling = this.Scaling, MissingCategories = this.MissingCategories, Embeddings = this.Embeddings ?? [] };
        return this.MaxLevels is { } most ? options with { MaxLevels = most } : options;
    }

    /// <summary>How a network is trained, by these settings, of which all are decided, and what bounds the run.</summary>
    /// <exception cref="ArgumentException">The settings make no sense together; the message says why.</exception>
    internal TrainingOptions ToTrainingOptions(bool hasValidation, RunControl control) => new()
    {
        Optimizer = this.WithClippingAndDecay(this.Optimizer!),
        LearningRate = this.EffectiveLearningRate,
        Schedule = this.Schedule ?? new ConstantRate(),
        BatchSize = this.BatchSize,
        Shuffle = !this.FixedOrder,
        Epochs = this.Epochs!.Value,
        Tolerance = this.Tolerance ?? new TrainingOptions().Tolerance,
        MaxEvaluations = this.MaxEvaluations ?? int.MaxValue,
        MaxNorm = this.MaxNorm,
        Frozen = this.Frozen ?? [],
        RateFactors = this.RateFactors ?? [],
        EarlyStopping = this.EarlyStopping ?? hasValidation ? new EarlyStopping(this.Patience!.Value, this.MinChange) : null,
        EvaluateEvery = this.EvaluateEvery ?? 1,
        TimeBudget = control.TimeBudget,
        Seed = this.Seed,
        Threads = control.ThreadCount,
    };

    private Optimizer WithClippingAndDecay(Optimizer optimizer)
    {
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
}
