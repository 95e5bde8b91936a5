using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Benchmarks.Verbs;

/// <summary>The three products of one layer on random numbers.</summary>
internal sealed class LayerProducts<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <param name="batch">Examples.</param>
    /// <param name="outputs">Outputs of the layer.</param>
    /// <param name="inputs">Inputs of the layer.</param>
    /// <param name="threads">At most so many threads.</param>
    /// <param name="buffers">Two factors and a result, each long enough for any of the layer's matrices; layers may share them.</param>
    public LayerProducts(int batch, int outputs, int inputs, int threads, (T[] A, T[] B, T[] C) buffers)
    {
        this.Name = $"{batch}x{outputs}x{inputs}";
        this.FloatingPointOperations = 2.0 * batch * outputs * inputs;
        (T[] a, T[] b, T[] c) = buffers;
        this.Actions =
        [
            () => Products.Affine<T>(new(a, batch, inputs), new(b, inputs, outputs), default, new(c, batch, outputs), threads),
            () => Products.TimesTransposed<T>(new(a, batch, outputs), new(b, inputs, outputs), new(c, batch, inputs), threads),
            () => Products.TransposedTimes<T>(new(a, batch, inputs), new(b, batch, outputs), new(c, inputs, outputs), threads),
        ];
    }

    public static string[] Names { get; } = ["forward", "backward", "gradient"];

    public string Name { get; }

    public double FloatingPointOperations { get; }

    public Action[] Actions { get; }

    /// <summary>Buffers for layers whose matrices have at most so many numbers.</summary>
    public static (T[] A, T[] B, T[] C) CreateBuffers(int length) => (Random(length, 1), Random(length, 2), new T[length]);

    private static T[] Random(int length, uint purpose)
    {
        var random = new CounterRandom(1, purpose);
        T[] numbers = new T[length];
        for (int i = 0; i < length; i++)
            numbers[i] = T.CreateTruncating(random.Uniform((uint)i) - 0.5);
        return numbers;
    }
}
