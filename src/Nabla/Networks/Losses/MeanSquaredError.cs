using Nabla.Descriptions;

namespace Nabla.Networks;

/// <summary>‖y − a‖² divided by the number of outputs; for one output the same bits as <see cref="SquaredError"/>.</summary>
public sealed record MeanSquaredError : ElementwiseLoss<SquaredError.Formulas>
{
    /// <inheritdoc/>
    public override Notation Notation => new("mean-squared-error");

    /// <inheritdoc/>
    protected override SquaredError.Formulas Kernel => new();

    /// <inheritdoc/>
    protected override bool IsMean => true;
}
