namespace Nabla.Data;

/// <summary>
/// Whether numbers that come one after the other only count rows, as <see cref="RowCounters.IsOne(TableColumn)"/> says of a column in memory. Only
/// whole numbers in a column of a telling name are kept, as runs of numbers that follow each other, and these until two are the same.
/// </summary>
internal sealed class CounterSearch(string name)
{
    private readonly List<(double First, double Last)> runs = [];
    private readonly bool mustCount = RowCounters.MustCount(name);
    private long count;
    private int nextLook = 1 << 12;

    /// <summary>Whether it may be one yet.</summary>
    public bool IsOpen { get; private set; } = RowCounters.MustCount(name) || RowCounters.IsNamed(name);

    /// <summary>Takes the next number.</summary>
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

    /// <summary>Whether it is one, after all numbers.</summary>
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
