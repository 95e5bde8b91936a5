using System.Text.Json.Serialization;

namespace Nabla.Data;

/// <summary>A part of a date that can be a feature.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DatePart>))]
public enum DatePart
{
    /// <summary>The year.</summary>
    Year,

    /// <summary>The month, from 1 to 12.</summary>
    Month,

    /// <summary>The day of the month, from 1 to 31.</summary>
    Day,

    /// <summary>The day of the week, from 0 for Monday to 6 for Sunday (ISO 8601's number minus 1).</summary>
    Weekday,

    /// <summary>The hour, from 0 to 23.</summary>
    Hour,
}

/// <summary>Computes parts of dates.</summary>
internal static class DateParts
{
    /// <summary>The minimum and maximum of a part between two dates.</summary>
    public static (double Least, double Greatest) Between(DatePart part, DateTime first, DateTime last) => part switch
    {
        DatePart.Year => (first.Year, last.Year),
        DatePart.Month when first.Year == last.Year => (first.Month, last.Month),
        DatePart.Month => (1, 12),
        DatePart.Day when (first.Year, first.Month) == (last.Year, last.Month) => (first.Day, last.Day),
        DatePart.Day => (1, 31),
        DatePart.Hour when first.Date == last.Date => (first.Hour, last.Hour),
        DatePart.Hour => (0, 23),
        _ => (0, 6),
    };

    /// <summary>A part of a date.</summary>
    public static double Of(DatePart part, DateTime date) => part switch
    {
        DatePart.Year => date.Year,
        DatePart.Month => date.Month,
        DatePart.Day => date.Day,
        DatePart.Weekday => ((int)date.DayOfWeek + 6) % 7,
        DatePart.Hour => date.Hour,
        _ => throw new ArgumentOutOfRangeException(nameof(part), $"there is no part {part}"),
    };
}
