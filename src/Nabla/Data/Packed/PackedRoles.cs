namespace Nabla.Data;

/// <summary>Columns of a packed table with roles other than feature and target; null for none.</summary>
/// <param name="Weight">How much each row counts.</param>
/// <param name="Group">The group of each row.</param>
/// <param name="Time">When each row was.</param>
internal readonly record struct PackedRoles(TableColumn? Weight, TableColumn? Group, TableColumn? Time);
