using System.Globalization;
using Nabla.Data;
using Nabla.Models;

namespace Nabla.Inspection;

/// <summary>The first difference between a part of the data and its hashes in a model file.</summary>
internal static class DataDifference
{
    /// <summary>The difference as text; null if there is none.</summary>
    public static string? In(string part, PartHashes? wanted, Dataset? data)
    {
        if (wanted is null || data is null)
            return (wanted is null, data is null) switch { (true, true) => null, (true, _) => $"other data: the model's had no {part} part", _ => $"other data: the model's had a {part} part" };
        if (data.Rows != wanted.Rows)
            return string.Create(CultureInfo.InvariantCulture, $"other data: the {part} part of {data.Name} has {data.Rows:N0} rows, the model's had {wanted.Rows:N0}");
        PartHashes found = PartHashes.Of(data);
        if (found.Sha256 == wanted.Sha256)
            return null;
        string[] columns = [.. Enumerable.Range(0, Math.Min(found.Columns.Count, wanted.Columns.Count)).Where(i => found.Columns[i] != wanted.Columns[i]).Select(i => NameOf(data, i))];
        int[] blocks = [.. Enumerable.Range(0, Math.Min(found.Blocks.Count, wanted.Blocks.Count)).Where(i => found.Blocks[i] != wanted.Blocks[i])];
        if (blocks.Length == 0)
            return $"other data: names or levels of columns of the {part} part of {data.Name} differ";
        string where = columns.Length == 0 ? "values" : columns.Length == 1 ? columns[0] : $"{columns[0]} and {columns.Length - 1} more";
        return $"other data: {where} of the {part} part of {data.Name} differ{(columns.Length == 1 ? "s" : string.Empty)} {Rows(wanted, blocks)}";
    }

    private static string NameOf(Dataset data, int column)
        => column < data.Features.Columns ? $"column '{Excerpt.Of(data.FeatureNames[column])}'" : column == data.Features.Columns ? "the target" : "the weight of the rows";

    // Rows of the part are counted from 1 in messages.
    private static string Rows(PartHashes hashes, int[] blocks)
    {
        int first = blocks[0] * hashes.BlockRows, last = Math.Min(first + hashes.BlockRows, hashes.Rows);
        string rows = last == first + 1 ? $"in its row {last}" : $"in its rows {first + 1} to {last}";
        return blocks.Length == 1 ? rows : blocks.Length == hashes.Blocks.Count ? "in all rows" : $"{rows}, and in later ones";
    }
}
