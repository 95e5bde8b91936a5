namespace Nabla.Benchmarks.Tables;

/// <summary>Systems on the tables and splits that all of them have: the mean over the splits of each table.</summary>
internal sealed class TableComparison
{
    private const double Tie = 1e-9;

    private readonly Dictionary<(string Table, string System), TableFigures> means = [];

    /// <param name="systems">The systems.</param>
    /// <param name="tables">The tables, in order.</param>
    /// <param name="figures">The figures of all.</param>
    public TableComparison(IReadOnlyList<string> systems, IReadOnlyList<TableEntry> tables, IReadOnlyList<TableFigures> figures)
    {
        this.Systems = systems;
        ILookup<(string, string), TableFigures> found = figures.Where(one => one.Error is null).ToLookup(one => (one.Table, one.System));
        var kept = new List<TableEntry>();
        foreach (TableEntry table in tables)
        {
            int[] splits = [.. Enumerable.Range(0, table.Splits).Where(split => systems.All(system => found[(table.Name, system)].Any(one => one.Split == split)))];
            if (splits.Length == 0)
                continue;
            kept.Add(table);
            this.Splits += splits.Length;
            foreach (string system in systems)
                this.means[(table.Name, system)] = Mean([.. splits.Select(split => found[(table.Name, system)].Last(one => one.Split == split))]);
        }

        this.Tables = kept;
    }

    /// <summary>The systems, in order.</summary>
    public IReadOnlyList<string> Systems { get; }

    /// <summary>The tables that all have, in order.</summary>
    public IReadOnlyList<TableEntry> Tables { get; }

    /// <summary>How many splits there are of all tables together.</summary>
    public int Splits { get; }

    /// <summary>The tables with classes.</summary>
    public IEnumerable<TableEntry> WithClasses => this.Tables.Where(table => table.HasClasses);

    /// <summary>The mean of a system on a table.</summary>
    public TableFigures this[TableEntry table, string system] => this.means[(table.Name, system)];

    /// <summary>The mean rank of a system, 1 for the best; systems that are equal share their ranks.</summary>
    /// <param name="system">Which.</param>
    /// <param name="tables">On which tables.</param>
    /// <param name="value">The higher, the better.</param>
    public double Rank(string system, IEnumerable<TableEntry> tables, Func<TableFigures, double> value) => tables.Average(table =>
    {
        double own = value(this[table, system]);
        double[] others = [.. this.Systems.Where(other => other != system).Select(other => value(this[table, other]))];
        return 1 + others.Count(other => other > own + Tie) + (0.5 * others.Count(other => Math.Abs(other - own) <= Tie));
    });

    /// <summary>On how many tables a system is better than another.</summary>
    public int Wins(string system, string other, IEnumerable<TableEntry> tables, Func<TableFigures, double> value)
        => tables.Count(table => value(this[table, system]) > value(this[table, other]) + Tie);

    private static TableFigures Mean(TableFigures[] splits)
    {
        return splits[0] with
        {
            Accuracy = Of(one => one.Accuracy),
            LogLoss = Of(one => one.LogLoss),
            Confidence = Of(one => one.Confidence),
            Rmse = Of(one => one.Rmse),
            RSquared = Of(one => one.RSquared),
            Cpu = Of(one => one.Cpu),
        };

        double? Of(Func<TableFigures, double?> value) => splits.Average(value);
    }
}
