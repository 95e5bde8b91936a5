using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>
/// A sequence of layers: the whole network, or a branch of it. Contains the only backward pass; gradients, input gradients and Jacobians use it with
/// different outputs.
/// </summary>
internal sealed class LayerStack<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Layer<T>[] layers;
    private readonly int[] widths;
    private readonly RowBuffer[] deltas; // of each layer
    private readonly (Range Parameters, Range Statistics)[] places;
    private readonly Range[] ranges;

    private LayerStack(Layer<T>[] layers, int[] widths, RowBuffer[] deltas, (Range Parameters, Range Statistics)[] places, Range[] ranges)
    {
        this.layers = layers;
        this.widths = widths;
        this.deltas = deltas;
        this.places = places;
        this.ranges = ranges;
        this.CanShare = Array.TrueForAll(layers, layer => layer.CanShare);
    }

    /// <summary>The layers.</summary>
    public ReadOnlySpan<Layer<T>> Layers => this.layers;

    /// <summary>Whether threads may share a pass: <see cref="Layer{T}.CanShare"/> of all layers.</summary>
    public bool CanShare { get; }

    /// <summary>Compiles a sequence of layers.</summary>
    /// <exception cref="ArgumentException">A layer does not accept the outputs of the previous one.</exception>
    public static LayerStack<T> Compile(IReadOnlyList<LayerSpec> specs, LayerPlan plan, Action<int>? beforeLayer = null)
    {
        var compiled = new Layer<T>[specs.Count];
        var sizes = new int[specs.Count + 1];
        var slices = new (Range, Range)[specs.Count];
        sizes[0] = plan.Inputs;
        for (int l = 0; l < specs.Count; l++)
        {
            sizes[l + 1] = specs[l].Outputs(plan.Inputs);
            beforeLayer?.Invoke(l);
            (int parameters, int statistics) = (plan.Parameters.Count, plan.Statistics.Count);
            compiled[l] = specs[l].Compile<T>(plan);
            slices[l] = (parameters..plan.Parameters.Count, statistics..plan.Statistics.Count);
            plan.Inputs = sizes[l + 1];
            if (plan.Number > 0 && specs[l] is not (Dropout or GaussianNoise or Residual or FanInScale or PeriodicEmbedding or PiecewiseLinear))
                plan.Outputs[plan.Number - 1] = compiled[l].Output;
        }

        // Each layer's slices of the flat parameter vector.
        Range[] numbers = [.. slices.Select(slice => Numbers(plan.Parameters, slice.Item1))];
        RowBuffer[] ofLayers = [.. sizes.Skip(1).Select(size => plan.Rows(size, onlyKept: true))];
        return new LayerStack<T>(compiled, sizes, ofLayers, slices, numbers);

        static Range Numbers(SliceList all, Range some)
        {
            int first = some.Start.Value, end = some.End.Value;
            return first == end ? 0..0 : all[first].Offset..all[end - 1].Range.End.Value;
        }
    }

    /// <summary>The slices of a layer, in parameters and statistics.</summary>
    public (Range Parameters, Range Statistics) PlacesOf(int layer) => this.places[layer];

    /// <summary>The forward pass up to the input of layer <paramref name="end"/>; outputs stay in the layers' buffers.</summary>
    public ReadOnlyMatrixView<T> Forward(in Frame<T> frame, ReadOnlyMatrixView<T> x, int end)
    {
        ReadOnlyMatrixView<T> y = x;
        for (int l = 0; l < end; l++)
        {
            if (this.layers[l].Passes(frame))
                continue;
            this.layers[l].Forward(frame, y);
            y = frame.Of(this.layers[l].Output);
        }

        return y;
    }

    /// <summary>The input of a layer in the last <see cref="Forward"/> pass.</summary>
    public ReadOnlyMatrixView<T> InputOf(in Frame<T> frame, int layer, ReadOnlyMatrixView<T> x)
    {
        int l = layer - 1;
        while (l >= 0 && this.layers[l].Passes(frame))
            l--;
        return l < 0 ? x : frame.Of(this.layers[l].Output);
    }

    /// <summary>The δ of the last layer.</summary>
    public MatrixView<T> LastDelta(in Frame<T> frame) => this.Delta(frame, this.layers.Length - 1);

    /// <summary>The backward pass, from the δ of the last layer in <see cref="LastDelta"/>.</summary>
    /// <param name="frame">The pass and its required outputs.</param>
    /// <param name="x">The inputs [examples × inputs].</param>
    /// <param name="inputGradient">Receives ∂C/∂x; an empty view if not needed, in which case nothing is propagated below the lowest trained layer.</param>
    public void Backward(in Frame<T> frame, ReadOnlyMatrixView<T> x, MatrixView<T> inputGradient)
        => this.Backward(frame, x, this.layers.Length - 1, this.LastDelta(frame), inputGradient);

    /// <summary>The derivatives with respect to parameters, after a backward pass without them.</summary>
    public void Gradients(in Frame<T> frame, ReadOnlyMatrixView<T> x)
    {
        for (int l = this.layers.Length - 1; l >= 0; l--)
        {
            if (this.layers[l].IsTrained(frame))
                this.Backward(frame, l, this.InputOf(frame, l, x), this.Delta(frame, l), default);
        }
    }

    /// <summary>The backward pass, from the derivative with respect to the outputs of the last layer.</summary>
    /// <param name="frame">The pass and its required outputs.</param>
    /// <param name="x">The inputs [examples × inputs].</param>
    /// <param name="gradient">∂C/∂y [examples × outputs]; not modified.</param>
    /// <param name="inputGradient">Receives ∂C/∂x; an empty view if it is not needed.</param>
    public void BackwardFromOutput(in Frame<T> frame, ReadOnlyMatrixView<T> x, ReadOnlyMatrixView<T> gradient, MatrixView<T> inputGradient)
    {
        int top = this.Target(frame, this.layers.Length, out RowBuffer factors);
        MatrixView<T> delta = top < 0 ? inputGradient : this.Delta(frame, top);
        if (top < 0 && delta.Rows == 0)
            return;
        this.At(frame, top, factors, delta).Take(gradient);
        if (top >= 0)
            this.Backward(frame, x, top, delta, inputGradient);
    }

    /// <summary>Whether a layer has parameters that training changes.</summary>
    public bool IsTrained(in Frame<T> frame)
    {
        foreach (Layer<T> layer in this.layers)
        {
            if (layer.IsTrained(frame))
                return true;
        }

        return false;
    }

    /// <summary>The weighted inputs of each numbered layer, after <see cref="Forward"/> of the same examples.</summary>
    public void WriteZ(in Frame<T> frame, ReadOnlyMatrixView<T> x, Matrix<T>[] sums, ref int number)
    {
        for (int l = 0; l < this.layers.Length; l++)
        {
            ReadOnlyMatrixView<T> input = this.InputOf(frame, l, x);
            if (this.layers[l] is ResidualLayer<T> residual)
                residual.Branch.WriteZ(frame, input, sums, ref number);
            number += this.layers[l] is DenseLayer<T> ? 1 : 0;
            var z = new Matrix<T>(input.Rows, this.widths[l + 1]);
            if (number > 0 && this.layers[l].WriteZ(frame, input, z))
                sums[number - 1] = z;
        }
    }

    /// <summary>Whether every layer supports derivatives of single examples.</summary>
    public bool HasExampleGradient => Array.TrueForAll(this.layers, layer => layer.HasExampleGradient);

    private void Backward(in Frame<T> frame, ReadOnlyMatrixView<T> x, int top, MatrixView<T> topDelta, MatrixView<T> inputGradient)
    {
        int lowest = inputGradient.Rows > 0 ? -1 : this.LowestTrained(frame);
        MatrixView<T> delta = topDelta;
        for (int l = top; l >= Math.Max(lowest, 0);)
        {
            Layer<T> layer = this.layers[l];
            ReadOnlyMatrixView<T> input = this.InputOf(frame, l, x);
            int next = this.Target(frame, l, out RowBuffer factors);
            MatrixView<T> deltaBelow = default;
            if (l > lowest)
                deltaBelow = next < 0 ? inputGradient : layer.WorksInPlace ? delta : this.Delta(frame, next);

            if (frame.Jacobian.AreWanted)
                frame.Jacobian.Add(frame, layer, input, delta);
            this.Backward(frame, l, input, delta, deltaBelow.Rows == 0 ? default : this.At(frame, next, factors, deltaBelow));
            delta = deltaBelow;
            l = next;
        }
    }

    // A layer that does not sum over pieces itself is processed piece by piece, and its derivatives are summed in the tree.
    private void Backward(in Frame<T> frame, int l, ReadOnlyMatrixView<T> x, MatrixView<T> delta, in Below<T> below)
    {
        Layer<T> layer = this.layers[l];
        if (layer.AddsSubtrees || frame.IsOnePiece || frame.Gradient.IsEmpty || !layer.IsTrained(frame))
        {
            layer.Backward(frame, x, delta, below);
            return;
        }

        PieceRange left = frame.Pieces.Held;
        for (int i = 0; frame.Pieces.TryTakeSubtree(ref left, out PieceRange subtree); i++)
        {
            (int first, int rows) = frame.Pieces.RowsOf(subtree);
            Frame<T> part = frame.Part(subtree, frame.GradientOf(i));
            if (layer.AddsPieces)
                layer.Backward(part, x.RowRange(first, rows), delta.RowRange(first, rows), below.RowRange(first, rows));
            else
                this.BackwardByPieces(part, l, x.RowRange(first, rows), delta.RowRange(first, rows), below.RowRange(first, rows));
        }
    }

    private void BackwardByPieces(in Frame<T> frame, int l, ReadOnlyMatrixView<T> x, MatrixView<T> delta, in Below<T> below)
    {
        TreeSum<T> sums = frame.Workspace.Sums;
        Range parameters = this.ranges[l];
        sums.Begin(frame.Pieces.Tree, frame.Parameters.Length);
        for (int piece = frame.Pieces.Held.First; piece < frame.Pieces.Held.End; piece++)
        {
            var range = new PieceRange(piece, piece + 1);
            (int first, int rows) = frame.Pieces.RowsOf(range);
            Frame<T> part = frame.Part(range, sums.Open(range));
            this.layers[l].Backward(part, x.RowRange(first, rows), delta.RowRange(first, rows), below.RowRange(first, rows));
            sums.Close(parameters);
        }

        sums.Of(0)[parameters].CopyTo(frame.Gradient[parameters]);
    }

    // The layer below with its own δ (−1 for the inputs), and the dropout factors in between.
    private int Target(in Frame<T> frame, int layer, out RowBuffer factors)
    {
        factors = default;
        int l = layer - 1;
        for (; l >= 0; l--)
        {
            if (this.layers[l].Passes(frame))
                continue;
            if (factors.Columns > 0 || this.layers[l].Factors.Columns == 0)
                break;
            factors = this.layers[l].Factors;
        }

        return l;
    }

    private Below<T> At(in Frame<T> frame, int layer, RowBuffer factors, MatrixView<T> delta) => new()
    {
        Delta = delta,
        Ends = layer < 0 ? null : this.layers[layer].Ends,
        Stored = layer < 0 ? default : frame.Of(this.layers[layer].Stored),
        Factors = frame.Of(factors),
    };

    private MatrixView<T> Delta(scoped in Frame<T> frame, int layer) => frame.Of(this.deltas[layer]);

    private int LowestTrained(in Frame<T> frame)
    {
        int l = 0;
        while (l < this.layers.Length && !this.layers[l].IsTrained(frame))
            l++;
        return l;
    }
}
