using System.Globalization;

namespace Nabla.Descriptions;

/// <summary>
/// The text form of a description: a name and its numbers, such as <c>sigmoid</c> or <c>leaky-relu:0.01</c>.
/// The command line and the model file use the same text.
/// </summary>
public sealed class Notation : IEquatable<Notation>
{
    /// <summary>A name with its arguments.</summary>
    public Notation(string name, params ReadOnlySpan<double> arguments)
    {
        this.Name = name;
        this.Arguments = arguments.ToArray();
    }

    /// <summary>The name, in lower case with hyphens.</summary>
    public string Name { get; }

    /// <summary>The numbers after the name, in order.</summary>
    public IReadOnlyList<double> Arguments { get; }

    /// <summary>Reads <c>name[:number…]</c>.</summary>
    /// <exception cref="FormatException">An argument is not a number.</exception>
    public static Notation Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Trim().Split(':');
        var arguments = new double[parts.Length - 1];
        for (int i = 0; i < arguments.Length; i++)
        {
            if (!double.TryParse(parts[i + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out arguments[i]))
                throw new FormatException($"'{parts[i + 1]}' in '{text}' is not a number");
        }

        return new Notation(parts[0].ToLowerInvariant(), arguments);
    }

    /// <summary>The text that <see cref="Parse"/> reads back to an equal notation.</summary>
    public override string ToString()
        => string.Join(':', [this.Name, .. this.Arguments.Select(a => a.ToString("R", CultureInfo.InvariantCulture))]);

    /// <inheritdoc/>
    public bool Equals(Notation? other) => other is not null && this.ToString() == other.ToString();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => this.Equals(obj as Notation);

    /// <inheritdoc/>
    public override int GetHashCode() => this.ToString().GetHashCode(StringComparison.Ordinal);
}
