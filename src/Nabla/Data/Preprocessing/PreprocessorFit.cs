using Nabla.Descriptions;

namespace Nabla.Data;

/// <summary>
/// Computes the encoding of each column and the scale of each feature. It makes several passes over the rows and stores only counts and sums, in the
/// order of the rows, so that a table larger than memory gives the same numbers as one in memory.
/// </summary>
internal sealed class PreprocessorFit(TableSchema schema, PreprocessingSettings settings)
{
    private readonly List<ColumnEncoding> encodings = [];
    private readonly List<double> offsets = [];
    private readonly List<double> scales = [];
    private readonly Dictionary<string, int?> embedded = new(StringComparer.Ordinal);
    private readonly List<int> unclipped = [];
    private readonly List<ColumnQuantiles> quantiles = [];
    private int rowCount;

    public Preprocessor Run(FeatureRows rows)
    {
        if (rows.Columns != schema.Columns.Count)
            throw new ArgumentException($"rows of {rows.Columns} values for {schema.Columns.Count} columns", nameof(rows));
        if (rows.Rows == 0)
            throw new InvalidDataException("a preprocessor cannot be fitted on 0 rows");
        settings.Validate();
        if (schema.Columns.Count > ValueList.MostInFile)
            throw new InvalidDataException($"a table of {schema.Columns.Count} columns: expected at most {ValueList.MostInFile}");
        if (schema.Columns.FirstOrDefault(column => column.CodeCount > ValueList.MostInFile) is { } wide)
            throw new InvalidDataException($"column '{Excerpt.Of(wide.Name)}' has {wide.CodeCount} different {(wide.HashBuckets > 0 ? "hashes" : "texts")}, expected at most {ValueList.MostInFile}: leave it out, or hash it{(wide.HashBuckets > 0 ? " to fewer" : string.Empty)}");
        this.CheckEmbeddings();
        this.rowCount = rows.Rows;
        ColumnCounts[] counts = ColumnCounts.Of(rows, schema);
        double[] fills = this.Fills(rows, counts);
        ILookup<int, ScaledNumber> scaled = this.Scaled(rows, fills).ToLookup(number => number.Column);
        for (int column = 0; column < counts.Length; column++)
            this.Fit(schema.Columns[column], counts[column], fills[column], [.. scaled[column]]);
        if (this.scales.Count == 0)
            throw new InvalidDataException("nothing can be learned from any column: each is empty, or has one date only");
        var ranges = new ColumnRanges([.. counts.Select(column => column.Least)], [.. counts.Select(column => column.Greatest)]);
        return new Preprocessor(schema, [.. this.encodings], this.Scaler(), ranges, settings.ClipRange);
    }

    // A category code is not a number to be clipped.
    private Scaler Scaler() => new(settings.Scaling, [.. this.offsets], [.. this.scales])
    {
        Quantiles = this.quantiles.Count > 0 ? [.. this.quantiles] : null,
        Codes = settings.Scaling == ScalerMethod.RobustClip && this.unclipped.Count > 0 ? [.. this.unclipped] : null,
    };

    // The replacement of a missing value: the median; if yes and no are equally frequent, no.
    private double[] Fills(FeatureRows rows, ColumnCounts[] counts)
    {
        int[] columns = [.. Enumerable.Range(0, counts.Length).Where(i => schema.Columns[i].Kind != ColumnKind.Category && counts[i].Present > 0)];
        double[] medians = RowStatistics.Medians(rows, [.. columns.Select(i => new RowNumber(i))], [.. columns.Select(i => counts[i].Present)]);
        var fills = new double[counts.Length];
        foreach ((int i, int column) in columns.Index())
            fills[column] = schema.Columns[column].Kind == ColumnKind.Boolean && medians[i] == 0.5 ? 0 : medians[i];
        return fills;
    }

    // The numbers to scale: columns of numbers, and the parts of dates that vary.
    private IEnumerable<ScaledNumber> Scaled(FeatureRows rows, double[] fills)
    {
        RowNumber[] numbers = [.. fills.SelectMany((fill, i) => schema.Columns[i].Kind switch
        {
            ColumnKind.Number => (IEnumerable<RowNumber>)[new RowNumber(i, fill)],
            ColumnKind.Date => Enum.GetValues<DatePart>().Select(part => new RowNumber(i, fill, part)),
            _ => [],
        })];
        (double Least, double Greatest)[] ranges = RowStatistics.Ranges(rows, numbers);
        int[] kept = [.. Enumerable.Range(0, numbers.Length).Where(i => numbers[i].Part is null || ranges[i].Least != ranges[i].Greatest)];
        numbers = [.. kept.Select(i => numbers[i])];
        ranges = [.. kept.Select(i => ranges[i])];
        (double Offset, double Scale)[] found = RowStatistics.OffsetsAndScales(rows, numbers, ranges, settings.Scaling);
        double[][]? samples = settings.Scaling == ScalerMethod.Quantile ? RowStatistics.SortedSamples(rows, numbers, ranges) : null;
        return numbers.Select((number, i) => new ScaledNumber(number.Column, number.Part, found[i].Offset, found[i].Scale, samples?[i]));
    }

    private void CheckEmbeddings()
    {
        foreach (CategoryEmbedding embedding in settings.Embeddings ?? [])
        {
            // The name of a column may be city:3.
            ColumnSchema column = this.Find(embedding.Column) ?? this.Find(embedding.ToString())
                ?? throw new ArgumentException($"there is no column '{Excerpt.Of(embedding.Column)}' to embed: the features are {Excerpt.Of(schema.Names)}");
            if (column.Kind != ColumnKind.Category)
                throw new ArgumentException($"column '{Excerpt.Of(column.Name)}' is not a category, and only categories are embedded: read it as one first (--categorical)");
            if (!this.embedded.TryAdd(column.Name, column.Name == embedding.Column ? embedding.Size : null))
                throw new ArgumentException($"column '{Excerpt.Of(column.Name)}' is embedded twice");
        }
    }

    private ColumnSchema? Find(string name) => schema.Columns.FirstOrDefault(column => column.Name == name);

    private void Fit(ColumnSchema column, ColumnCounts counts, double fill, ScaledNumber[] scaled)
    {
        switch (column.Kind)
        {
            case ColumnKind.Category when this.embedded.TryGetValue(column.Name, out int? size):
                this.FitEmbedding(column, size, counts);
                break;
            case ColumnKind.Category when settings.EmbedBeyond is { } beyond && Levels(column, counts).ByText.Length > beyond.Levels:
                this.FitEmbedding(column, beyond.Size, counts);
                break;
            case ColumnKind.Category:
                this.FitCategory(column, counts);
                break;
            case ColumnKind.Date:
                this.AddScaled(column, scaled);
                bool dateGaps = this.AddIndicator(counts);
                this.encodings.Add(new DateEncoding([.. scaled.Select(number => number.Part!.Value)], fill, dateGaps));
                break;
            default:
                if (column.Kind == ColumnKind.Boolean)
                    this.AddFlag(counts.Ones + (fill == 1 ? counts.Missing : 0), constant: counts.Present == 0 || counts.Least == counts.Greatest);
                else
                    this.AddScaled(column, scaled);
                this.encodings.Add(new NumberEncoding(fill, this.AddIndicator(counts)));
                break;
        }
    }

    // Codes are row indexes of an embedding table, so they are not scaled.
    private void FitEmbedding(ColumnSchema column, int? size, ColumnCounts found)
    {
        (int[] counts, int[] byText) = Levels(column, found);
        bool fill = byText.Length > 0 && settings.MissingCategories == MissingCategory.MostFrequent;
        this.unclipped.Add(this.scales.Count);
        this.Add(0, 1);
        this.encodings.Add(new EmbeddingEncoding(
            [.. byText], found.Missing > 0 && !fill, size ?? EmbeddingEncoding.UsualSize(byText.Length), fill ? byText.MaxBy(code => counts[code]) : null));
    }

    private void FitCategory(ColumnSchema column, ColumnCounts found)
    {
        (int[] counts, int[] byText) = Levels(column, found);

        // Of equally frequent levels, the first in text order counts as the most frequent; features are in the order of the texts, independent of the
        // order of rows.
        bool hashed = column.HashBuckets > 0;
        int[] frequent = [.. byText.OrderByDescending(code => counts[code])];
        HashSet<int> kept = [.. frequent.Take(hashed ? counts.Length : settings.MaxLevels)];
        bool other = found.Unknown > 0 || kept.Count < byText.Length;
        bool gaps = found.Missing > 0 && found.Missing < this.rowCount;
        bool fill = frequent.Length > 0 && (!gaps || settings.MissingCategories == MissingCategory.MostFrequent);

        int[] codes = [.. byText.Where(kept.Contains)];
        if (settings.TwoLevelsAsOne && byText.Length == 2 && codes.Length == 2)
        {
            this.AddPair(counts[codes[0]], counts[codes[1]]);
            if (gaps)
                this.AddFlag(found.Missing, constant: false);
            this.encodings.Add(new PairEncoding(codes[0], codes[1], gaps, fill ? frequent[0] : -1));
            return;
        }

        foreach (int code in codes)
            this.AddFlag(counts[code] + (fill && code == frequent[0] ? found.Missing : 0), constant: counts[code] == this.rowCount);
        if (other)
            this.AddFlag(byText.Except(codes).Sum(code => counts[code]) + found.Unknown, constant: found.Unknown == this.rowCount);
        if (gaps)
            this.AddFlag(found.Missing, constant: false);
        this.encodings.Add(new CategoryEncoding([.. codes], other, gaps, fill ? frequent[0] : -1));
    }

    // The frequency of each code, and the codes that occur, in the order of their texts.
    private static (int[] Counts, int[] ByText) Levels(ColumnSchema column, ColumnCounts found)
    {
        int[] counts = found.Codes.ToArray();
        int[] byText = [.. Enumerable.Range(0, counts.Length).Where(code => counts[code] > 0)];
        if (column.HashBuckets == 0)
            byText = [.. byText.OrderBy(code => column.Levels[code], StringComparer.Ordinal)];
        return (counts, byText);
    }

    private void AddScaled(ColumnSchema column, ScaledNumber[] numbers)
    {
        foreach (ScaledNumber number in numbers)
        {
            if (!double.IsFinite(number.Offset) || !double.IsFinite(number.Scale))
                throw new InvalidDataException($"column '{Excerpt.Of(column.Name)}' cannot be scaled: its values are too large");
            if (number.Sample is { } sample && number.Scale != 0)
                this.quantiles.Add(ColumnQuantiles.Of(this.scales.Count, sample));
            this.Add(number.Offset, number.Scale);
        }
    }

    private void Add(double offset, double scale)
    {
        this.offsets.Add(offset);
        this.scales.Add(scale);
    }

    // A feature that is 0 or 1 is not scaled unless all features are; one that was 1 in every row always gives 0.
    private void AddFlag(int ones, bool constant)
    {
        if (settings.Scaling == ScalerMethod.RobustClip)
            this.AddCounted((0, this.rowCount - ones), (1, ones));
        else
            this.Add(0, constant ? 0 : 1);
    }

    private void AddPair(int first, int second)
    {
        if (settings.Scaling == ScalerMethod.RobustClip)
            this.AddCounted((-1, second), (0, this.rowCount - first - second), (1, first));
        else
            this.Add(0, 1);
    }

    // A feature with few values, in ascending order, with their frequencies.
    private void AddCounted(params (double Value, int Count)[] values)
    {
        (double Value, int Count)[] present = [.. values.Where(value => value.Count > 0)];
        (double offset, double scale) = ColumnStatistics.FromRange(settings.Scaling, present[0].Value, present[^1].Value)
            ?? ColumnStatistics.MedianAndInterquartileRange(settings.Scaling, present[0].Value, present[^1].Value, (Quantile(0.25), Quantile(0.5), Quantile(0.75)));
        this.Add(offset, scale);

        double Quantile(double q)
        {
            (int below, int above, double part) = Quantiles.Place(q, this.rowCount);
            return Quantiles.Between(At(below), At(above), part);
        }

        double At(int rank)
        {
            int i = 0;
            for (; rank >= present[i].Count; i++)
                rank -= present[i].Count;
            return present[i].Value;
        }
    }

    // A column of numbers or dates has a missing-value indicator if enough values are missing.
    private bool AddIndicator(ColumnCounts counts)
    {
        bool gaps = counts.Present > 0 && counts.Missing >= (settings.MissingIndicatorRows ?? 1);
        if (gaps)
            this.AddFlag(counts.Missing, constant: false);
        return gaps;
    }

    private readonly record struct ScaledNumber(int Column, DatePart? Part, double Offset, double Scale, double[]? Sample);
}
