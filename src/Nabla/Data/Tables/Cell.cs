using System.Globalization;
using System.Text.Json;

namespace Nabla.Data;

/// <summary>A table value before encoding: a number, a text, yes or no, a date, or a missing value.</summary>
/// <remarks>Numbers, texts, booleans and dates, including null, convert implicitly.</remarks>
public readonly struct Cell : IEquatable<Cell>
{
    private readonly double number;
    private readonly string? text;

    private Cell(ColumnKind kind, double number, string? text = null)
    {
        this.Kind = kind;
        this.number = number;
        this.text = text;
    }

    /// <summary>A missing value.</summary>
    public static Cell Missing => default;

    /// <summary>The kind; null for a missing value.</summary>
    public ColumnKind? Kind { get; }

    /// <summary>Whether the value is missing.</summary>
    public bool IsMissing => this.Kind is null;

    /// <summary>The number, 0 or 1 for a boolean, or a date as <see cref="DateValue"/>; NaN for a text or a missing value.</summary>
    public double Number => this.Kind is null or ColumnKind.Category ? double.NaN : this.number;

    /// <summary>The value as text, in the invariant culture; empty for a missing value.</summary>
    public string Text => this.Kind switch
    {
        null => string.Empty,
        ColumnKind.Category => this.text!,
        ColumnKind.Boolean => this.number == 0 ? "false" : "true",
        ColumnKind.Date => DateValue.ToText(this.number),
        _ => this.number.ToString("R", CultureInfo.InvariantCulture),
    };

    /// <summary>A number; NaN is a missing value.</summary>
    public static implicit operator Cell(double? value) => value is { } x && !double.IsNaN(x) ? new(ColumnKind.Number, x) : default;

    /// <summary>A number; NaN is a missing value.</summary>
    public static implicit operator Cell(float? value) => (double?)value;

    /// <summary>A number.</summary>
    public static implicit operator Cell(int? value) => (double?)value;

    /// <summary>A number.</summary>
    public static implicit operator Cell(long? value) => (double?)value;

    /// <summary>A number.</summary>
    public static implicit operator Cell(decimal? value) => (double?)value;

    /// <summary>A text; an empty one is a missing value.</summary>
    public static implicit operator Cell(string? value) => string.IsNullOrEmpty(value) ? default : new(ColumnKind.Category, 0, value);

    /// <summary>Yes or no.</summary>
    public static implicit operator Cell(bool? value) => value is { } x ? new(ColumnKind.Boolean, x ? 1 : 0) : default;

    /// <summary>A date with its time of day.</summary>
    public static implicit operator Cell(DateTime? value) => value is { } x ? new(ColumnKind.Date, DateValue.From(x)) : default;

    /// <summary>A date with its time of day, by the clock of the offset.</summary>
    public static implicit operator Cell(DateTimeOffset? value) => value?.DateTime;

    /// <summary>A date.</summary>
    public static implicit operator Cell(DateOnly? value) => value?.ToDateTime(default);

    /// <summary>A time of day, on January 1 of the year 1.</summary>
    public static implicit operator Cell(TimeOnly? value) => value is { } x ? new DateTime(x.Ticks) : default(Cell);

    /// <summary>A time span, in seconds.</summary>
    public static implicit operator Cell(TimeSpan? value) => value?.TotalSeconds;

    /// <summary>Whether two cells are equal.</summary>
    public static bool operator ==(Cell left, Cell right) => left.Equals(right);

    /// <summary>Whether two cells differ.</summary>
    public static bool operator !=(Cell left, Cell right) => !left.Equals(right);

    /// <summary>Converts a boxed value.</summary>
    /// <exception cref="ArgumentException">The value is not a number, text, boolean or date.</exception>
    public static Cell From(object? value) => value switch
    {
        null or DBNull => default,
        Cell cell => cell,
        string text => text,
        bool yes => yes,
        double number => number,
        float number => number,
        decimal number => number,
        long number => number,
        int number => number,
        short number => (int)number,
        sbyte number => (int)number,
        byte number => (int)number,
        ushort number => (int)number,
        uint number => (long)number,
        ulong number => (double)number,
        Half number => (double)number,
        Int128 number => (double)number,
        UInt128 number => (double)number,
        System.Numerics.BigInteger number => (double)number,
        char letter => letter.ToString(),
        Guid id => id.ToString(),
        Enum member => member.ToString(),
        DateTime date => date,
        DateTimeOffset date => date,
        DateOnly date => date,
        TimeOnly time => time,
        TimeSpan span => span,
        JsonElement { ValueKind: JsonValueKind.Null } => default,
        JsonElement { ValueKind: JsonValueKind.Number } json => json.GetDouble(),
        JsonElement { ValueKind: JsonValueKind.String } json => json.GetString(),
        JsonElement { ValueKind: JsonValueKind.True or JsonValueKind.False } json => json.GetBoolean(),
        _ => throw new ArgumentException($"a value of type {value.GetType()} is not a number, text, boolean or date", nameof(value)),
    };

    /// <inheritdoc/>
    public bool Equals(Cell other) => this.Kind == other.Kind && this.number.Equals(other.number) && this.text == other.text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Cell other && this.Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(this.Kind, this.number, this.text);

    /// <inheritdoc/>
    public override string ToString() => this.Text;
}
