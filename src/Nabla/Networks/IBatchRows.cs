namespace Nabla.Networks;

/// <summary>Where the rows of a batch come from: they are written to its matrices just before they pass, on the thread that takes them.</summary>
internal interface IBatchRows
{
    /// <summary>Writes some rows of the batch. Other rows may be asked for at the same time.</summary>
    void Write(int first, int count);
}

/// <summary>The rows stand in the batch already.</summary>
internal readonly struct RowsInPlace : IBatchRows
{
    /// <inheritdoc/>
    public void Write(int first, int count)
    {
    }
}
