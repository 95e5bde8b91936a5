namespace Nabla.Selection;

/// <summary>One attempt of a search: a candidate, cross-validated.</summary>
/// <param name="Number">Its number; 0 is the settings as they were given.</param>
/// <param name="Candidate">The candidate settings.</param>
/// <param name="Epochs">The epochs it was given.</param>
/// <param name="Scores">Its scores over the folds; null where the settings made no sense together.</param>
/// <param name="Refusal">Why they made none; null where they did.</param>
public sealed record Trial(int Number, Candidate Candidate, int Epochs, CrossValidation? Scores, string? Refusal = null)
{
    /// <summary>The score that ranks trials: accuracy or R² on the rows held out; −∞ without scores.</summary>
    public double Score => this.Scores?.Test.Mean ?? double.NegativeInfinity;

    /// <summary>What it predicts for rows that no model of it was trained on, where an ensemble is to be chosen; otherwise null.</summary>
    internal NestedPredictions? Predictions { get; init; }

    /// <summary>The better trials first: by score, then by loss, then by number.</summary>
    internal static IOrderedEnumerable<Trial> Rank(IEnumerable<Trial> trials) => trials
        .OrderByDescending(trial => trial.Score)
        .ThenBy(trial => trial.Scores?.TestLoss.Mean is { } loss && !double.IsNaN(loss) ? loss : double.PositiveInfinity)
        .ThenBy(trial => trial.Number);
}
