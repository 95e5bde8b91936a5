using System.Text.Json.Serialization;
using Nabla.Descriptions;

namespace Nabla.Networks;

/// <summary>The setting of the layer that embeds numeric inputs.</summary>
[JsonConverter(typeof(NumberEmbeddingJsonConverter))]
public abstract record NumberEmbedding
{
    /// <summary>All embeddings, by name.</summary>
    public static Catalog<NumberEmbedding> All => Known.All;

    /// <summary>The text form.</summary>
    public abstract Notation Notation { get; }

    /// <summary>Whether the layer depends on training examples.</summary>
    internal virtual bool UsesData => false;

    /// <summary>Creates the layer.</summary>
    /// <param name="columns">The indexes of the numbers among the inputs, in ascending order.</param>
    /// <param name="values">The values of a number in training, by its index among the numbers; null if unknown.</param>
    internal abstract LayerSpec Layer(IReadOnlyList<int> columns, Func<int, IEnumerable<double>>? values);

    /// <inheritdoc/>
    public sealed override string ToString() => this.Notation.ToString();

    private static class Known
    {
        public static readonly Catalog<NumberEmbedding> All = new(
            "embedding of numbers",
            new("pbld", [("size", 4), ("frequencies", 16), ("deviation", .1)], a => new Pbld(Whole(a[0]), Whole(a[1]), a[2])),
            new("piecewise", [("bins", 16)], a => new Piecewise(Whole(a[0]))));

        private static int Whole(double value)
            => double.IsInteger(value) && value is >= 1 and <= 1_000_000 ? (int)value : throw new ArgumentException(FormattableString.Invariant($"{value}, expected a whole number from 1"));
    }
}

/// <summary><see cref="PeriodicEmbedding"/> of every number.</summary>
/// <param name="Size">The size of each embedding, including the number itself; default 4.</param>
/// <param name="Frequencies">The number of frequencies of each; default 16.</param>
/// <param name="Deviation">The standard deviation of the initial frequencies; default .1.</param>
public sealed record Pbld(int Size = 4, int Frequencies = 16, double Deviation = .1) : NumberEmbedding
{
    private readonly PeriodicEmbedding usual = new([]) { Size = Size, Frequencies = Frequencies, Deviation = Deviation }; // validates the values

    /// <inheritdoc/>
    public override Notation Notation => new("pbld", this.Size, this.Frequencies, this.Deviation);

    internal override LayerSpec Layer(IReadOnlyList<int> columns, Func<int, IEnumerable<double>>? values)
        => new PeriodicEmbedding([.. columns]) { Size = this.usual.Size, Frequencies = this.usual.Frequencies, Deviation = this.usual.Deviation };
}

/// <summary><see cref="PiecewiseLinear"/> of every number, with bins by the quantiles of its values in training.</summary>
/// <param name="Bins">The maximum number of bins of each; default 16.</param>
public sealed record Piecewise(int Bins = 16) : NumberEmbedding
{
    /// <summary>The maximum number of bins of each, 1 or more.</summary>
    public int Bins { get; } = Bins is >= 1 and < 10_000 ? Bins : throw new ArgumentException(FormattableString.Invariant($"{Bins} bins, expected 1 to 9,999"));

    /// <inheritdoc/>
    public override Notation Notation => new("piecewise", this.Bins);

    internal override bool UsesData => true;

    internal override LayerSpec Layer(IReadOnlyList<int> columns, Func<int, IEnumerable<double>>? values)
        => values is null
            ? throw new ArgumentException("bins of numbers are found in training rows, and there are none here")
            : new PiecewiseLinear([.. columns.Select((column, number) => new BinnedColumn(column, PiecewiseLinear.Quantiles(values(number), this.Bins)))]);
}

/// <summary>Reads and writes the text form.</summary>
internal sealed class NumberEmbeddingJsonConverter() : NotationJsonConverter<NumberEmbedding>(NumberEmbedding.All);
