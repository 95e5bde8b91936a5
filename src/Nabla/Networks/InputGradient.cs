using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>How an output changes with each input: backpropagation of an output instead of a cost, one layer further.</summary>
internal static class InputGradient
{
    /// <summary>∂a(output)/∂x of each example, in an evaluation.</summary>
    /// <param name="network">The network.</param>
    /// <param name="x">[examples × inputs], at most as many as the workspace has rows.</param>
    /// <param name="output">Which output.</param>
    /// <param name="outputs">[examples × outputs] Written: the outputs.</param>
    /// <param name="gradient">[examples × inputs] Written: the derivatives.</param>
    /// <param name="workspace">Buffers.</param>
    public static void Of<T>(
        Network<T> network, ReadOnlyMatrixView<T> x, int output, MatrixView<T> outputs, MatrixView<T> gradient, Workspace<T> workspace)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = x.Rows, last = network.Layers.Length - 1;
        ReadOnlySpan<T> parameters = network.Parameters;
        ReadOnlyMatrixView<T> input = x;
        for (int l = 0; l <= last; l++)
        {
            ForwardPass.Layer(network, parameters, l, input, workspace.Z(l, rows), workspace.A(l, rows), default, workspace);
            input = workspace.A(l, rows);
        }

        input.CopyTo(outputs);
        MatrixView<T> delta = workspace.Delta(last, rows);
        delta.Data.Clear();
        for (int row = 0; row < rows; row++)
        {
            delta[row, output] = T.One;
            network.Layers[last].Kernel.MultiplyByDerivative(Stored(network, last, rows, workspace).Row(row), delta.Row(row));
        }

        for (int l = last; ; l--)
        {
            Layer<T> layer = network.Layers[l];
            if (layer.Scale is not null)
                Normalizing<T>.BackwardOfEvaluation(layer, parameters, delta, workspace.Normalization(l));
            if (l == 0)
                break;
            MatrixView<T> before = workspace.Delta(l - 1, rows);
            network.Layers[l - 1].Kernel.Backward(delta, layer.W(parameters), Stored(network, l - 1, rows, workspace), before, workspace.Threads);
            delta = before;
        }

        Products.TimesTransposed(delta, network.Layers[0].W(parameters), gradient, workspace.Threads);
    }

    // What the derivative of a layer's activation is computed from.
    private static MatrixView<T> Stored<T>(Network<T> network, int layer, int rows, Workspace<T> workspace)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => network.Layers[layer].Kernel.DerivativeFromOutput ? workspace.A(layer, rows) : workspace.Z(layer, rows);
}
