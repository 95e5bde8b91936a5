using Nabla.Data;

namespace Nabla.Models;

/// <summary>The encoding of a column, for display.</summary>
/// <param name="Name">The name.</param>
/// <param name="Kind">The kind of values.</param>
/// <param name="Levels">The texts or hashes of a category; null for other kinds.</param>
/// <param name="Missing">The replacement of a missing value, as text; null for none.</param>
/// <param name="Features">The number of features.</param>
internal sealed record ColumnFact(string Name, string Kind, int? Levels, string? Missing, IReadOnlyList<string> Features)
{
    /// <summary>Describes the encoding of one of a preprocessor's columns.</summary>
    public static ColumnFact Of(Preprocessor preprocessor, int column)
    {
        ArgumentNullException.ThrowIfNull(preprocessor);
        ColumnSchema schema = preprocessor.Schema.Columns[column];
        ColumnEncoding? encoding = preprocessor.IsPlain ? null : preprocessor.Encodings[column];
        (double? fill, bool indicator) = encoding switch
        {
            NumberEncoding number => ((double?)number.Fill, number.Indicator),
            DateEncoding date => (date.Fill, date.Indicator),
            CategoryEncoding { Fill: >= 0 } category => (category.Fill, category.Indicator),
            CategoryEncoding category => (null, category.Indicator),
            PairEncoding { Fill: >= 0 } pair => (pair.Fill, pair.Indicator),
            PairEncoding pair => (null, pair.Indicator),
            EmbeddingEncoding embedding => (embedding.Fill, embedding.Missing),
            _ => (null, false),
        };
        string? text = fill is { } value ? schema.TextOf(value) : null;
        string? missing = (text, indicator) switch
        {
            (null, true) => "a level of its own",
            (not null, true) => $"{text}, and marked",
            _ => text,
        };
        return new(
            schema.Name,
            schema.HashBuckets > 0 ? "hashed category" : schema.Kind.ToString().ToLowerInvariant(),
            schema.Kind == ColumnKind.Category ? schema.CodeCount : null,
            missing,
            encoding is null ? [schema.Name] : [.. encoding.FeatureNames(schema)]);
    }
}
