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
        int last = network.Layers.Length - 1;
        ReadOnlyMatrixView<T> input = x;
        for (int l = 0; l < last; l++)
        {
            MatrixView<T> a = workspace.A(l, x.Rows);
            Layer(network, parameters, l, input, default, a, default, workspace);
            input = a;
        }

        Layer(network, parameters, last, input, default, outputs, default, workspace);
    }

    /// <summary>All layers, into the workspace, keeping what the backward pass needs; a loss that works from z gets z alone.</summary>
    public static void RunKeeping<T>(Network<T> network, ReadOnlySpan<T> parameters, Batch<T> batch, Pass pass, Workspace<T> workspace)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = batch.X.Rows, last = network.Layers.Length - 1;
        for (int l = 0; l < last; l++)
            Layer(network, parameters, l, Input(network, l, batch, pass, workspace), workspace.Z(l, rows), workspace.A(l, rows), new(batch, pass), workspace);

        ReadOnlyMatrixView<T> input = Input(network, last, batch, pass, workspace);
        Layer<T> output = network.Layers[last];
        if (network.LossKernel.FromZ)
            Products.Affine(input, output.W(parameters), output.B(parameters), workspace.Z(last, rows), workspace.Threads);
        else
            Layer(network, parameters, last, input, workspace.Z(last, rows), workspace.A(last, rows), new(batch, pass), workspace);
    }

    /// <summary>What entered a layer in a pass that <see cref="RunKeeping"/> has run.</summary>
    public static ReadOnlyMatrixView<T> KeptInput<T>(int layer, Batch<T> batch, Pass pass, Workspace<T> workspace)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        MatrixView<T> changed = pass.IsTraining ? workspace.Input(layer, batch.X.Rows) : default;
        return changed.Rows > 0 ? changed : layer == 0 ? batch.X : workspace.A(layer - 1, batch.X.Rows);
    }

    /// <summary>One layer: a = f(x·W + b), or a = f(γ ⊙ norm(x·W) + b).</summary>
    public static void Layer<T>(
        Network<T> network, ReadOnlySpan<T> parameters, int l, ReadOnlyMatrixView<T> input, MatrixView<T> z, MatrixView<T> a,
        Normalizing<T> normalizing, Workspace<T> workspace)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Layer<T> layer = network.Layers[l];
        if (layer.Scale is null)
        {
            layer.Kernel.Forward(input, layer.W(parameters), layer.B(parameters), z, a, workspace.Threads);
            return;
        }

        MatrixView<T> sums = z.Rows > 0 ? z : a;
        Products.Affine(input, layer.W(parameters), [], sums, workspace.Threads);
        normalizing.Forward(network, parameters, l, sums, workspace);
        layer.Kernel.Activate(sums, a);
    }

    // What enters a layer: the activations of the layer before, some of them left out; at the first layer the features, with noise.
    private static ReadOnlyMatrixView<T> Input<T>(Network<T> network, int layer, Batch<T> batch, Pass pass, Workspace<T> workspace)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = batch.X.Rows;
        MatrixView<T> changed = pass.IsTraining ? workspace.Input(layer, rows) : default;
        if (changed.Rows > 0 && layer == 0)
        {
            InputNoise.Apply(network.Spec, batch.X, workspace.Factors(0, rows), changed, pass, workspace.Threads);
        }
        else if (changed.Rows > 0)
        {
            MatrixView<T> factors = workspace.Factors(layer, rows);
            Dropout.Fill(factors, network.Layers[layer - 1].Spec.Dropout, layer, pass, workspace.Threads);
            Elementwise.Zip(default(Product), workspace.A(layer - 1, rows).Data, factors.Data, changed.Data);
        }

        return KeptInput(layer, batch, pass, workspace);
    }
}
