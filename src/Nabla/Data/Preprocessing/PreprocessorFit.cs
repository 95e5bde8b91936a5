using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>Finds the encoding of each column and the scale of each feature.</summary>
internal sealed class PreprocessorFit(TableSchema schema, PreprocessingSettings settings)
{
    private readonly List<ColumnEncoding> encodings = [];
    private readonly List<double> offsets = [];
    private readonly List<double> scales = [];
    private readonly Dictionary<string, int?> embedded = new(StringComparer.Ordinal);
    private readonly List<int> unclipped = [];
    private readonly List<ColumnQuantiles> quantiles = [];
    private double[] scratch = [];

    public Preprocessor Run(ReadOnlyMatrixView<double> rows)
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
        int[] all = [.. Enumerable.Range(0, rows.Rows)];
        this.scratch = new double[rows.Rows];
        var block = new ColumnBlock(rows.Rows, rows.Columns);
        for (int start = 0; start < rows.Columns; start += ColumnBlock.Width)
        {
            block.Gather(rows, all, start);
            for (int column = start; column < Math.Min(start + ColumnBlock.Width, rows.Columns); column++)
                this.Fit(schema.Columns[column], block[column - start]);
        }

        if (this.scales.Count == 0)
            throw new InvalidDataException("no column has anything to learn from: each is empty, or has one date only");
        return new Preprocessor(schema, [.. this.encodings], this.Scaler(), ColumnRanges.Of(rows), settings.ClipRange);
    }

    // A code of a category is no number to be clipped.
    private Scaler Scaler() => new(settings.Scaling, [.. this.offsets], [.. this.scales])
    {
        Quantiles = this.quantiles.Count > 0 ? [.. this.quantiles] : null,
        Codes = settings.Scaling == ScalerMethod.RobustClip && this.unclipped.Count > 0 ? [.. this.unclipped] : null,
    };

    private void CheckEmbeddings()
    {
        foreach (CategoryEmbedding embedding in settings.Embeddings ?? [])
        {
            // A column may be called city:3.
            ColumnSchema column = this.Find(embedding.Column) ?? this.Find(embedding.ToString())
                ?? throw new ArgumentException($"there is no column '{Excerpt.Of(embedding.Column)}' to embed: the features are {Excerpt.Of(schema.Names)}");
            if (column.Kind != ColumnKind.Category)
                throw new ArgumentException($"column '{Excerpt.Of(column.Name)}' is not a category, and only categories are embedded: read it as one first (--categorical)");
            if (!this.embedded.TryAdd(column.Name, column.Name == embedding.Column ? embedding.Size : null))
                throw new ArgumentException($"column '{Excerpt.Of(column.Name)}' is embedded twice");
        }
    }

    private ColumnSchema? Find(string name) => schema.Columns.FirstOrDefault(column => column.Name == name);

    private void Fit(ColumnSchema column, Span<double> values)
    {
        switch (column.Kind)
        {
            case ColumnKind.Category when this.embedded.TryGetValue(column.Name, out int? size):
                this.FitEmbedding(column, size, values);
                break;
            case ColumnKind.Category when settings.EmbedBeyond is { } beyond && Levels(column, values).ByText.Length > beyond.Levels:
                this.FitEmbedding(column, beyond.Size, values);
                break;
            case ColumnKind.Category:
                this.FitCategory(column, values);
                break;
            case ColumnKind.Date:
                this.FitDate(column, values);
                break;
            default:
                this.FitNumber(column, values);
                break;
        }
    }

    private void FitNumber(ColumnSchema column, Span<double> values)
    {
        Span<double> present = this.Present(values);
        bool boolean = column.Kind == ColumnKind.Boolean;
        bool gaps = this.HasIndicator(values.Length, present.Length);
        int missing = values.Length - present.Length;
        double fill = present.IsEmpty ? 0 : Median.Of(present);
        if (boolean && fill == 0.5)
            fill = 0;
        Fill(values, fill);
        if (boolean)
            this.AddFlag(values.Count(1), values.Length, constant: !values.ContainsAnyExcept(values[0]));
        else
            this.AddScaled(column, values);
        this.AddIndicator(gaps, missing, values.Length);
        this.encodings.Add(new NumberEncoding(fill, gaps));
    }

    // Whether a column of numbers or dates has a feature for missing values.
    private bool HasIndicator(int rows, int present) => present > 0 && rows - present >= (settings.MissingIndicatorRows ?? 1);

    private void FitDate(ColumnSchema column, Span<double> values)
    {
        Span<double> present = this.Present(values);
        bool gaps = this.HasIndicator(values.Length, present.Length);
        int missing = values.Length - present.Length;
        double fill = present.IsEmpty ? 0 : Median.Of(present);
        Fill(values, fill);
        var parts = new List<DatePart>();
        Span<double> numbers = this.scratch;
        foreach (DatePart part in Enum.GetValues<DatePart>())
        {
            for (int row = 0; row < numbers.Length; row++)
                numbers[row] = DateParts.Of(part, DateValue.ToDate(values[row]));
            if (numbers.ContainsAnyExcept(numbers[0]))
            {
                parts.Add(part);
                this.AddScaled(column, numbers);
            }
        }

        this.AddIndicator(gaps, missing, values.Length);
        this.encodings.Add(new DateEncoding([.. parts], fill, gaps));
    }

    // Codes are numbers of rows in a table, so they are not scaled.
    private void FitEmbedding(ColumnSchema column, int? size, ReadOnlySpan<double> values)
    {
        (int[] counts, int[] byText, int missing, _) = Levels(column, values);
        bool fill = byText.Length > 0 && settings.MissingCategories == MissingCategory.MostFrequent;
        this.unclipped.Add(this.scales.Count);
        this.Add(0, 1);
        this.encodings.Add(new EmbeddingEncoding(
            [.. byText], missing > 0 && !fill, size ?? EmbeddingEncoding.UsualSize(byText.Length), fill ? byText.MaxBy(code => counts[code]) : null));
    }

    private void FitCategory(ColumnSchema column, ReadOnlySpan<double> values)
    {
        (int[] counts, int[] byText, int missing, int unknown) = Levels(column, values);

        // Of equally frequent levels the first by text; features are in the order of the texts, whatever that of the rows.
        bool hashed = column.HashBuckets > 0;
        int[] frequent = [.. byText.OrderByDescending(code => counts[code])];
        HashSet<int> kept = [.. frequent.Take(hashed ? counts.Length : settings.MaxLevels)];
        bool other = unknown > 0 || kept.Count < byText.Length;
        bool gaps = missing > 0 && missing < values.Length;
        bool fill = frequent.Length > 0 && (!gaps || settings.MissingCategories == MissingCategory.MostFrequent);

        int[] codes = [.. byText.Where(kept.Contains)];
        if (settings.TwoLevelsAsOne && byText.Length == 2 && codes.Length == 2)
        {
            this.AddPair(counts[codes[0]], counts[codes[1]], values.Length);
            this.AddIndicator(gaps, missing, values.Length);
            this.encodings.Add(new PairEncoding(codes[0], codes[1], gaps, fill ? frequent[0] : -1));
            return;
        }

        foreach (int code in codes)
            this.AddFlag(counts[code] + (fill && code == frequent[0] ? missing : 0), values.Length, constant: counts[code] == values.Length);
        if (other)
            this.AddFlag(byText.Except(codes).Sum(code => counts[code]) + unknown, values.Length, constant: unknown == values.Length);
        this.AddIndicator(gaps, missing, values.Length);
        this.encodings.Add(new CategoryEncoding([.. codes], other, gaps, fill ? frequent[0] : -1));
    }

    // How often each code occurs, those that do in the order of their texts, and how many values are missing or unknown.
    private static (int[] Counts, int[] ByText, int Missing, int Unknown) Levels(ColumnSchema column, ReadOnlySpan<double> values)
    {
        var counts = new int[column.CodeCount];
        int missing = 0, unknown = 0;
        foreach (double value in values)
        {
            if (double.IsNaN(value))
                missing++;
            else if (value < 0)
                unknown++;
            else
                counts[(int)value]++;
        }

        int[] byText = [.. Enumerable.Range(0, counts.Length).Where(code => counts[code] > 0)];
        if (column.HashBuckets == 0)
            byText = [.. byText.OrderBy(code => column.Levels[code], StringComparer.Ordinal)];
        return (counts, byText, missing, unknown);
    }

    private void AddScaled(ColumnSchema column, Span<double> values)
    {
        (double offset, double scale) = settings.Scaling == ScalerMethod.None ? (0, 1) : ColumnStatistics.OffsetAndScale(settings.Scaling, values);
        if (!double.IsFinite(offset) || !double.IsFinite(scale))
            throw new InvalidDataException($"column '{Excerpt.Of(column.Name)}' cannot be scaled: its values are too large");
        if (settings.Scaling == ScalerMethod.Quantile && scale != 0)
            this.quantiles.Add(ColumnQuantiles.Of(this.scales.Count, values)); // sorted by now
        this.Add(offset, scale);
    }

    private void Add(double offset, double scale)
    {
        this.offsets.Add(offset);
        this.scales.Add(scale);
    }

    // A feature that is 0 or 1 stays so unless all are scaled; one that was 1 in every row gives 0 for ever.
    private void AddFlag(int ones, int rows, bool constant)
    {
        if (settings.Scaling == ScalerMethod.RobustClip)
            this.AddSorted((0, rows - ones), (1, ones));
        else
            this.Add(0, constant ? 0 : 1);
    }

    private void AddPair(int first, int second, int rows)
    {
        if (settings.Scaling == ScalerMethod.RobustClip)
            this.AddSorted((-1, second), (0, rows - first - second), (1, first));
        else
            this.Add(0, 1);
    }

    private void AddIndicator(bool gaps, int missing, int rows)
    {
        if (gaps)
            this.AddFlag(missing, rows, constant: false);
    }

    // A feature of few values, by how often each occurs.
    private void AddSorted(params ReadOnlySpan<(double Value, int Count)> values)
    {
        int done = 0;
        foreach ((double value, int count) in values)
        {
            this.scratch.AsSpan(done, count).Fill(value);
            done += count;
        }

        (double offset, double scale) = ColumnStatistics.OffsetAndScale(settings.Scaling, this.scratch.AsSpan(0, done));
        this.Add(offset, scale);
    }

    /// <summary>The values that are not missing, in a buffer that the next column takes again.</summary>
    private Span<double> Present(ReadOnlySpan<double> values)
    {
        int count = 0;
        foreach (double value in values)
        {
            if (!double.IsNaN(value))
                this.scratch[count++] = value;
        }

        return this.scratch.AsSpan(0, count);
    }

    private static void Fill(Span<double> values, double fill)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] = double.IsNaN(values[i]) ? fill : values[i];
    }
}
