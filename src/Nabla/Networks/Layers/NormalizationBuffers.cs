using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>The places of a normalization's buffers.</summary>
internal readonly struct NormalizationPlaces(LayerPlan plan)
{
    private readonly RowBuffer normalized = plan.Rows(plan.Inputs);
    private readonly RowBuffer rowInverse = plan.Rows(1);
    private readonly RowBuffer mean = plan.Vector(plan.Inputs);
    private readonly RowBuffer variance = plan.Vector(plan.Inputs);
    private readonly RowBuffer inverse = plan.Vector(plan.Inputs);
    private readonly RowBuffer sum = plan.Vector(plan.Inputs);
    private readonly RowBuffer sumAlong = plan.Vector(plan.Inputs);
    private readonly RowBuffer factor = plan.Vector(plan.Inputs);
    private readonly RowBuffer scratch = plan.Vector(plan.Inputs);
    private readonly RowBuffer unwanted = plan.Vector(plan.Inputs);

    /// <summary>The buffers in a pass.</summary>
    public NormalizationBuffers<T> Of<T>(in Frame<T> frame)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => new()
        {
            Normalized = frame.Of(this.normalized),
            RowInverse = frame.Of(this.rowInverse).Data,
            Mean = frame.VectorOf(this.mean),
            Variance = frame.VectorOf(this.variance),
            Inverse = frame.VectorOf(this.inverse),
            Sum = frame.VectorOf(this.sum),
            SumAlong = frame.VectorOf(this.sumAlong),
            Factor = frame.VectorOf(this.factor),
            Scratch = frame.VectorOf(this.scratch),
            Unwanted = frame.VectorOf(this.unwanted),
        };
}

/// <summary>The values that a normalization stores for the backward pass, and scratch space.</summary>
internal readonly ref struct NormalizationBuffers<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>x̂ of a batch.</summary>
    public required MatrixView<T> Normalized { get; init; }

    /// <summary>1/√(variance + ε) of each example.</summary>
    public required Span<T> RowInverse { get; init; }

    /// <summary>The batch's mean of each column.</summary>
    public required Span<T> Mean { get; init; }

    /// <summary>The batch's variance of each column.</summary>
    public required Span<T> Variance { get; init; }

    /// <summary>1/√(variance + ε) of each column.</summary>
    public required Span<T> Inverse { get; init; }

    /// <summary>The sum of the deltas of each column.</summary>
    public required Span<T> Sum { get; init; }

    /// <summary>The sum of the deltas times x̂ of each column.</summary>
    public required Span<T> SumAlong { get; init; }

    /// <summary>γ/√(variance + ε) of each column.</summary>
    public required Span<T> Factor { get; init; }

    /// <summary>A row.</summary>
    public required Span<T> Scratch { get; init; }

    /// <summary>Receives derivatives that are not needed.</summary>
    public required Span<T> Unwanted { get; init; }
}
