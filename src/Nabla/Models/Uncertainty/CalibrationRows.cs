using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Models;

/// <summary>Rows with what networks predict for them that were not trained on them.</summary>
/// <param name="Dataset">The rows.</param>
/// <param name="Folds">The fold of each; null for rows that were kept from training.</param>
/// <param name="Results">The probabilities or values [rows × classes or targets].</param>
internal sealed record CalibrationRows(Dataset Dataset, int[]? Folds, Matrix<double> Results);
