using Nabla.Data;
using Nabla.Models;

namespace Nabla.Cli.Tables;

/// <summary>Columns with a role for rows that are neither features nor targets.</summary>
/// <param name="Group">Rows with the same value stay in one part; null for no such column.</param>
/// <param name="Time">The test part gets the rows with the latest values; null for no such column. It may also be a feature.</param>
/// <param name="Weight">The weights of the rows; null if all weights are 1.</param>
internal sealed record ColumnRoles(string? Group = null, string? Time = null, ColumnSchema? Weight = null)
{
    /// <summary>No such columns.</summary>
    public static ColumnRoles None { get; } = new();

    /// <summary>The roles in the training data of a model; none if the model is null.</summary>
    public static ColumnRoles Of(Model? model) => new(model?.Info.Split?.Group, model?.Info.Split?.Time, model?.Info.WeightColumn);
}
