using System.Text.Json.Serialization;

namespace Nabla.Data;

/// <summary>The encoding of a column's values as features, before scaling.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "encoding")]
[JsonDerivedType(typeof(NumberEncoding), "number")]
[JsonDerivedType(typeof(CategoryEncoding), "category")]
[JsonDerivedType(typeof(DateEncoding), "date")]
[JsonDerivedType(typeof(EmbeddingEncoding), "embedding")]
[JsonDerivedType(typeof(PairEncoding), "pair")]
public abstract record ColumnEncoding
{
    private protected ColumnEncoding()
    {
    }

    /// <summary>The number of features.</summary>
    [JsonIgnore]
    public abstract int Width { get; }

    /// <summary>The names of the features of a column.</summary>
    public abstract IEnumerable<string> FeatureNames(ColumnSchema column);

    /// <summary>Writes all features of a value.</summary>
    internal abstract void Expand(double value, Span<double> features);

    /// <summary>Whether the encoding is valid for a column.</summary>
    internal abstract bool Suits(ColumnSchema column);
}
