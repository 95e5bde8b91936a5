namespace Nabla.Data;

/// <summary>
/// Marks a partial class, record or struct whose objects are rows. The compiler generates the mapping of its public properties to columns, without
/// reflection, so that <c>new MlpClassifier().Fit(customers)</c> and <c>model.For&lt;Customer&gt;()</c> need nothing else.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class NablaRowAttribute : Attribute;

/// <summary>Marks the target property of a <see cref="NablaRowAttribute">row</see>; several targets are learned together.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class TargetAttribute : Attribute;

/// <summary>Excludes a property of a <see cref="NablaRowAttribute">row</see>, such as a key.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class IgnoreAttribute : Attribute;

/// <summary>Makes a property of a <see cref="NablaRowAttribute">row</see> a category, such as a number that is a code.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class CategoryAttribute : Attribute;

/// <summary>Sets the column name of a property; the default is the name of the property.</summary>
/// <param name="name">The name of the column in the file or table that the model was trained on.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class ColumnAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}
