namespace Nabla.Data;

/// <summary>Columns of a packed table with roles other than feature and target; null for none.</summary>
/// <param name="Weight">The weight of each row.</param>
/// <param name="Group">The group of each row.</param>
/// <param name="Time">The time of each row.</param>
internal readonly record struct PackedRoles(TableColumn? Weight, TableColumn? Group, TableColumn? Time);
