namespace Nabla.Data;

/// <summary>
/// Marks a partial class, record or struct whose objects are rows: the compiler writes how its public properties become columns, so that
/// <c>new MlpClassifier().Fit(customers)</c> and <c>model.For&lt;Customer&gt;()</c> need nothing else, without reflection.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class NablaRowAttribute : Attribute;

/// <summary>Marks the property of a <see cref="NablaRowAttribute">row</see> that is to be predicted; several are learned together.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class TargetAttribute : Attribute;

/// <summary>Leaves a property of a <see cref="NablaRowAttribute">row</see> out, such as a key.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class IgnoreAttribute : Attribute;

/// <summary>Makes a property of a <see cref="NablaRowAttribute">row</see> a category, such as a number that is a code.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class CategoryAttribute : Attribute;

/// <summary>The name of a property's column, where it is not the property's own.</summary>
/// <param name="name">The name, as in the file or table that the model was trained on.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class ColumnAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name { get; } = name;
}
