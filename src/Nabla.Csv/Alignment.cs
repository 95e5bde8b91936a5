namespace Nabla.Csv;

/// <summary>Detects whether the columns of a text are aligned by spaces, and the minimum number of spaces between them.</summary>
internal static class Alignment
{
    private const int MostLines = 100;

    /// <summary>The minimum number of spaces between two columns; 0 if the columns are not aligned.</summary>
    /// <param name="start">The first lines.</param>
    /// <param name="told">Whether the separator option is a space.</param>
    public static int Of(ReadOnlySpan<byte> start, bool told)
    {
        List<string> lines = Lines(start);
        if (lines.Count == 0 || (!told && lines.Count < 2))
            return 0;
        bool wide = lines.TrueForAll(line => line.Trim().Contains("  ", StringComparison.Ordinal));
        if (!told && (lines.Count < 2 || Separates(lines, ',') || Separates(lines, ';') || Separates(lines, '|') || (Separates(lines, '\t') && !wide)))
            return 0;
        if (Same(lines, 2) > 1 && wide && Same(lines, 1) == 0)
            return 2;
        bool some = lines.Exists(line => line.Trim().Contains("  ", StringComparison.Ordinal));
        bool aligned = Same(lines, 1) > 1 && (some || lines.Skip(1).All(MostAreNumbers));
        return aligned || told ? 1 : Same(lines, 2) > 1 && wide ? 2 : 0;
    }

    private static bool Separates(List<string> lines, char separator) => lines.TrueForAll(line => line.Contains(separator, StringComparison.Ordinal));

    /// <summary>The number of fields if it is the same in all lines, otherwise 0.</summary>
    private static int Same(List<string> lines, int least)
    {
        int first = Fields(lines[0], least).Count;
        return lines.TrueForAll(line => Fields(line, least).Count == first) ? first : 0;
    }

    private static bool MostAreNumbers(string line)
    {
        List<string> fields = Fields(line, 1);
        return 2 * fields.Count(field => double.TryParse(field, System.Globalization.CultureInfo.InvariantCulture, out _)) >= fields.Count;
    }

    private static List<string> Fields(string line, int least)
    {
        var fields = new List<string>();
        (int start, int spaces, bool quoted) = (0, 0, false);
        line = line.Trim();
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == '"')
                quoted = !quoted;
            bool space = !quoted && line[i] is ' ' or '\t';
            if (!space && (spaces >= least || (spaces > 0 && line.AsSpan(i - spaces, spaces).Contains('\t'))))
            {
                fields.Add(line[start..(i - spaces)]);
                start = i;
            }

            spaces = space ? spaces + 1 : 0;
        }

        fields.Add(line[start..]);
        return fields;
    }

    // The last line may be incomplete.
    private static List<string> Lines(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith(System.Text.Encoding.UTF8.Preamble))
            start = start[3..];
        string text = System.Text.Encoding.Latin1.GetString(start);
        int end = text.LastIndexOf('\n');
        string[] lines = (end < 0 ? text : text[..end]).Split('\n');
        return [.. lines.Select(line => line.TrimEnd('\r')).Where(line => line.Trim().Length > 0).Take(MostLines)];
    }
}
