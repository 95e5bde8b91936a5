using Nabla.Descriptions;

namespace Nabla.Networks;

/// <summary>Σ|y − a| divided by the number of outputs; for one output the same bits as <see cref="AbsoluteError"/>.</summary>
public sealed record MeanAbsoluteError : ElementwiseLoss<AbsoluteError.Formulas>
{
    /// <inheritdoc/>
    public override Notation Notation => new("mean-absolute-error");

    /// <inheritdoc/>
    protected override AbsoluteError.Formulas Kernel => new();

    /// <inheritdoc/>
    protected override bool IsMean => true;
}
