using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Networks;

/// <summary>What the normalisation of one layer keeps from the forward to the backward pass, and scratch.</summary>
internal sealed class NormalizationBuffers<T>(int rows, int columns)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] normalized = new T[checked(rows * columns)];

    /// <summary>The batch's mean of each column.</summary>
    public T[] Mean { get; } = new T[columns];

    /// <summary>The batch's variance of each column.</summary>
    public T[] Variance { get; } = new T[columns];

    /// <summary>1/√(variance + ε) of each column.</summary>
    public T[] Inverse { get; } = new T[columns];

    /// <summary>1/√(variance + ε) of each example.</summary>
    public double[] RowInverse { get; } = new double[rows];

    /// <summary>The sum of the deltas of each column.</summary>
    public T[] Sum { get; } = new T[columns];

    /// <summary>γ/√(variance + ε) of each column.</summary>
    public T[] Factor { get; } = new T[columns];

    /// <summary>A row.</summary>
    public T[] Scratch { get; } = new T[columns];

    /// <summary>x̂ of a batch.</summary>
    public MatrixView<T> Normalized(int batchRows) => new(this.normalized, batchRows, columns);
}
