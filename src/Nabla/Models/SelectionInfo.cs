namespace Nabla.Models;

/// <summary>
/// Information on the selection of a model's members among candidates with individual settings, by greedy selection with replacement (Caruana,
/// Niculescu-Mizil, Crew and Ksikes, <i>Ensemble selection from libraries of models</i>, 2004), and its estimated performance on new rows.
/// </summary>
/// <param name="Candidates">The number of candidates.</param>
/// <param name="Steps">The maximum number of selection steps; a candidate may be selected several times.</param>
/// <param name="Folds">The number of folds for selection and evaluation.</param>
/// <param name="Estimate">
/// The scores by nested folds, over all training rows: for each fold, candidates are selected, weighted and calibrated on the other folds only, with
/// predictions of models trained on neither fold, and evaluated on the rows of the fold.
/// </param>
/// <param name="Deviation">The standard deviation over the folds of the accuracy or R² of <paramref name="Estimate"/>.</param>
/// <param name="OnChoosingRows">The scores on the rows used for selection, by out-of-fold predictions; too optimistic.</param>
public sealed record SelectionInfo(int Candidates, int Steps, int Folds, Scores Estimate, double Deviation, Scores OnChoosingRows)
{
    /// <summary>Whether the values are valid.</summary>
    internal bool IsWellFormed => this is { Candidates: > 0, Steps: > 0, Folds: > 1, Estimate: not null, OnChoosingRows: not null };
}
