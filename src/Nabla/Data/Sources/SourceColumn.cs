namespace Nabla.Data;

/// <summary>A column of a source of typed values.</summary>
/// <param name="Name">The name.</param>
/// <param name="Kind">The kind of the values; null, the default, to detect it from the first rows: texts may then be dates, or yes and no.</param>
/// <param name="WhenEmpty">The kind of a column if its first rows have no value.</param>
public readonly record struct SourceColumn(string Name, ColumnKind? Kind = null, ColumnKind WhenEmpty = ColumnKind.Number);

/// <summary>Moves to the next row of a source and fills in its values.</summary>
/// <param name="row">Receives a value for each column; all are missing before the call.</param>
/// <returns>Whether there was a row.</returns>
public delegate bool NextRow(Span<Cell> row);
