using CsvHelper;
using Nabla.Data;

namespace Nabla.Csv;

/// <summary>The properties of a file detected from its first rows: whether there is a header, the names, and the kind of each column.</summary>
internal sealed class CsvSample
{
    /// <summary>The maximum bytes of text to examine.</summary>
    private const int MostBytes = 1 << 24;

    private CsvSample(IReadOnlyList<string> names, bool hasHeader, char separator, KindInference[] columns, IReadOnlyList<string> twice)
    {
        this.Twice = twice;
        this.Names = names;
        this.HasHeader = hasHeader;
        this.Separator = separator;
        this.Columns = columns;
    }

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Whether the first line has the names.</summary>
    public bool HasHeader { get; }

    /// <summary>The separator between fields.</summary>
    public char Separator { get; }

    /// <summary>The kind of each column.</summary>
    public IReadOnlyList<KindInference> Columns { get; }

    /// <summary>Names that occur more than once in the first line.</summary>
    public IReadOnlyList<string> Twice { get; }

    /// <summary>Whether all columns are texts, so that the first line may be data or names.</summary>
    public bool IsAllText => this.Columns.All(column => column.Kind is ColumnKind.Category or ColumnKind.Boolean);

    /// <summary>Examines the first rows of a source.</summary>
    /// <exception cref="InvalidDataException">There is no row, a record cannot be read, or two names are equal.</exception>
    public static CsvSample Of(CsvSource source, CsvOptions options, MissingTexts missing, string[]? dateFormats)
    {
        // Rows that cannot be read are skipped, or refused, in the second pass.
        var bad = new BadRows(source.Name, options.SkipBadRows, all: true);
        using var records = new CsvRecords(source, options, bad, again: true);
        if (!records.Read())
        {
            bad.Refuse([]);
            throw new InvalidDataException($"{source.Name}: there is no row");
        }

        CsvReader fields = records.Fields;
        var decoder = new FieldText();
        string[] first = records.Texts();
        IReadOnlyList<string> twice = Header.Twice(records);
        (IReadOnlyList<string>? names, InvalidDataException? header) = NamesIn(records, options, source.Name);
        KindInference[] firstAlone = Looks(first.Length, dateFormats), columns = Looks(first.Length, dateFormats);
        void Look(KindInference[] looks)
        {
            for (int i = 0; i < looks.Length; i++)
            {
                if (!decoder.TryDecode(fields, i, out ReadOnlySpan<char> text))
                    looks[i].AddUnreadable();
                else if (!missing.Contains(text))
                    looks[i].Add(text, fields.TryParse(i, out double number) ? number : null);
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

        Decide(columns, options, records.Separator);
        Decide(firstAlone, options, records.Separator);
        bool hasHeader = options.HasHeader ?? HasNames(first, options) ?? !IsData(first, firstAlone, columns, rows);
        if (rows == 0)
            bad.Refuse([]);
        if (hasHeader && rows == 0)
            throw new InvalidDataException($"{source.Name}: there is a line with names, but no row");
        names = hasHeader ? names ?? throw header! : [.. first.Select((_, i) => Header.Positional(i))];
        return new CsvSample(names, hasHeader, records.Separator, rows == 0 ? firstAlone : columns, hasHeader ? twice : []);
    }

    /// <summary>Problems with names matter only if the first line has names.</summary>
    private static (IReadOnlyList<string>? Names, InvalidDataException? Wrong) NamesIn(CsvRecords records, CsvOptions options, string file)
    {
        try
        {
            return (Header.NamesOf(records, file, options.Named()), null);
        }
        catch (InvalidDataException e)
        {
            return (null, e);
        }
    }

    /// <summary>If some column shows a decimal comma, and none a decimal point, all columns have a decimal comma; and vice versa.</summary>
    private static void Decide(KindInference[] columns, CsvOptions options, char separator)
    {
        (bool point, bool comma) = (columns.Any(column => column.ShowsPoint), columns.Any(column => column.ShowsComma));
        bool? shown = point == comma ? null : comma;
        foreach (KindInference column in columns)
            column.Decide(options.Decimal is { } told ? told == ',' : shown, options.Decimal is not null, usual: separator == ';');
    }

    /// <summary>Whether the first line has names, judged by the names in the options; null if they do not decide.</summary>
    private static bool? HasNames(string[] first, CsvOptions options)
    {
        string[] named = [.. options.Named()];
        return named.Any(name => first.Contains(name, StringComparer.Ordinal)) ? true
            : named.Length > 0 && named.All(name => Header.PositionIn(name) is var i && i >= 0 && i < first.Length) ? false
            : null;
    }

    /// <summary>
    /// The first line is data if it has a number or a missing value wherever the lines below have numbers, and not only missing values.
    /// </summary>
    private static bool IsData(string[] texts, KindInference[] first, KindInference[] below, int rows)
    {
        int[] numbers = [.. Enumerable.Range(0, first.Length).Where(i => rows == 0 ? first[i].HasNumbers : below[i].Kind == ColumnKind.Number && below[i].HasNumbers)];
        return numbers.Any(IsNumber) && numbers.All(i => IsNumber(i) || first[i].IsEmpty);

        // A name such as 25% is not a number if the numbers below it have no percent sign.
        bool IsNumber(int i) => first[i].HasNumbers && (rows == 0 || below[i].Numbers.TryParse(texts[i], out _));
    }

    private static KindInference[] Looks(int count, string[]? dateFormats) => [.. Enumerable.Range(0, count).Select(_ => new KindInference(dateFormats))];
}
