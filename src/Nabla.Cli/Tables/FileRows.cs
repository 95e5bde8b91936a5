using Nabla.Csv;
using Nabla.Data;

namespace Nabla.Cli.Tables;

/// <summary>The rows of a file, by the schema of a model, whatever its format.</summary>
/// <param name="Source">The rows.</param>
/// <param name="File">What is closed at the end.</param>
internal sealed record FileRows(ITableSource Source, IDisposable File) : IDisposable
{
    /// <summary>Whether the columns have names in the file.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>The texts of the kept columns of a row of the last block.</summary>
    public required Func<int, IReadOnlyList<string>> Kept { get; init; }

    /// <summary>The rows so far that could not be read.</summary>
    public Func<SkippedRows> Skipped { get; init; } = () => new SkippedRows(0, []);

    /// <inheritdoc/>
    public void Dispose() => this.File.Dispose();
}
