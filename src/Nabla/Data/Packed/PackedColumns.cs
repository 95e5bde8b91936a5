using System.Globalization;
using Nabla.Descriptions;

namespace Nabla.Data;

/// <summary>Maps the columns of a source to the columns of a packed row: features, targets, weight, group.</summary>
internal sealed class PackedColumns
{
    private readonly PackSettings settings;
    private readonly TableSchema source;
    private readonly int[] places;
    private readonly int firstTarget;
    private readonly int? time;

    /// <summary>Creates the mapping for a source and its target.</summary>
    /// <exception cref="InvalidDataException">There is no feature, or weight or time is of another kind.</exception>
    public PackedColumns(PackSurvey survey, PackSettings settings, TargetSchema target)
    {
        this.settings = settings;
        this.source = survey.Schema;
        this.Target = target;
        HashSet<string> others = [.. settings.Targets, .. survey.Counters, .. new[] { settings.Weight, settings.Group }.OfType<string>()];
        int[] features = [.. Enumerable.Range(0, this.source.Columns.Count).Where(i => !others.Contains(this.source.Columns[i].Name))];
        if (features.Length == 0)
            throw new InvalidDataException($"no column but the target {Excerpt.Of(settings.Targets)}: expected at least one feature");
        this.firstTarget = features.Length;
        this.places = [.. features, .. new[] { settings.Weight, settings.Group }.OfType<string>().Prepend(null).SelectMany(name => name is null ? settings.Targets.Select(this.source.IndexOf) : [this.source.IndexOf(name)])];
        this.Schema = new TableSchema([.. features.Select(i => this.source.Columns[i])], this.source.MissingTexts);
        if (settings.Weight is not null)
            this.Weight = this.firstTarget + settings.Targets.Count;
        if (this.Weight is { } weight && this.KindOf(weight) != ColumnKind.Number)
            throw new InvalidDataException($"column '{Excerpt.Of(settings.Weight)}' has values of the kind {this.KindOf(weight)}: weights are numbers above 0");
        if (settings.Time is { } name)
        {
            this.time = Array.IndexOf(this.places, this.source.IndexOf(name));
            if (this.KindOf(this.time.Value) is not (ColumnKind.Date or ColumnKind.Number))
                throw new InvalidDataException($"column '{Excerpt.Of(name)}' has texts, and says when a row was: expected dates or numbers");
        }
    }

    /// <summary>The source column of each double of a packed row.</summary>
    public IReadOnlyList<int> Places => this.places;

    /// <summary>The features.</summary>
    public TableSchema Schema { get; }

    /// <summary>The target.</summary>
    public TargetSchema Target { get; }

    /// <summary>The index of the weight in a packed row; null for none.</summary>
    public int? Weight { get; }

    /// <summary>Copies a row of the source in the order of packed rows.</summary>
    /// <returns>Whether the row has a target.</returns>
    public bool TryPack(ReadOnlySpan<double> row, Span<double> packed)
    {
        for (int i = 0; i < this.places.Length; i++)
            packed[i] = row[this.places[i]];
        return packed.Slice(this.firstTarget, this.settings.Targets.Count).IndexOf(double.NaN) < 0;
    }

    /// <summary>Refuses a row whose weight is invalid or whose time is missing.</summary>
    public void Check(ReadOnlySpan<double> packed, int row)
    {
        if (this.Weight is { } weight && !(packed[weight] is >= DatasetChecks.LeastWeight and <= DatasetChecks.LargestWeight))
            throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"row {row}, column '{Excerpt.Of(this.settings.Weight)}': the weight {(double.IsNaN(packed[weight]) ? "is missing" : $"is {packed[weight]}")}: expected a number from {DatasetChecks.LeastWeight} to {DatasetChecks.LargestWeight}"));
        if (this.time is { } time && double.IsNaN(packed[time]))
            throw new InvalidDataException($"row {row} has no value in column '{Excerpt.Of(this.settings.Time)}', which gives the time of the row");
    }

    /// <summary>The metadata after the rows.</summary>
    public PackedMetadata Metadata(string name, string fingerprint, ColumnSums[] statistics) => new()
    {
        Source = name,
        Columns = [.. this.places.Select(place => this.source.Columns[place])],
        MissingTexts = this.source.MissingTexts,
        Features = this.firstTarget,
        Task = this.Target.Task,
        Targets = this.settings.Targets.Count,
        Classes = this.Target.ClassNames,
        Weight = this.settings.Weight,
        Group = this.settings.Group,
        Time = this.settings.Time,
        Statistics = Array.ConvertAll(statistics, one => one.ToStatistics()),
        Fingerprint = fingerprint,
    };

    private ColumnKind KindOf(int packed) => this.source.Columns[this.places[packed]].Kind;
}

/// <summary>The running statistics of a column while it is packed.</summary>
internal struct ColumnSums
{
    private CompensatedSum sum;
    private double least;
    private double greatest;
    private int present;
    private int missing;

    /// <summary>Adds a value.</summary>
    public void Add(double value)
    {
        if (double.IsNaN(value))
        {
            this.missing++;
            return;
        }

        this.sum.Add(value);
        this.least = this.present == 0 ? value : Math.Min(this.least, value);
        this.greatest = this.present == 0 ? value : Math.Max(this.greatest, value);
        this.present++;
    }

    /// <summary>The statistics to write.</summary>
    public readonly PackedColumnStatistics ToStatistics()
    {
        double mean = this.sum.Total / this.present;
        return this.present == 0 || !double.IsFinite(mean)
            ? new(this.missing, this.present == 0 ? null : this.least, this.present == 0 ? null : this.greatest, null)
            : new(this.missing, this.least, this.greatest, mean);
    }
}
