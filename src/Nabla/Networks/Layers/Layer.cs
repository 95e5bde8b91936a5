using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>
/// A layer compiled for a number type. It has no state: parameters, statistics and buffers are in the <see cref="Frame{T}"/> passed to it, at the
/// places requested from its <see cref="LayerPlan"/>.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class Layer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The buffer for the outputs of <see cref="Forward"/> [examples × outputs].</summary>
    public abstract RowBuffer Output { get; }

    /// <summary>
    /// The elementwise activation at the layer's end: the layer above multiplies by f' while δ is in the cache. Null for none; the layer's δ is then ∂C/∂y.
    /// </summary>
    public virtual ActivationKernel<T>? Ends => null;

    /// <summary>The values f' is computed from: the outputs, or z.</summary>
    public virtual RowBuffer Stored => default;

    /// <summary>The factors of this layer, y = x ⊙ factors; the default for none.</summary>
    internal virtual RowBuffer Factors => default;

    /// <summary>Whether <see cref="Backward"/> may write ∂C/∂x over δ, so that the layer below can use the same buffer.</summary>
    internal virtual bool WorksInPlace => false;

    /// <summary>
    /// Whether threads can share a pass through the layer. A backward pass without derivatives of parameters then runs first, each thread with its
    /// rows, and does not change δ; afterwards each thread computes its <see cref="Frame{T}.Share"/> of the derivatives.
    /// </summary>
    internal virtual bool CanShare => false;

    /// <summary>
    /// Whether <see cref="Backward"/> sums derivatives of parameters over pieces of the examples in their tree. Otherwise it is called once per
    /// piece, so that a layer need not handle pieces.
    /// </summary>
    internal virtual bool AddsPieces => false;

    /// <summary>Whether this also works for several subtrees.</summary>
    internal virtual bool AddsSubtrees => false;

    /// <summary>Whether <see cref="ExampleGradient"/> is supported, as for layers without parameters.</summary>
    public virtual bool HasExampleGradient => true;

    /// <summary>Whether the outputs of a pass equal the inputs, as for dropout outside training; the layer is then not called.</summary>
    public virtual bool Passes(in Frame<T> frame) => false;

    /// <summary>Whether the layer has trained parameters.</summary>
    public virtual bool IsTrained(in Frame<T> frame) => false;

    /// <summary>The forward pass.</summary>
    /// <param name="frame">The pass.</param>
    /// <param name="x">[examples × inputs]</param>
    public abstract void Forward(in Frame<T> frame, ReadOnlyMatrixView<T> x);

    /// <summary>The backward pass: computes the derivatives with respect to parameters and inputs from those with respect to the outputs.</summary>
    /// <param name="frame">The pass; its gradient receives the derivatives of parameters.</param>
    /// <param name="x">The inputs of <see cref="Forward"/> [examples × inputs].</param>
    /// <param name="delta">δ: ∂C/∂y, times f' if the layer <see cref="Ends"/> with an activation, so ∂C/∂z. It may be overwritten.</param>
    /// <param name="below">Receives the derivative with respect to the inputs, if needed.</param>
    public abstract void Backward(in Frame<T> frame, ReadOnlyMatrixView<T> x, MatrixView<T> delta, in Below<T> below);

    /// <summary>
    /// The derivatives of one example with respect to this layer's parameters, for methods that need a Jacobian. A layer with parameters that
    /// supports it returns true from <see cref="HasExampleGradient"/>.
    /// </summary>
    /// <param name="frame">The pass.</param>
    /// <param name="x">[inputs]</param>
    /// <param name="delta">[outputs]</param>
    /// <param name="factor">The factor of the derivatives.</param>
    /// <param name="gradient">[parameters of the network] Receives the derivatives; the range of this layer is 0 before.</param>
    public virtual void ExampleGradient(in Frame<T> frame, ReadOnlySpan<T> x, ReadOnlySpan<T> delta, T factor, Span<T> gradient)
    {
    }

    /// <summary>Updates the statistics after a step, by those of the last training pass, such as a batch's mean.</summary>
    public virtual void Commit(in Frame<T> frame)
    {
    }

    /// <summary>Computes the weighted inputs z for inputs x, for inspection; false for layers without z.</summary>
    internal virtual bool WriteZ(in Frame<T> frame, ReadOnlyMatrixView<T> x, MatrixView<T> z) => false;

    /// <summary>Folds this layer into weights and biases of the dense layer before it, for predictions.</summary>
    internal virtual void FoldInto(MatrixView<T> weights, Span<T> biases, ReadOnlySpan<T> parameters, ReadOnlySpan<T> statistics)
    {
    }
}
