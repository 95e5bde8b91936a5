namespace Nabla.Data;

/// <summary>
/// Detects columns whose numbers only count rows, as <see cref="RowCounters.IsOne(TableColumn)"/> does for a column in memory, but from a stream of
/// numbers. Only integers in a column with a telling name are stored, as runs of consecutive numbers, until a duplicate is found.
/// </summary>
internal sealed class CounterSearch(string name)
{
    private readonly List<(double First, double Last)> runs = [];
    private readonly bool mustCount = RowCounters.MustCount(name);
    private long count;
    private int nextLook = 1 << 12;

    /// <summary>Whether the column may still be a counter.</summary>
    public bool IsOpen { get; private set; } = RowCounters.MustCount(name) || RowCounters.IsNamed(name);

    /// <summary>Adds the next number.</summary>
    public void Add(double value)
    {
        this.count++;
        if (!double.IsInteger(value) || (this.mustCount && this.count == 1 && value is not (0 or 1)))
        {
            this.Close();
        }
        else if (this.runs is [.., var (first, last)] && value == last + 1 && value != last)
        {
            this.runs[^1] = (first, value);
        }
        else if (this.mustCount && this.count > 1)
        {
            this.Close();
        }
        else
        {
            this.runs.Add((value, value));
            if (this.runs.Count < this.nextLook)
                return;
            this.nextLook *= 2;
            if (this.HasEqual())
                this.Close();
        }
    }

    /// <summary>Whether the column is a counter, after all numbers.</summary>
    public bool End() => this.IsOpen && this.count >= RowCounters.LeastRows && !this.HasEqual();

    private bool HasEqual()
    {
        (double First, double Last)[] sorted = [.. this.runs];
        Array.Sort(sorted);
        return Enumerable.Range(1, Math.Max(0, sorted.Length - 1)).Any(i => sorted[i].First <= sorted[i - 1].Last);
    }

    private void Close()
    {
        this.IsOpen = false;
        this.runs.Clear();
        this.runs.TrimExcess();
    }
}
