using Nabla.Csv;
using Nabla.Data;

namespace Nabla.Cli.Tables;

/// <summary>The rows of a file of any format, in the schema of a model.</summary>
/// <param name="Source">The rows.</param>
/// <param name="File">The object to dispose at the end.</param>
internal sealed record FileRows(ITableSource Source, IDisposable File) : IDisposable
{
    /// <summary>Whether the file has column names.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>The texts of the kept columns, for a row of the last block.</summary>
    public required Func<int, IReadOnlyList<string>> Kept { get; init; }

    /// <summary>The rows that could not be read so far.</summary>
    public Func<SkippedRows> Skipped { get; init; } = () => new SkippedRows(0, []);

    /// <inheritdoc/>
    public void Dispose() => this.File.Dispose();
}
