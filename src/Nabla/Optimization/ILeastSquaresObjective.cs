using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Optimization;

/// <summary>
/// A cost ½·Σ rᵢ² with individual derivatives of the residuals, as needed by Levenberg–Marquardt. An L2 penalty λ/2·Σ w² is added as residuals √λ·w.
/// </summary>
/// <typeparam name="T">The number type.</typeparam>
public interface ILeastSquaresObjective<T> : IObjective<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The number of residuals, m.</summary>
    int Residuals { get; }

    /// <summary>
    /// The number of residuals of a piece; pieces are factorized separately and combined in a <see cref="PieceTree"/>; one piece of all by default.
    /// </summary>
    int PieceResiduals => Math.Max(1, this.Residuals);

    /// <summary>Writes residuals <paramref name="first"/>, <paramref name="first"/> + 1, … with their derivatives: a piece of r and of J.</summary>
    /// <param name="point">[n] The parameters.</param>
    /// <param name="first">The first residual of this piece.</param>
    /// <param name="residuals">[rows] Receives the piece's residuals.</param>
    /// <param name="jacobian">[rows × n] Receives ∂r/∂θ, a row for each residual.</param>
    void Linearize(ReadOnlySpan<T> point, int first, Span<T> residuals, MatrixView<T> jacobian);
}
