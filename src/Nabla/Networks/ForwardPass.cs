using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>From inputs to outputs: a(l) = f(a(l−1)·W(l) + b(l)), with a(0) = x.</summary>
internal static class ForwardPass
{
    /// <summary>The outputs for at most as many examples as the workspace has rows.</summary>
    public static void Run<T>(
        Network<T> network, ReadOnlySpan<T> parameters, ReadOnlyMatrixView<T> x, MatrixView<T> outputs, Workspace<T> workspace)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlyMatrixView<T> input = Hidden(network, parameters, x, workspace, keepZ: false);
        Layer<T> last = network.Layers[^1];
        last.Kernel.Forward(input, last.W(parameters), last.B(parameters), default, outputs, workspace.Threads);
    }

    /// <summary>All layers, into the workspace, keeping what the backward pass needs; a loss that works from z gets z alone.</summary>
    public static void RunForTraining<T>(Network<T> network, ReadOnlySpan<T> parameters, ReadOnlyMatrixView<T> x, Workspace<T> workspace)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlyMatrixView<T> input = Hidden(network, parameters, x, workspace, keepZ: true);
        int l = network.Layers.Length - 1;
        Layer<T> last = network.Layers[l];
        MatrixView<T> z = workspace.Z(l, x.Rows), a = workspace.A(l, x.Rows);
        if (network.LossKernel.FromZ)
            Products.Affine(input, last.W(parameters), last.B(parameters), z, workspace.Threads);
        else
            last.Kernel.Forward(input, last.W(parameters), last.B(parameters), z, a, workspace.Threads);
    }

    private static ReadOnlyMatrixView<T> Hidden<T>(
        Network<T> network, ReadOnlySpan<T> parameters, ReadOnlyMatrixView<T> x, Workspace<T> workspace, bool keepZ)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlyMatrixView<T> input = x;
        for (int l = 0; l < network.Layers.Length - 1; l++)
        {
            Layer<T> layer = network.Layers[l];
            MatrixView<T> a = workspace.A(l, x.Rows);
            MatrixView<T> z = keepZ && !layer.Kernel.DerivativeFromOutput ? workspace.Z(l, x.Rows) : default;
            layer.Kernel.Forward(input, layer.W(parameters), layer.B(parameters), z, a, workspace.Threads);
            input = a;
        }

        return input;
    }
}
