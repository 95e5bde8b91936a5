using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Nabla.Descriptions;

/// <summary>An immutable list with value equality, for records that are equal by value.</summary>
/// <typeparam name="T">The items.</typeparam>
[CollectionBuilder(typeof(ValueList), nameof(ValueList.Create))]
public sealed class ValueList<T> : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    private readonly T[] items;

    /// <summary>Creates a list from a sequence, for languages without collection expressions.</summary>
    public ValueList(IEnumerable<T> items) => this.items = [.. items];

    internal ValueList(ReadOnlySpan<T> items) => this.items = items.ToArray();

    /// <inheritdoc/>
    public int Count => this.items.Length;

    /// <inheritdoc/>
    public T this[int index] => this.items[index];

    /// <inheritdoc/>
    public bool Equals(ValueList<T>? other) => other is not null && this.items.AsSpan().SequenceEqual(other.items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => this.Equals(obj as ValueList<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (T item in this.items)
            hash.Add(item);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString()
        => $"[{string.Join(", ", this.items.Select(item => item is IFormattable number ? number.ToString(null, CultureInfo.InvariantCulture) : item?.ToString()))}]";

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)this.items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => this.GetEnumerator();
}

/// <summary>Creates lists from collection expressions.</summary>
public static class ValueList
{
    /// <summary>Maximum number of items of a list in a model file, such as layers or levels; a much longer list is an attempt to exhaust memory.</summary>
    internal const int MostInFile = 10_000;

    /// <summary>Creates a list of the items.</summary>
    public static ValueList<T> Create<T>(ReadOnlySpan<T> items) => new(items);
}
