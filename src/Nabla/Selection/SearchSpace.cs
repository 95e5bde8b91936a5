using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Selection;

/// <summary>A candidate: values of settings; other settings are unchanged.</summary>
/// <param name="Values">The settings and their values; empty for the given settings.</param>
public sealed record Candidate(ValueList<KeyValuePair<string, string>> Values)
{
    /// <summary>The value of a setting.</summary>
    /// <exception cref="KeyNotFoundException">The candidate does not set it.</exception>
    public string this[string name] => this.Values.FirstOrDefault(value => value.Key == name).Value
        ?? throw new KeyNotFoundException($"'{name}' is not tried; tried are {string.Join(", ", this.Values.Select(value => value.Key))}");

    /// <inheritdoc/>
    public override string ToString() => this.Values.Count == 0 ? "as given" : string.Join(' ', this.Values.Select(value => $"{value.Key}={value.Value}"));
}

/// <summary>The search space.</summary>
public sealed class SearchSpace
{
    /// <summary>Creates a space of one or more dimensions.</summary>
    /// <exception cref="ArgumentException">There is no dimension, or two have the same name.</exception>
    public SearchSpace(params IReadOnlyList<Dimension> dimensions)
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        if (dimensions.Count == 0)
            throw new ArgumentException("nothing to try, expected one setting or more", nameof(dimensions));
        foreach (Dimension dimension in dimensions)
        {
            if (dimensions.Count(other => other.Name == dimension.Name) > 1)
                throw new ArgumentException($"'{dimension.Name}' is to be tried twice", nameof(dimensions));
        }

        this.Dimensions = dimensions;
    }

    /// <summary>The settings that vary.</summary>
    public IReadOnlyList<Dimension> Dimensions { get; }

    /// <summary>Every combination of the dimensions' values; the last dimension varies fastest.</summary>
    public IEnumerable<Candidate> Grid()
    {
        IEnumerable<KeyValuePair<string, string>[]> all = [[]];
        foreach (Dimension dimension in this.Dimensions)
            all = all.SelectMany(values => dimension.Grid.Select(value => (KeyValuePair<string, string>[])[.. values, new(dimension.Name, value)]));
        return all.Select(values => new Candidate([.. values]));
    }

    /// <summary>Draws a random candidate, which depends only on the seed and its number.</summary>
    public Candidate Draw(ulong seed, int number)
    {
        var random = new CounterRandom(seed, RandomPurpose.Trials);
        return new Candidate([
            .. this.Dimensions.Select((dimension, i) => KeyValuePair.Create(dimension.Name, dimension.At(random.Uniform((uint)number, (uint)i)))),
        ]);
    }
}
