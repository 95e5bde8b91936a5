using Nabla.Models;

namespace Nabla.Selection;

/// <summary>The result of a search.</summary>
/// <param name="Trials">All trials, in the order of a search on one thread, including the given settings.</param>
/// <param name="Best">The best trial with all epochs.</param>
/// <param name="BestSettings">The settings of the best trial.</param>
/// <param name="Confirmation">The scores on folds that were not used for choosing; null if the given settings are the best, or an ensemble was
/// selected.</param>
public sealed record TuningResult(IReadOnlyList<Trial> Trials, Trial Best, MlpSettings BestSettings, Confirmation? Confirmation)
{
    /// <summary>The trials with all epochs of their settings, best first.</summary>
    public IReadOnlyList<Trial> Ranking { get; init; } = [Best];

    /// <summary>The ensemble of trials, if requested by <see cref="TuningOptions.Ensemble"/>; otherwise null.</summary>
    public EnsembleSelection? Ensemble { get; init; }

    /// <summary>The given settings.</summary>
    public Trial Base => this.Trials.First(trial => trial.Number == 0);
}

/// <summary>
/// The scores of the best and the given settings on folds that were not used for choosing. The best of many trials is partly due to luck, so its
/// score in the search is too optimistic; this one is not.
/// </summary>
/// <param name="Best">The best settings.</param>
/// <param name="Base">The given settings.</param>
public sealed record Confirmation(CrossValidation Best, CrossValidation Base)
{
    /// <summary>Mean and standard deviation of best − base over the folds.</summary>
    public Spread Difference => Spread.Of(this.Best.Folds.Zip(this.Base.Folds, (best, given) => Criterion.Of(best.Test) - Criterion.Of(given.Test)));

    /// <summary>
    /// The standard error of the mean difference, corrected for folds that share training rows: √((1/k + 1/(k − 1))·s²) with the sample variance s²
    /// (Nadeau and Bengio, <i>Inference for the generalization error</i>, 2003).
    /// </summary>
    public double StandardError
    {
        get
        {
            double k = this.Best.Folds.Count, deviation = this.Difference.Deviation;
            return Math.Sqrt(((1 / k) + (1 / (k - 1))) * deviation * deviation * k / (k - 1));
        }
    }
}
