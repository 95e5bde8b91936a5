using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Models;

/// <summary>Rows with predictions of networks that were not trained on them.</summary>
/// <param name="Dataset">The rows.</param>
/// <param name="Folds">The fold of each row; null for held-out rows.</param>
/// <param name="Results">The probabilities or values [rows × classes or targets].</param>
internal sealed record CalibrationRows(Dataset Dataset, int[]? Folds, Matrix<double> Results);
