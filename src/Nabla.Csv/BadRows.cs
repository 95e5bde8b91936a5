using System.Globalization;
using CsvHelper;
using Nabla.Data;

namespace Nabla.Csv;

/// <summary>Handles rows that cannot be read: refuses them, the first or all together, or leaves them out and counts them.</summary>
/// <param name="name">The name of the file.</param>
/// <param name="skip">Whether they are left out.</param>
/// <param name="all">Whether all of them are looked at before the file is refused, for <see cref="Refuse"/>.</param>
internal sealed class BadRows(string name, bool skip, bool all = false)
{
    private const int Told = 5;
    private const int MostTexts = 5;
    private readonly List<string> first = [];
    private readonly List<Gathered> gathered = [];
    private readonly Dictionary<(string?, TableRemedy), Gathered> byKind = [];
    private long count;

    /// <summary>The rows that were left out.</summary>
    public SkippedRows Skipped => new(this.count, [.. this.first]);

    /// <summary>A row as a whole cannot be read.</summary>
    /// <param name="line">The line on which it begins.</param>
    /// <param name="problem">The problem, in a sentence without its place.</param>
    /// <exception cref="InvalidDataException">Rows are not left out.</exception>
    public void Add(long line, string problem) => this.Add(line, column: null, text: null, problem, TableRemedy.SkipRows);

    /// <summary>A field cannot be read.</summary>
    /// <param name="line">The line on which its row begins.</param>
    /// <param name="column">The column.</param>
    /// <param name="text">The field.</param>
    /// <param name="problem">The problem, to follow its text.</param>
    /// <exception cref="InvalidDataException">Rows are not left out.</exception>
    public void Add(long line, string column, string text, FieldProblem problem)
        => this.Add(line, column, text, $"'{Excerpt.Of(text)}' {problem.Sentence}", problem.Remedy);

    /// <summary>Ends reading early, since what follows cannot be told apart.</summary>
    /// <param name="e">What was wrong.</param>
    /// <param name="linesBefore">The lines before those that its reader counts.</param>
    /// <param name="problem">The problem in a sentence without its place.</param>
    public void End(CsvFormatException e, long linesBefore, string problem)
    {
        long line = linesBefore + Convert.ToInt64(e.LineNumber, CultureInfo.InvariantCulture);
        if (!all || skip)
            throw new InvalidDataException($"{name}: line {line}: {problem}", e);
        this.Add(line, problem);
    }

    /// <summary>Refuses the file if there was anything wrong in it.</summary>
    /// <param name="missing">The texts of missing values that were met: who names others must name these too.</param>
    /// <exception cref="InvalidDataException">There was.</exception>
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

            // A few words without digits stand for missing values; anything else is a value of a kind of its own.
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
