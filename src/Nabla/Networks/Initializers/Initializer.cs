using System.Numerics;
using System.Text.Json.Serialization;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>The initialization of a layer's weights or biases.</summary>
[JsonConverter(typeof(InitializerJsonConverter))]
public abstract record Initializer
{
    /// <summary>All initializers, by name.</summary>
    public static Catalog<Initializer> All => Known.All;

    /// <summary>The text form.</summary>
    public abstract Notation Notation { get; }

    /// <inheritdoc/>
    public sealed override string ToString() => this.Notation.ToString();

    /// <summary>Fills the weights [inputs × outputs] or biases [1 × outputs] of a layer.</summary>
    /// <param name="values">Receives the values.</param>
    /// <param name="fanIn">The number of the layer's inputs.</param>
    /// <param name="fanOut">The number of the layer's outputs.</param>
    /// <param name="random">The random numbers: value (i, j) uses row i and column j.</param>
    public abstract void Fill<T>(MatrixView<T> values, int fanIn, int fanOut, CounterRandom random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    /// <summary>Whether the values of <see cref="Fill"/> are then adapted to training examples; false by default.</summary>
    public virtual bool UsesData => false;

    /// <summary>Adapts the values of <see cref="Fill"/>, given z = x·W of training examples [examples × units].</summary>
    internal virtual void Fit<T>(MatrixView<T> values, ReadOnlyMatrixView<T> z, CounterRandom random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
    }

    /// <summary>Uniform on [low, high).</summary>
    private protected static void FillUniform<T>(MatrixView<T> values, double low, double high, CounterRandom random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int row = 0; row < values.Rows; row++)
        {
            for (int column = 0; column < values.Columns; column++)
                values[row, column] = T.CreateTruncating(low + ((high - low) * random.Uniform((uint)row, (uint)column)));
        }
    }

    /// <summary>Normal with a mean and a standard deviation.</summary>
    private protected static void FillNormal<T>(MatrixView<T> values, double mean, double deviation, CounterRandom random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int row = 0; row < values.Rows; row++)
        {
            for (int column = 0; column < values.Columns; column++)
                values[row, column] = T.CreateTruncating(mean + (deviation * random.Normal((uint)row, (uint)column)));
        }
    }

    /// <summary>The value, or an exception if it is not finite.</summary>
    private protected static double Finite(double value, string name)
        => double.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, FormattableString.Invariant($"{name} {value}, expected a finite number"));

    // Created on first use, so that the order of type initialization does not matter.
    private static class Known
    {
        public static readonly Catalog<Initializer> All = new(
            "initializer",
            new("uniform", [("low", -1), ("high", 1)], a => new Uniform(a[0], a[1])),
            new("uniform01", new Uniform(0, 1)),
            new("normal", [("mean", 0), ("sd", 1)], a => new Normal(a[0], a[1])),
            new("uniform-fan-in", new UniformFanIn()),
            new("glorot-uniform", new GlorotUniform()) { Aliases = ["xavier-uniform"] },
            new("glorot-normal", new GlorotNormal()) { Aliases = ["xavier-normal"] },
            new("he-uniform", new HeUniform()) { Aliases = ["kaiming-uniform"] },
            new("he-normal", new HeNormal()) { Aliases = ["kaiming-normal"] },
            new("lecun-uniform", new LeCunUniform()),
            new("lecun-normal", new LeCunNormal()),
            new("orthogonal", [("gain", 1)], a => new Orthogonal(a[0])),
            new("unit-variance", new UnitVariance()),
            new("he-plus", [("points", 5)], a => new HePlus(a[0])) { Aliases = ["he+5"] },
            new("zeros", new Constant(0)),
            new("constant", [("value", 0)], a => new Constant(a[0])));
    }
}

/// <summary>Reads and writes the text form.</summary>
internal sealed class InitializerJsonConverter() : NotationJsonConverter<Initializer>(Initializer.All);
