namespace Nabla.Models;

/// <summary>
/// How the members of a model were chosen among candidates with settings of their own, by greedy selection with replacement (Caruana,
/// Niculescu-Mizil, Crew and Ksikes, <i>Ensemble selection from libraries of models</i>, 2004), and how good such a choice is on new rows.
/// </summary>
/// <param name="Candidates">How many there were to choose from.</param>
/// <param name="Steps">How many were chosen at most, one after the other; one may be chosen several times.</param>
/// <param name="Folds">How many folds the choice was made and judged by.</param>
/// <param name="Estimate">
/// By nested folds: for each fold candidates are chosen, weighted and calibrated by the other folds alone, as models predict them that were trained
/// on neither, and judged by the rows of the fold. All training rows together.
/// </param>
/// <param name="Deviation">The standard deviation over the folds of the accuracy or R² of <paramref name="Estimate"/>.</param>
/// <param name="OnChoosingRows">How the members do on the rows that chose them, as models predict them that were not trained on them: too good.</param>
public sealed record SelectionInfo(int Candidates, int Steps, int Folds, Scores Estimate, double Deviation, Scores OnChoosingRows)
{
    /// <summary>Whether all is as it can be.</summary>
    internal bool IsWellFormed => this is { Candidates: > 0, Steps: > 0, Folds: > 1, Estimate: not null, OnChoosingRows: not null };
}
