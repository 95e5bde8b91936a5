using Nabla.Descriptions;

namespace Nabla.Training;

/// <summary>The learning rate factor of one kind of parameter in all layers that have it, as in <c>biases:0.1</c>.</summary>
/// <param name="Part">The kind, by its name in slices: <c>weights</c>, <c>biases</c>, <c>scale</c>, <c>slopes</c>, <c>mix</c>, <c>embedding</c> … A
/// number at the end of a slice's name, as in <c>scale2</c>, is ignored.</param>
/// <param name="Factor">The factor, 0 or more.</param>
public sealed record PartRate(string Part, double Factor)
{
    /// <summary>The kind of parameter.</summary>
    public string Part { get; } = Part is { Length: > 0 } && Part.All(char.IsAsciiLetter)
        ? Part
        : throw new ArgumentException($"a part '{Part}', expected letters, as in biases");

    /// <summary>The factor, 0 or more.</summary>
    public double Factor { get; } = Factor is >= 0 and < double.PositiveInfinity
        ? Factor
        : throw new ArgumentException(FormattableString.Invariant($"{Part}: a rate factor of {Factor}, expected 0 or more"));

    /// <summary>Reads <c>PART:FACTOR</c>.</summary>
    /// <exception cref="FormatException">The text does not have this form.</exception>
    public static PartRate Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 1 || !text[..colon].All(char.IsAsciiLetter))
            throw new FormatException($"'{text}' is not the rate of a part: expected PART:FACTOR, as in biases:0.1");
        return new PartRate(text[..colon], OptionText.NotNegative(text[(colon + 1)..]));
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{this.Part}:{this.Factor}");
}
