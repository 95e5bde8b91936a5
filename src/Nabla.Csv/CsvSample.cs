using CsvHelper;
using Nabla.Data;

namespace Nabla.Csv;

/// <summary>What the first rows of a file show: whether there is a header, the names, and what each column holds.</summary>
internal sealed class CsvSample
{
    /// <summary>The most text that is looked at.</summary>
    private const int MostBytes = 1 << 24;

    private CsvSample(IReadOnlyList<string> names, bool hasHeader, char separator, KindInference[] columns)
    {
        this.Names = names;
        this.HasHeader = hasHeader;
        this.Separator = separator;
        this.Columns = columns;
    }

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Whether the first line has them.</summary>
    public bool HasHeader { get; }

    /// <summary>What stands between fields.</summary>
    public char Separator { get; }

    /// <summary>What each column holds.</summary>
    public IReadOnlyList<KindInference> Columns { get; }

    /// <summary>Looks at the first rows of a source.</summary>
    /// <exception cref="InvalidDataException">There is no row, or a record cannot be read, or two names are the same.</exception>
    public static CsvSample Of(CsvSource source, CsvOptions options, MissingTexts missing, string[]? dateFormats)
    {
        // What is left out here is counted when it is read again.
        using var records = new CsvRecords(source, options, new BadRows(source.Name, options.SkipBadRows), again: true);
        if (!records.Read())
            throw new InvalidDataException($"{source.Name}: there is no row");
        CsvReader fields = records.Fields;
        var decoder = new FieldText();
        long firstLine = records.Line;
        string[] first = records.Texts();
        KindInference[] firstAlone = Looks(first.Length, dateFormats), columns = Looks(first.Length, dateFormats);
        void Look(KindInference[] looks)
        {
            for (int i = 0; i < looks.Length; i++)
            {
                if (!decoder.TryDecode(fields, i, out ReadOnlySpan<char> text))
                    looks[i].AddUnreadable();
                else if (!missing.Contains(text))
                    looks[i].Add(text, fields.TryParse(i, out double _));
            }
        }

        Look(firstAlone);
        int rows = 0;
        while (rows < options.SampleRows && fields.ByteOffset < MostBytes && records.Read())
        {
            Look(columns);
            rows++;
            options.Cancellation.ThrowIfCancellationRequested();
        }

        bool hasHeader = options.HasHeader ?? !IsData(firstAlone, columns, rows);
        if (hasHeader && rows == 0)
            throw new InvalidDataException($"{source.Name}: there is a line with names, but no row");
        IReadOnlyList<string> names = hasHeader ? Header.NamesOf(first, firstLine, source.Name) : [.. first.Select((_, i) => Header.Positional(i))];
        return new CsvSample(names, hasHeader, records.Separator, rows == 0 ? firstAlone : columns);
    }

    /// <summary>The first line is data if it has a number or a gap wherever the lines below have numbers, and not gaps only.</summary>
    private static bool IsData(KindInference[] first, KindInference[] below, int rows)
    {
        int[] numbers = [.. Enumerable.Range(0, first.Length).Where(i => rows == 0 ? first[i].HasNumbers : below[i].Kind == ColumnKind.Number && below[i].HasNumbers)];
        return numbers.Any(i => first[i].HasNumbers) && numbers.All(i => first[i].HasNumbers || first[i].IsEmpty);
    }

    private static KindInference[] Looks(int count, string[]? dateFormats) => [.. Enumerable.Range(0, count).Select(_ => new KindInference(dateFormats))];
}
