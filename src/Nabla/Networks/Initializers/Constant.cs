using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>A constant value.</summary>
public sealed record Constant(double Value = 0) : Initializer
{
    /// <summary>The value; 0 by default.</summary>
    public double Value { get; } = Finite(Value, nameof(Value));

    /// <inheritdoc/>
    public override Notation Notation => this.Value == 0 ? new("zeros") : new("constant", this.Value);

    /// <inheritdoc/>
    public override void Fill<T>(MatrixView<T> values, int fanIn, int fanOut, CounterRandom random)
    {
        for (int row = 0; row < values.Rows; row++)
            values.Row(row).Fill(T.CreateTruncating(this.Value));
    }
}
