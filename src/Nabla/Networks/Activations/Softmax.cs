using Nabla.Descriptions;

namespace Nabla.Networks;

/// <summary>aᵢ = e^zᵢ / Σⱼ e^zⱼ over the outputs of an example, shifted by the largest z to avoid overflow.</summary>
/// <remarks>Bridle, 1990. For the output layer with the cross-entropy loss.</remarks>
public sealed record Softmax : Activation
{
    /// <inheritdoc/>
    public override Notation Notation => new("softmax");

    /// <inheritdoc/>
    public override ActivationPlace Place => ActivationPlace.OutputOnly;

    /// <inheritdoc/>
    public override ActivationKernel<T> Compile<T>() => new SoftmaxActivationKernel<T>();
}
