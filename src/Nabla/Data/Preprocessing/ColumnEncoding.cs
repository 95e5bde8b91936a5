using System.Text.Json.Serialization;

namespace Nabla.Data;

/// <summary>How the values of one column become features, before these are scaled.</summary>
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

    /// <summary>Writes the features of a value; all of them.</summary>
    internal abstract void Expand(double value, Span<double> features);

    /// <summary>Whether the encoding can be one of such a column.</summary>
    internal abstract bool Suits(ColumnSchema column);
}
