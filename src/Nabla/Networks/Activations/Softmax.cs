using Nabla.Descriptions;

namespace Nabla.Networks;

/// <summary>aᵢ = e^zᵢ / Σⱼ e^zⱼ over the outputs of an example, shifted by the largest z so that nothing overflows.</summary>
/// <remarks>Bridle, 1990. For the output, with the cross-entropy loss.</remarks>
public sealed record Softmax : Activation
{
    /// <inheritdoc/>
    public override Notation Notation => new("softmax");

    /// <inheritdoc/>
    public override ActivationPlace Place => ActivationPlace.OutputOnly;

    /// <inheritdoc/>
    public override ActivationKernel<T> Compile<T>() => new SoftmaxActivationKernel<T>();
}
