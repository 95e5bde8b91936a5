using System.Globalization;
using System.Numerics;
using Nabla.Numerics;

namespace Nabla.Optimization;

/// <summary>
/// The state of an optimizer between steps, as named flat vectors and named numbers, which checkpoints store exactly.
/// </summary>
/// <remarks>To resume, start the same optimizer on the same parameters and set every vector and number by name.</remarks>
/// <typeparam name="T">The number type.</typeparam>
public class OptimizerState<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<KeyValuePair<string, T[]>> vectors = [];
    private readonly List<string> numberNames = [];
    private double[] numbers = [];

    /// <summary>Creates a state without vectors and numbers.</summary>
    /// <param name="parameters">The length of the parameter vector.</param>
    /// <param name="groups">The parts of that vector; parameters outside all groups do not change. Null for one group with all parameters.</param>
    /// <param name="parts">The states of the rules of a chain.</param>
    /// <exception cref="ArgumentException">A group is not inside the vector.</exception>
    public OptimizerState(int parameters, IReadOnlyList<ParameterGroup>? groups = null, IReadOnlyList<OptimizerState<T>>? parts = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(parameters);
        this.Parameters = parameters;
        this.Groups = groups is null ? ParameterGroup.Whole : [.. groups];
        this.Parts = parts ?? [];
        foreach (ParameterGroup group in this.Groups.Span)
        {
            if (group.Range.Start.GetOffset(parameters) < 0 || group.Range.End.GetOffset(parameters) > parameters)
                throw new ArgumentException($"group {group.Range} does not fit into {parameters} parameters", nameof(groups));
        }
    }

    /// <summary>The length of the parameter vector.</summary>
    public int Parameters { get; }

    /// <summary>The parts of the parameter vector.</summary>
    public ReadOnlyMemory<ParameterGroup> Groups { get; }

    /// <summary>The states of the rules of a chain, in order.</summary>
    public IReadOnlyList<OptimizerState<T>> Parts { get; }

    /// <summary>All vectors with their names; the names of part i start with i/.</summary>
    public IEnumerable<KeyValuePair<string, T[]>> Vectors
        => this.vectors.Concat(this.Parts.SelectMany((part, i) => part.Vectors.Select(v => KeyValuePair.Create($"{i}/{v.Key}", v.Value))));

    /// <summary>All numbers with their names; the names of part i start with i/.</summary>
    public IEnumerable<KeyValuePair<string, double>> Numbers
        => this.numberNames.Select((name, i) => KeyValuePair.Create(name, this.numbers[i]))
            .Concat(this.Parts.SelectMany((part, i) => part.Numbers.Select(v => KeyValuePair.Create($"{i}/{v.Key}", v.Value))));

    /// <summary>Overwrites a vector.</summary>
    /// <exception cref="ArgumentException">There is no vector with this name and length.</exception>
    public void SetVector(string name, ReadOnlySpan<T> values)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach ((string key, T[] vector) in this.Vectors)
        {
            if (string.Equals(key, name, StringComparison.Ordinal) && vector.Length == values.Length)
            {
                values.CopyTo(vector);
                return;
            }
        }

        throw new ArgumentException($"the state has no vector '{name}' of {values.Length} numbers", nameof(name));
    }

    /// <summary>Overwrites a number.</summary>
    /// <exception cref="ArgumentException">There is no number with this name.</exception>
    public void SetNumber(string name, double value)
    {
        ArgumentNullException.ThrowIfNull(name);
        int index = this.numberNames.IndexOf(name), slash = name.IndexOf('/', StringComparison.Ordinal);
        if (index >= 0)
            this.numbers[index] = value;
        else if (slash > 0 && int.TryParse(name.AsSpan(0, slash), CultureInfo.InvariantCulture, out int part) && (uint)part < (uint)this.Parts.Count)
            this.Parts[part].SetNumber(name[(slash + 1)..], value);
        else
            throw new ArgumentException($"the state has no number '{name}'", nameof(name));
    }

    /// <summary>Adds a vector of zeros and returns it.</summary>
    public T[] AddVector(string name, int length)
    {
        var vector = new T[length];
        this.vectors.Add(KeyValuePair.Create(name, vector));
        return vector;
    }

    /// <summary>Adds a number.</summary>
    public void AddNumber(string name, double value)
    {
        this.numberNames.Add(name);
        this.numbers = [.. this.numbers, value];
    }

    /// <summary>The scheduled factor of weight decay in the next step; 1 by default.</summary>
    public double DecayFactor
    {
        get;
        set
        {
            field = value;
            for (int part = 0; part < this.Parts.Count; part++) // an enumerator would be allocated
                this.Parts[part].DecayFactor = value;
        }
    } = 1;

    /// <summary>
    /// Computes ‖v‖² of a vector from the slice that a rule sees; null, the default, if it sees the whole vector.
    /// </summary>
    internal SliceNorm? NormBy
    {
        get;
        set
        {
            field = value;
            foreach (OptimizerState<T> part in this.Parts)
                part.NormBy = value;
        }
    }

    /// <summary>Computes ‖v‖² of a whole vector from a slice of it.</summary>
    internal delegate double SliceNorm(ReadOnlySpan<T> slice);

    /// <summary>‖v‖² of a vector of the length of the parameters, even if a rule sees only a slice of it.</summary>
    /// <param name="vector">The slice that the rule sees.</param>
    public double SquaredNorm(ReadOnlySpan<T> vector) => this.NormBy is { } norm ? norm(vector) : Reductions.SquaredNorm(vector);

    /// <summary>The vector added as number <paramref name="index"/>.</summary>
    public Span<T> Vector(int index) => this.vectors[index].Value;

    /// <summary>The number added as number <paramref name="index"/>.</summary>
    public ref double Number(int index) => ref this.numbers[index];
}
