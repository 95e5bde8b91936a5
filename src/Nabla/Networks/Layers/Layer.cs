using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>
/// A layer compiled for a number type. It holds no numbers: parameters, statistics and buffers are in the <see cref="Frame{T}"/> that it
/// is given, at the places that it asked its <see cref="LayerPlan"/> for.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class Layer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Where <see cref="Forward"/> leaves its outputs [examples × outputs].</summary>
    public abstract RowBuffer Output { get; }

    /// <summary>
    /// The activation at the layer's end, if it treats each number on its own: the layer above multiplies by f' while δ is in the
    /// cache. Null for none; then the δ that the layer gets is ∂C/∂y.
    /// </summary>
    public virtual ActivationKernel<T>? Ends => null;

    /// <summary>The values f' is computed from: the outputs, or z.</summary>
    public virtual RowBuffer Stored => default;

    /// <summary>Factors between this layer's input and its output, y = x ⊙ factors; the default for none.</summary>
    internal virtual RowBuffer Factors => default;

    /// <summary>Whether <see cref="Backward"/> leaves ∂C/∂x where δ was, so that the layer below may have its δ there.</summary>
    internal virtual bool WorksInPlace => false;

    /// <summary>
    /// Whether threads may share a pass through the layer. Then a walk goes first without derivatives of parameters, each thread with rows of its own, and
    /// leaves δ as it was; and each thread computes its <see cref="Frame{T}.Share"/> of the derivatives afterwards.
    /// </summary>
    internal virtual bool CanShare => false;

    /// <summary>
    /// Whether <see cref="Backward"/> adds what it finds for its parameters over pieces of the examples, in their tree. Otherwise it is
    /// called for one piece after the other, so that a layer need not know of pieces.
    /// </summary>
    internal virtual bool AddsPieces => false;

    /// <summary>Whether it does so for each of several subtrees.</summary>
    internal virtual bool AddsSubtrees => false;

    /// <summary>Whether <see cref="ExampleGradient"/> is there, as it is for layers without parameters.</summary>
    public virtual bool HasExampleGradient => true;

    /// <summary>Whether the outputs of a pass are the inputs as they are, as those of dropout are outside training: then it is not called.</summary>
    public virtual bool Passes(in Frame<T> frame) => false;

    /// <summary>Whether the layer has parameters that training changes.</summary>
    public virtual bool IsTrained(in Frame<T> frame) => false;

    /// <summary>From inputs to outputs.</summary>
    /// <param name="frame">The pass.</param>
    /// <param name="x">[examples × inputs]</param>
    public abstract void Forward(in Frame<T> frame, ReadOnlyMatrixView<T> x);

    /// <summary>From the derivative of the cost with respect to the outputs to those with respect to parameters and inputs.</summary>
    /// <param name="frame">The pass; the derivatives of parameters that it wants go to its gradient.</param>
    /// <param name="x">The inputs that <see cref="Forward"/> had [examples × inputs].</param>
    /// <param name="delta">δ: ∂C/∂y, times f' if the layer <see cref="Ends"/> with an activation, so ∂C/∂z. It may be overwritten.</param>
    /// <param name="below">Receives the derivative with respect to the inputs, if it is needed.</param>
    public abstract void Backward(in Frame<T> frame, ReadOnlyMatrixView<T> x, MatrixView<T> delta, in Below<T> below);

    /// <summary>
    /// The derivatives of one example with respect to this layer's parameters, for methods that need a Jacobian. A layer with parameters
    /// that has it says so by <see cref="HasExampleGradient"/>.
    /// </summary>
    /// <param name="frame">The pass.</param>
    /// <param name="x">[inputs]</param>
    /// <param name="delta">[outputs]</param>
    /// <param name="factor">The factor of the derivatives.</param>
    /// <param name="gradient">[parameters of the network] Those of this layer are 0 before, and the derivatives after.</param>
    public virtual void ExampleGradient(in Frame<T> frame, ReadOnlySpan<T> x, ReadOnlySpan<T> delta, T factor, Span<T> gradient)
    {
    }

    /// <summary>Takes what the last training pass measured of the data, such as a batch's mean, into what is kept, after a step was taken.</summary>
    public virtual void Commit(in Frame<T> frame)
    {
    }

    /// <summary>The weighted inputs z for inputs x, for inspection; false for layers that have none.</summary>
    internal virtual bool WriteZ(in Frame<T> frame, ReadOnlyMatrixView<T> x, MatrixView<T> z) => false;

    /// <summary>Changes weights and biases of the dense layer before, so that it computes this layer too, for predictions.</summary>
    internal virtual void FoldInto(MatrixView<T> weights, Span<T> biases, ReadOnlySpan<T> parameters, ReadOnlySpan<T> statistics)
    {
    }
}
