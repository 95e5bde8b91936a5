using System.Numerics;
using Nabla.Optimization;

namespace Nabla.Training;

/// <summary>The state of a run at the end of an epoch, as named vectors and numbers: a run that continues from it gives the same bits.</summary>
internal sealed class TrainingState<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly OrderedDictionary<string, T[]> vectors = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, double> numbers = new(StringComparer.Ordinal);

    /// <summary>The epochs so far, from epoch 0.</summary>
    public required IReadOnlyList<EpochRecord> History { get; init; }

    /// <summary>The vectors by name; none is empty.</summary>
    public IReadOnlyDictionary<string, T[]> Vectors => this.vectors;

    /// <summary>The numbers by name.</summary>
    public IReadOnlyDictionary<string, double> Numbers => this.numbers;

    /// <summary>A deep copy, which does not change when the run continues.</summary>
    public TrainingState<T> Copy()
    {
        var copy = new TrainingState<T> { History = this.History };
        foreach ((string name, T[] vector) in this.vectors)
            copy.vectors.Add(name, [.. vector]);
        foreach ((string name, double number) in this.numbers)
            copy.numbers.Add(name, number);
        return copy;
    }

    /// <summary>Adds a vector; an empty one is skipped.</summary>
    public void Add(string name, T[] vector)
    {
        if (vector.Length > 0)
            this.vectors.Add(name, vector);
    }

    /// <summary>Adds a number.</summary>
    public void Add(string name, double number) => this.numbers.Add(name, number);

    /// <summary>Adds the state of an optimizer.</summary>
    /// <param name="prefix">The prefix of the names.</param>
    /// <param name="optimizer">The state.</param>
    /// <param name="whole">Returns the whole vector for a slice of it; by default the vector itself.</param>
    public void Add(string prefix, OptimizerState<T> optimizer, Func<T[], T[]>? whole = null)
    {
        foreach ((string name, T[] vector) in optimizer.Vectors)
            this.Add(prefix + name, whole is null ? vector : whole(vector));
        foreach ((string name, double number) in optimizer.Numbers)
            this.Add(prefix + name, number);
    }

    /// <summary>Returns a number.</summary>
    /// <exception cref="InvalidDataException">No entry has this name.</exception>
    public double Number(string name)
        => this.numbers.TryGetValue(name, out double number) ? number : throw new InvalidDataException($"number '{name}' is missing");

    /// <summary>Copies a vector.</summary>
    /// <exception cref="InvalidDataException">No entry has this name and length.</exception>
    public void CopyTo(string name, Span<T> target) => this.CopyTo(name, target, Range.All);

    private void CopyTo(string name, Span<T> target, Range slice)
    {
        if (target.IsEmpty)
            return;
        if (!this.vectors.TryGetValue(name, out T[]? vector))
            throw new InvalidDataException($"vector '{name}' is missing");
        int end = slice.End.IsFromEnd ? vector.Length : slice.End.Value;
        if (end > vector.Length || vector.AsSpan(slice).Length != target.Length)
            throw new InvalidDataException($"vector '{name}' has {vector.Length} numbers, expected {target.Length}");
        vector.AsSpan(slice).CopyTo(target);
    }

    /// <summary>Sets the state of an optimizer.</summary>
    /// <param name="prefix">The prefix of the names.</param>
    /// <param name="optimizer">The state.</param>
    /// <param name="slice">The slice of each vector that it keeps; all by default.</param>
    /// <exception cref="InvalidDataException">An entry is missing.</exception>
    public void CopyTo(string prefix, OptimizerState<T> optimizer, Range? slice = null)
    {
        foreach ((string name, T[] vector) in optimizer.Vectors)
            this.CopyTo(prefix + name, vector, slice ?? Range.All);
        foreach ((string name, _) in optimizer.Numbers.ToArray())
            optimizer.SetNumber(name, this.Number(prefix + name));
    }
}
