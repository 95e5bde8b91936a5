using Nabla.Descriptions;

namespace Nabla.Data;

/// <summary>
/// The order of day, month and year in a column's dates, if the default formats are ambiguous; the schema stores it, so that later rows are read in
/// the same way.
/// </summary>
public static class DateNotation
{
    private static readonly string[] Times = ["", " H:mm", " H:mm:ss", " H:mm:ss.FFFFFFF", " h:mm tt", " h:mm:ss tt"];

    private static readonly (string Word, string[] Formats)[] Orders =
    [
        ("day-first", All("d/M/yyyy", "d-M-yyyy")),
        ("month-first", All("M/d/yyyy", "M-d-yyyy")),
        ("day-first-yy", All("d/M/yy", "d-M-yy", "d.M.yy")),
        ("month-first-yy", All("M/d/yy", "M-d-yy")),
        ("year-first-yy", All("yy/M/d", "yy-M-d", "yy.M.d")),
    ];

    /// <summary>The words of all orders.</summary>
    public static IReadOnlyList<string> Words { get; } = [.. Orders.Select(order => order.Word)];

    /// <summary>The formats for words or formats; null for <see cref="DateValue.Formats"/>.</summary>
    public static string[]? Formats(IReadOnlyList<string>? notation)
        => notation is null or { Count: 0 } ? null : [.. notation.SelectMany(one => Array.Find(Orders, order => order.Word == one) is { Word: not null } order ? order.Formats.Concat(DateValue.Formats) : [one])];

    /// <summary>The formats of one word, without the default ones.</summary>
    internal static string[] OwnFormats(string word) => Array.Find(Orders, order => order.Word == word).Formats;

    /// <summary>A word in plain English.</summary>
    public static string Describe(string word) => word switch
    {
        "day-first" or "day-first-yy" => "the day first",
        "month-first" or "month-first-yy" => "the month first",
        _ => "the year first",
    };

    /// <summary>Refuses invalid formats.</summary>
    /// <exception cref="ArgumentException">A format is invalid.</exception>
    internal static void Check(ValueList<string> notation)
    {
        foreach (string format in Formats(notation) ?? [])
        {
            try
            {
                DateTime.UnixEpoch.ToString(format, System.Globalization.CultureInfo.InvariantCulture);
            }
            catch (FormatException e)
            {
                throw new ArgumentException($"'{Excerpt.Of(format)}' is not a format of dates", nameof(notation), e);
            }
        }
    }

    private static string[] All(params string[] dates) => [.. dates.SelectMany(date => Times.Select(time => date + time))];
}
