using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Benchmarks.Verbs;

/// <summary>The three products of one layer on random numbers.</summary>
internal sealed class LayerProducts<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public LayerProducts(int batch, int outputs, int inputs, int threads)
    {
        this.Name = $"{batch}x{outputs}x{inputs}";
        this.FloatingPointOperations = 2.0 * batch * outputs * inputs;
        Matrix<T> x = Random(batch, inputs, 1), weights = Random(inputs, outputs, 2), delta = Random(batch, outputs, 3);
        Matrix<T> z = new(batch, outputs), back = new(batch, inputs), gradient = new(inputs, outputs);
        this.Actions =
        [
            () => Products.Affine<T>(x, weights, default, z, threads),
            () => Products.TimesTransposed<T>(delta, weights, back, threads),
            () => Products.TransposedTimes<T>(x, delta, gradient, threads),
        ];
    }

    public static string[] Names { get; } = ["forward", "backward", "gradient"];

    public string Name { get; }

    public double FloatingPointOperations { get; }

    public Action[] Actions { get; }

    private static Matrix<T> Random(int rows, int columns, uint purpose)
    {
        var random = new CounterRandom(1, purpose);
        var matrix = new Matrix<T>(rows, columns);
        for (int i = 0; i < matrix.Data.Length; i++)
            matrix.Data[i] = T.CreateTruncating(random.Uniform((uint)i) - 0.5);
        return matrix;
    }
}
