using System.Globalization;

namespace Nabla.Data;

/// <summary>Dates and times as doubles: the seconds since 1970-01-01T00:00:00 in local clock time; a time zone is ignored.</summary>
public static class DateValue
{
    private const double FirstOfYear1 = -62135596800;
    private const double EndOfYear9999 = 253402300800;

    /// <summary>
    /// The formats read by default: ISO 8601 (<c>2024-02-29</c>, <c>2024-02-29T23:59:59.5+01:00</c>, also with a space or slashes, or without leading
    /// zeros as in <c>2024-2-9</c>), <c>29.02.2024 23:59:59</c>, and those with the name of the month in English, as in <c>29 Feb 2024</c> and
    /// <c>February 29, 2024</c>. Formats with an ambiguous order of day and month are not included.
    /// </summary>
    public static IReadOnlyList<string> Formats { get; } =
    [
        "yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
        "yyyy-MM-ddTHH:mmK", "yyyy-MM-dd HH:mmK", "yyyy/MM/dd", "yyyy/MM/dd HH:mm", "yyyy/MM/dd HH:mm:ss",
        "dd.MM.yyyy", "dd.MM.yyyy HH:mm", "dd.MM.yyyy HH:mm:ss",
        "yyyy-M-d", "yyyy-M-d H:mm", "yyyy-M-d H:mm:ss", "yyyy/M/d", "yyyy/M/d H:mm", "yyyy/M/d H:mm:ss", "yyyy.M.d",
        "d.M.yyyy", "d.M.yyyy H:mm", "d.M.yyyy H:mm:ss",
        "d MMM yyyy", "d-MMM-yyyy", "d/MMM/yyyy", "MMM d, yyyy", "MMM d yyyy", "d MMMM yyyy", "MMMM d, yyyy", "d-MMM-yy", "d MMM yyyy H:mm", "d MMM yyyy H:mm:ss",
    ];

    private static readonly string[] DefaultFormats = [.. Formats];

    /// <summary>The value of a date.</summary>
    public static double From(DateTime date) => (double)(date.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;

    /// <summary>The date of a value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the years 1 to 9999.</exception>
    public static DateTime ToDate(double value)
    {
        if (!IsDate(value))
            throw new ArgumentOutOfRangeException(nameof(value), string.Create(CultureInfo.InvariantCulture, $"{value} seconds since 1970 are no date of the years 1 to 9999"));

        // A double for current dates has a precision of a quarter of a microsecond.
        double seconds = Math.Floor(value), microseconds = Math.Round((value - seconds) * 1e6);
        long ticks = DateTime.UnixEpoch.Ticks + ((long)seconds * TimeSpan.TicksPerSecond) + ((long)microseconds * TimeSpan.TicksPerMicrosecond);
        return new DateTime(Math.Min(ticks, DateTime.MaxValue.Ticks), DateTimeKind.Unspecified);
    }

    /// <summary>Whether a value is a date in the years 1 to 9999.</summary>
    public static bool IsDate(double value) => value is >= FirstOfYear1 and <= EndOfYear9999;

    /// <summary>Reads a date.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value of the date.</param>
    /// <param name="formats">Formats for <see cref="DateTime.ParseExact(string, string, IFormatProvider)"/>; default: <see cref="Formats"/>. A time
    /// without a date is on 0001-01-01; a year means its first day; month and day are in the current year.</param>
    /// <exception cref="FormatException">A format is invalid.</exception>
    public static bool TryParse(ReadOnlySpan<char> text, out double value, string[]? formats = null)
    {
        // A time without a date must not get today's date. Only a text with a time zone needs the slower type that preserves its clock time.
        formats ??= DefaultFormats;
        bool found = DateTime.TryParseExact(
            text, formats, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind | DateTimeStyles.NoCurrentDateDefault, out DateTime date);
        if (found && date.Kind != DateTimeKind.Unspecified)
        {
            found = DateTimeOffset.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset zoned);
            date = zoned.DateTime;
        }

        value = found ? From(date) : double.NaN;
        return found;
    }

    /// <summary>The date in ISO 8601 format, without the time of day if it is midnight.</summary>
    public static string ToText(double value)
    {
        DateTime date = ToDate(value);
        string format = date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss.FFFFFFF";
        return date.ToString(format, CultureInfo.InvariantCulture);
    }
}
