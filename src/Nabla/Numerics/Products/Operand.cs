namespace Nabla.Numerics;

/// <summary>A matrix in memory, or its transpose: the number at (i, j) is at offset i · RowStep + j · ColumnStep.</summary>
internal readonly unsafe struct Operand<T>(T* data, nint rowStep, nint columnStep)
    where T : unmanaged
{
    public nint RowStep => rowStep;

    public nint ColumnStep => columnStep;

    /// <summary>Whether the columns of the matrix, not its rows, are contiguous.</summary>
    public bool IsTransposed => columnStep != 1;

    public Operand<T> Transposed => new(data, columnStep, rowStep);

    public T* At(nint row, nint column) => data + (row * rowStep) + (column * columnStep);
}
