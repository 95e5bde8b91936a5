using Nabla.Models;

namespace Nabla.Selection;

/// <summary>The result of a search.</summary>
/// <param name="Trials">All trials, in the order of a search on one thread; the settings as given are among them.</param>
/// <param name="Best">The best of those with all epochs.</param>
/// <param name="BestSettings">Its settings.</param>
/// <param name="Confirmation">How it does where it was not chosen; null if the settings as given are the best, or an ensemble was chosen.</param>
public sealed record TuningResult(IReadOnlyList<Trial> Trials, Trial Best, MlpSettings BestSettings, Confirmation? Confirmation)
{
    /// <summary>The trials that had all the epochs their settings say, the best first.</summary>
    public IReadOnlyList<Trial> Ranking { get; init; } = [Best];

    /// <summary>The ensemble of trials, where <see cref="TuningOptions.Ensemble"/> asks for one; otherwise null.</summary>
    public EnsembleSelection? Ensemble { get; init; }

    /// <summary>The settings as they were given.</summary>
    public Trial Base => this.Trials.First(trial => trial.Number == 0);
}

/// <summary>
/// The best settings and those given, on folds that nothing was chosen by. The best of many trials is partly the luckiest: its score in the search
/// is too high, this one is not.
/// </summary>
/// <param name="Best">The best settings.</param>
/// <param name="Base">The settings as they were given.</param>
public sealed record Confirmation(CrossValidation Best, CrossValidation Base)
{
    /// <summary>Best − base, fold by fold: mean and standard deviation.</summary>
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
