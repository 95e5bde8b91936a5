namespace Nabla.Selection;

/// <summary>A trial of a search: a cross-validated candidate.</summary>
/// <param name="Number">The number; 0 for the given settings.</param>
/// <param name="Candidate">The candidate settings.</param>
/// <param name="Epochs">The number of epochs.</param>
/// <param name="Scores">The scores over the folds; null if the settings contradict each other.</param>
/// <param name="Refusal">The reason why the settings are invalid; null if they are valid.</param>
public sealed record Trial(int Number, Candidate Candidate, int Epochs, CrossValidation? Scores, string? Refusal = null)
{
    /// <summary>The score that ranks trials: accuracy or R² on the rows held out; −∞ without scores.</summary>
    public double Score => this.Scores?.Test.Mean ?? double.NegativeInfinity;

    /// <summary>The out-of-fold predictions, if an ensemble is to be selected; otherwise null.</summary>
    internal NestedPredictions? Predictions { get; init; }

    /// <summary>Orders trials from best to worst: by score, then by loss, then by number.</summary>
    internal static IOrderedEnumerable<Trial> Rank(IEnumerable<Trial> trials) => trials
        .OrderByDescending(trial => trial.Score)
        .ThenBy(trial => trial.Scores?.TestLoss.Mean is { } loss && !double.IsNaN(loss) ? loss : double.PositiveInfinity)
        .ThenBy(trial => trial.Number);
}
