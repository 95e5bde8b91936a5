using System.Globalization;
using CsvHelper;
using Nabla.Data;

namespace Nabla.Csv;

/// <summary>Handles rows that cannot be read: refuses the first one or all together, or skips and counts them.</summary>
/// <param name="name">The name of the file.</param>
/// <param name="skip">Whether they are skipped.</param>
/// <param name="all">Whether all of them are collected before the file is refused, by <see cref="Refuse"/>.</param>
internal sealed class BadRows(string name, bool skip, bool all = false)
{
    private const int Told = 5;
    private const int MostTexts = 5;
    private readonly List<string> first = [];
    private readonly List<Gathered> gathered = [];
    private readonly Dictionary<(string?, TableRemedy), Gathered> byKind = [];
    private long count;

    /// <summary>The skipped rows.</summary>
    public SkippedRows Skipped => new(this.count, [.. this.first]);

    /// <summary>Reports a row that cannot be read as a whole.</summary>
    /// <param name="line">The line on which the row begins.</param>
    /// <param name="problem">The problem as a sentence without its position.</param>
    /// <exception cref="InvalidDataException">Rows are not skipped.</exception>
    public void Add(long line, string problem) => this.Add(line, column: null, text: null, problem, TableRemedy.SkipRows);

    /// <summary>Reports a field that cannot be read.</summary>
    /// <param name="line">The line on which its row begins.</param>
    /// <param name="column">The column.</param>
    /// <param name="text">The field.</param>
    /// <param name="problem">The problem, to follow its text.</param>
    /// <exception cref="InvalidDataException">Rows are not skipped.</exception>
    public void Add(long line, string column, string text, FieldProblem problem)
        => this.Add(line, column, text, $"'{Excerpt.Of(text)}' {problem.Sentence}", problem.Remedy);

    /// <summary>Ends reading early, because the following rows cannot be separated.</summary>
    /// <param name="e">The error.</param>
    /// <param name="linesBefore">The number of lines before those that its reader counts.</param>
    /// <param name="problem">The problem as a sentence without its position.</param>
    public void End(CsvFormatException e, long linesBefore, string problem)
    {
        long line = linesBefore + Convert.ToInt64(e.LineNumber, CultureInfo.InvariantCulture);
        if (!all || skip)
            throw new InvalidDataException($"{name}: line {line}: {problem}", e);
        this.Add(line, problem);
    }

    /// <summary>Refuses the file if problems were reported.</summary>
    /// <param name="missing">The texts of missing values that occurred: a user who sets other texts must include these.</param>
    /// <exception cref="InvalidDataException">Problems were reported.</exception>
    public void Refuse(IEnumerable<string> missing)
    {
        if (this.gathered.Count > 0)
            throw CsvProblems.In(name, [.. this.gathered.Select(one => one.ToProblem(missing))]);
    }

    private void Add(long line, string? column, string? text, string problem, TableRemedy remedy)
    {
        string place = column is null ? $"line {line}" : $"line {line}, column '{Excerpt.Of(column)}'";
        if (skip)
        {
            this.count++;
            if (this.first.Count < Told)
                this.first.Add($"{name}: {place}: {problem}");
            return;
        }

        if (!this.byKind.TryGetValue((column, remedy), out Gathered? kind))
        {
            this.byKind[(column, remedy)] = kind = new Gathered($"{place}: {problem}", remedy, column);
            this.gathered.Add(kind);
        }

        kind.Add(text);
        if (!all)
            this.Refuse([]);
    }

    /// <summary>Problems of one kind in one column.</summary>
    private sealed class Gathered(string sentence, TableRemedy remedy, string? column)
    {
        private readonly HashSet<string> texts = new(StringComparer.Ordinal);
        private long rows;

        public void Add(string? text)
        {
            this.rows++;
            if (text is not null && this.texts.Count <= MostTexts)
                this.texts.Add(text);
        }

        public CsvProblem ToProblem(IEnumerable<string> missing)
        {
            string more = this.rows > 1 ? string.Create(CultureInfo.InvariantCulture, $" ({this.rows:N0} rows)") : string.Empty;

            // A few words without digits are probably missing values; other texts are values of another kind.
            bool words = this.texts.Count <= MostTexts && this.texts.All(text => text.Length > 0 && !text.Any(char.IsAsciiDigit));
            TableRemedy found = remedy == TableRemedy.Missing && !words ? TableRemedy.Categorical : remedy;
            string[] values = found switch
            {
                TableRemedy.Missing => [.. missing.Union(this.texts, StringComparer.Ordinal)],
                TableRemedy.Categorical or TableRemedy.Ignore when column is not null => [column],
                TableRemedy.Encoding => ["windows-1252"],
                _ => [],
            };
            return new CsvProblem(sentence + more, found, values);
        }
    }
}
