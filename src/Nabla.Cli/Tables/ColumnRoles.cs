using Nabla.Data;
using Nabla.Models;

namespace Nabla.Cli.Tables;

/// <summary>Columns that are neither feature nor target, but say something of the rows.</summary>
/// <param name="Group">Rows with the same value are in one part; null for none.</param>
/// <param name="Time">The test part has the latest rows; null for none. It may be a feature too.</param>
/// <param name="Weight">How much each row counts; null where each counts 1.</param>
internal sealed record ColumnRoles(string? Group = null, string? Time = null, ColumnSchema? Weight = null)
{
    /// <summary>No such columns.</summary>
    public static ColumnRoles None { get; } = new();

    /// <summary>Those of the data that a model was trained on; none if it is null.</summary>
    public static ColumnRoles Of(Model? model) => new(model?.Info.Split?.Group, model?.Info.Split?.Time, model?.Info.WeightColumn);
}
