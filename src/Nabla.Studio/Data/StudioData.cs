using Nabla.Csv;
using Nabla.Data;
using Nabla.Descriptions;

namespace Nabla.Studio;

/// <summary>The data of a session: a named data set or a CSV file.</summary>
internal abstract class StudioData
{
    /// <summary>The data argument of a command line.</summary>
    public abstract string Argument { get; }

    /// <summary>Whether the data is a file, with a target column to choose and columns that can be left out.</summary>
    public virtual bool IsFile => false;

    /// <summary>Completes options with values that the data needs, such as the target of a file.</summary>
    public virtual StudioOptions Complete(StudioOptions options) => options;

    /// <summary>Loads the rows that the options select.</summary>
    /// <exception cref="InvalidDataException">The rows cannot be read.</exception>
    public abstract DataParts Load(StudioOptions options);

    /// <summary>All columns, including those left out.</summary>
    public abstract IReadOnlyList<DescribedColumn> Columns(StudioOptions options, Dataset data);
}

/// <summary>A named data set.</summary>
internal sealed class NamedData(string name) : StudioData
{
    /// <summary>The data sets that a session offers: all that need no download.</summary>
    public static IEnumerable<DatasetInfo> All => Datasets.All.Where(info => info.Name != "mnist");

    public override string Argument => name;

    public override StudioOptions Complete(StudioOptions options)
    {
        DatasetInfo info = All.First(info => info.Name == name);
        foreach (string column in (string[])["target", "task", "ignore", "numeric", "categorical"])
            options = options.With(column, null);
        foreach ((string option, bool has) in (ReadOnlySpan<(string, bool)>)[("rows", info.Defaults.Rows is not null), ("noise", info.Defaults.Noise is not null), ("factor", info.Defaults.Factor is not null)])
            options = has ? options : options.With(option, null);
        return options;
    }

    public override DataParts Load(StudioOptions options) => Datasets.LoadParts(name, new DatasetOptions
    {
        Rows = options["rows"] is { } rows ? StudioOption.Whole(rows, 1) : null,
        Noise = options["noise"] is { } noise ? OptionText.NotNegative(noise) : null,
        Factor = options["factor"] is { } factor ? OptionText.Number(factor) : null,
        Seed = options.Seed,
    });

    public override IReadOnlyList<DescribedColumn> Columns(StudioOptions options, Dataset data)
    {
        var columns = new List<DescribedColumn>();
        for (int i = 0; i < data.FeatureNames.Count; i++)
            columns.Add(DescribedColumn.OfNumbers(data.FeatureNames[i], Column(data.Features, i)));
        if (data.Task == LearningTask.Classification)
            columns.Add(DescribedColumn.OfClasses("class", data.Labels, data.ClassNames));
        for (int i = 0; i < data.TargetNames.Count; i++)
            columns.Add(DescribedColumn.OfNumbers(data.TargetNames[i], Column(data.Targets!, i)) with { IsTarget = true });
        return columns;
    }

    private static double[] Column(Numerics.Matrix<double> matrix, int column)
    {
        var values = new double[matrix.Rows];
        for (int row = 0; row < values.Length; row++)
            values[row] = matrix[row, column];
        return values;
    }
}

/// <summary>A CSV file: bytes in memory, or a file on disk that is read when needed.</summary>
/// <param name="file">The file name, as written on a command line.</param>
/// <param name="open">Opens the file.</param>
internal sealed class FileData(string file, Func<Stream> open) : StudioData
{
    private const int MostLevelsShown = 4;

    private (string Key, Table Table)? read;
    private IReadOnlyList<string> unusable = [];

    public override string Argument => file;

    public override bool IsFile => true;

    // The name of the data, as on the command line: the file name up to its first dot.
    private string Name => Path.GetFileName(file) is var name && name.IndexOf('.', 1) is > 0 and var end ? name[..end] : Path.GetFileName(file);

    public override StudioOptions Complete(StudioOptions options)
    {
        foreach (string generated in (string[])["rows", "noise", "factor"])
            options = options.With(generated, null);
        Table table = this.Read(options);
        string[] names = [.. table.Columns.Select(column => column.Name)];
        string[] ignored = [.. options.Names("ignore").Where(name => names.Contains(name) || this.unusable.Contains(name, StringComparer.Ordinal))];
        string[] useless = [.. this.unusable, .. Counters(table, options)];
        ignored = [.. ignored, .. useless.Except(ignored, StringComparer.Ordinal)];
        options = options.With("ignore", ignored.Length == 0 ? null : Joined(ignored));
        if (!options.Names("target").Any(names.Contains))
            options = options.With("target", Joined([names.Last(name => !ignored.Contains(name))])).With("task", null);
        return options;
    }

    public override DataParts Load(StudioOptions options)
    {
        Table table = this.Read(options);
        IReadOnlyList<string> targets = options.Names("target");
        string[] ignored = [.. options.Names("ignore").Where(name => table.Schema.IndexOf(name) >= 0)];
        if (ignored.Intersect(targets, StringComparer.Ordinal).FirstOrDefault() is { } both)
            throw new InvalidDataException($"column '{both}' is the target: it cannot be left out");
        Table kept = table.Without(ignored);
        LearningTask task = options["task"] is { } name ? StudioOption.Choice<LearningTask>(name) : TaskInference.Of([.. targets.Select(target => kept[target])]).Task;
        return new DataParts(Dataset.FromTable(this.Name, kept.WithoutMissing(targets), TargetSchema.Of(kept, targets, task)));
    }

    public override IReadOnlyList<DescribedColumn> Columns(StudioOptions options, Dataset data)
    {
        IReadOnlyList<string> targets = options.Names("target"), ignored = options.Names("ignore");
        Table table = this.Read(options);
        string[] counters = Counters(table, options);
        return
        [
            .. table.Columns.Select(column => (counters.Contains(column.Name, StringComparer.Ordinal) ? Describe(column) with { Summary = "numbers the rows", CanBeUsed = false } : Describe(column)) with { IsTarget = targets.Contains(column.Name, StringComparer.Ordinal), IsUsed = !ignored.Contains(column.Name, StringComparer.Ordinal) }),
            .. this.unusable.Select(name => new DescribedColumn(name, "text", 0, [], "too many different texts for a category") { IsUsed = false, CanBeUsed = false }),
        ];
    }

    /// <summary>Names as the value of an option.</summary>
    public static string Joined(IReadOnlyList<string> names)
        => string.Join(',', names.Select(name => name.Contains(',', StringComparison.Ordinal) ? $"\"{name}\"" : name));

    private Table Read(StudioOptions options)
    {
        string key = $"{options["numeric"]}\n{options["categorical"]}";
        if (this.read is { } known && known.Key == key)
            return known.Table;
        var choices = new CsvOptions { Numeric = options.Names("numeric"), Categorical = options.Names("categorical") };
        Table table;
        try
        {
            table = this.Read(choices);
            using Stream stream = open();
            this.unusable = [.. CsvFile.ReadNames(stream, file, choices).Except(table.Schema.Names, StringComparer.Ordinal)];
        }
        catch (InvalidDataException e) when (e.Message.Contains("too many different texts", StringComparison.Ordinal))
        {
            this.unusable = this.FindUnusable(choices);
            table = this.Read(choices with { Ignored = this.unusable });
        }

        this.read = (key, table);
        return table;
    }

    private Table Read(CsvOptions options)
    {
        using Stream stream = open();
        return CsvFile.ReadTable(stream, file, options).Table;
    }

    // The columns that the command line also leaves out.
    private static string[] Counters(Table table, StudioOptions options)
        => RowCounters.In(table, (HashSet<string>)[.. options.Names("target"), .. options.Names("numeric"), .. options.Names("categorical")]);

    // The columns with too many different texts: each fails when it is read by itself.
    private List<string> FindUnusable(CsvOptions options)
    {
        using Stream stream = open();
        IReadOnlyList<string> names = CsvFile.ReadNames(stream, file, options);
        var failed = new List<string>();
        foreach (string name in names)
        {
            try
            {
                this.Read(options with { Ignored = [.. names.Where(other => other != name)] });
            }
            catch (InvalidDataException)
            {
                failed.Add(name);
            }
        }

        return failed;
    }

    private static DescribedColumn Describe(TableColumn column)
    {
        ReadOnlySpan<double> values = column.Values;
        ColumnSchema schema = column.Schema;
        if (schema.Kind is ColumnKind.Number or ColumnKind.Date)
        {
            DescribedColumn numbers = DescribedColumn.OfNumbers(column.Name, values);
            double[] present = [.. values.ToArray().Where(value => !double.IsNaN(value))];
            return schema.Kind == ColumnKind.Number || present.Length == 0
                ? numbers
                : numbers with { Kind = "date", Summary = $"{schema.TextOf(present.Min())} to {schema.TextOf(present.Max())}" };
        }

        var counts = new int[schema.Levels.Count];
        foreach (double value in values)
        {
            if (value >= 0 && value < counts.Length)
                counts[(int)value]++;
        }

        int[] order = [.. Enumerable.Range(0, counts.Length).OrderByDescending(level => counts[level])];
        string summary = string.Join(", ", order.Take(MostLevelsShown).Select(level => Excerpt.Of(schema.Levels[level]))) + (counts.Length > MostLevelsShown ? $" … {counts.Length} levels" : string.Empty);
        string kind = schema.Kind == ColumnKind.Boolean ? "yes or no" : "category";
        return new DescribedColumn(column.Name, kind, column.Missing, [.. order.Take(DescribedColumn.MostBins).Select(level => counts[level])], summary);
    }
}
