using Nabla.Data;

namespace Nabla.Csv;

/// <summary>What becomes of rows that cannot be read: the first is refused, or all are left out and counted.</summary>
/// <param name="name">What the file is called.</param>
/// <param name="skip">Whether they are left out.</param>
internal sealed class BadRows(string name, bool skip)
{
    private const int Told = 5;
    private readonly List<string> first = [];
    private long count;

    /// <summary>The rows that were left out.</summary>
    public SkippedRows Skipped => new(this.count, [.. this.first]);

    /// <summary>A row cannot be read.</summary>
    /// <param name="line">The line on which it begins.</param>
    /// <param name="problem">What is wrong, in a sentence without its place.</param>
    /// <param name="column">The column it is wrong in; null for the row as a whole.</param>
    /// <exception cref="InvalidDataException">Rows are not left out.</exception>
    public void Add(long line, string problem, string? column = null)
    {
        string place = column is null ? $"line {line}" : $"line {line}, column '{Excerpt.Of(column)}'";
        string sentence = $"{name}: {place}: {problem}";
        if (!skip)
            throw new InvalidDataException(sentence);
        this.count++;
        if (this.first.Count < Told)
            this.first.Add(sentence);
    }
}
