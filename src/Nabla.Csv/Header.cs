using System.Globalization;
using Nabla.Data;

namespace Nabla.Csv;

/// <summary>The names of columns.</summary>
internal static class Header
{
    private const string Prefix = "column_";

    /// <summary>The names in a line. An empty name is replaced by the column number, and a duplicate by another name.</summary>
    /// <param name="records">The line.</param>
    /// <param name="file">The name of the file.</param>
    /// <param name="used">Names that options use, which must be unique.</param>
    /// <exception cref="InvalidDataException">Two names are equal and in use, or a name is not UTF-8.</exception>
    public static string[] NamesOf(CsvRecords records, string file, IEnumerable<string> used)
    {
        string[] names = [.. records.Texts().Select((field, i) => field.Length == 0 ? Positional(i) : field)];
        var decoder = new FieldText();
        if (Enumerable.Range(0, names.Length).FirstOrDefault(i => !decoder.TryDecode(records.Fields, i, out _), -1) is >= 0 and var wrong)
            throw CsvProblems.In(file, new CsvProblem($"line {records.Line}: the name '{Excerpt.Of(names[wrong])}' {FieldProblem.NotUtf8.Sentence}", TableRemedy.Encoding, "windows-1252"));
        HashSet<string> wanted = [.. used], given = [.. names];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < names.Length; i++)
        {
            if (seen.Add(names[i]))
                continue;

            // A table that was read this way has the replacement names as well, so all of them are resolved again.
            string other = Enumerable.Range(2, names.Length).Select(number => string.Create(CultureInfo.InvariantCulture, $"{names[i]}_{number}")).First(name => !seen.Contains(name) && !given.Contains(name));
            if (wanted.Contains(names[i]) && !wanted.Contains(other))
                throw new InvalidDataException($"{file}: line {records.Line}: two columns are named '{Excerpt.Of(names[i])}'");
            seen.Add(names[i] = other);
        }

        return names;
    }

    /// <summary>The names that occur more than once in the first line.</summary>
    public static IReadOnlyList<string> Twice(CsvRecords records)
        => [.. records.Texts().Where(name => name.Length > 0).GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key)];

    /// <summary>The name of a column without a name, such as <c>column_1</c> for the first.</summary>
    public static string Positional(int column) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{column + 1}");

    /// <summary>The position in such a name; −1 for other names.</summary>
    public static int PositionIn(string name)
        => name.StartsWith(Prefix, StringComparison.Ordinal) && int.TryParse(name.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number - 1 : -1;
}
