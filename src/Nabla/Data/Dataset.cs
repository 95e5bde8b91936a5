using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>Examples to learn from: a row of raw feature values each, with a class or with target values.</summary>
public sealed class Dataset
{
    private string? fingerprint;

    private Dataset(string name, Matrix<double> features, IReadOnlyList<string> featureNames, ImageShape? image)
        : this(name, new MatrixRows(features), featureNames, image)
    {
    }

    private Dataset(string name, FeatureRows source, IReadOnlyList<string> featureNames, ImageShape? image)
    {
        this.Name = name;
        this.Source = source;
        this.FeatureNames = [.. featureNames];
        this.Image = image;
    }

    /// <summary>The name, as in the catalogue or of the file.</summary>
    public string Name { get; }

    /// <summary>Whether classes, numbers or labels are to be predicted.</summary>
    public LearningTask Task { get; private init; } = LearningTask.Classification;

    /// <summary>
    /// The raw feature values [examples × features]: finite numbers, or what <see cref="Schema"/> says. Those of a packed table are copied
    /// into memory when they are first asked for; training does not ask.
    /// </summary>
    /// <exception cref="InvalidDataException">The data set is of a packed table that does not fit into memory.</exception>
    public Matrix<double> Features => this.Source.Matrix;

    /// <summary>The schema of the columns of <see cref="Features"/> if they came from a table; null for numbers without missing values.</summary>
    public TableSchema? Schema { get; private set; }

    /// <summary>The columns of a table that the target stood in; null if it came from none.</summary>
    public TargetSchema? Target { get; private init; }

    /// <summary>A name for each column of <see cref="Features"/>.</summary>
    public IReadOnlyList<string> FeatureNames { get; private set; }

    /// <summary>The class of each example, an index into <see cref="ClassNames"/>; empty for a regression.</summary>
    public int[] Labels { get; private set; } = [];

    /// <summary>The names of the classes; empty for a regression.</summary>
    public IReadOnlyList<string> ClassNames { get; private init; } = [];

    /// <summary>The values to learn [examples × targets], 0 or 1 for labels; null for a classification.</summary>
    public Matrix<double>? Targets { get; private set; }

    /// <summary>A name for each column of <see cref="Targets"/>; empty for a classification.</summary>
    public IReadOnlyList<string> TargetNames { get; private set; } = [];

    /// <summary>How much each example counts, in training and in scores; null for 1 each.</summary>
    public double[]? Weights { get; private set; }

    /// <summary>The column of a table that <see cref="Weights"/> stood in; null where they came from none.</summary>
    public ColumnSchema? WeightColumn { get; private set; }

    /// <summary>The group of each example, such as a patient: no split divides a group. Null without groups.</summary>
    public int[]? Groups { get; private set; }

    /// <summary>When each example was, in any unit: a split then tests on the latest. Null where that does not matter.</summary>
    public double[]? Times { get; private set; }

    /// <summary>The column of a packed table that <see cref="Groups"/> stood in; null where they came from none.</summary>
    public string? GroupColumn { get; private set; }

    /// <summary>The column of a packed table that <see cref="Times"/> stood in; null where they came from none.</summary>
    public string? TimeColumn { get; private set; }

    /// <summary>The shape of the images, if the features are the pixels of images.</summary>
    public ImageShape? Image { get; }

    /// <summary>The number of examples.</summary>
    public int Rows => this.Source.Rows;

    /// <summary>The rows of <see cref="Features"/>, wherever they stand.</summary>
    internal FeatureRows Source { get; private set; }

    /// <summary>Examples with classes.</summary>
    /// <param name="name">The name of the data set.</param>
    /// <param name="features">Raw values [examples × features].</param>
    /// <param name="featureNames">A name for each feature.</param>
    /// <param name="labels">The class of each example, an index into the class names.</param>
    /// <param name="classNames">The names of the classes, each another.</param>
    /// <param name="image">The shape of the images, if the features are pixels.</param>
    /// <exception cref="ArgumentException">Sizes disagree, or two names are the same.</exception>
    /// <exception cref="InvalidDataException">A value is not finite, or a label names no class.</exception>
    public static Dataset Classification(
        string name,
        Matrix<double> features,
        IReadOnlyList<string> featureNames,
        int[] labels,
        IReadOnlyList<string> classNames,
        ImageShape? image = null)
    {
        DatasetChecks.Features(name, features, featureNames, image);
        DatasetChecks.Labels(labels, features.Rows, classNames);
        return new Dataset(name, features, featureNames, image) { Labels = labels, ClassNames = [.. classNames] };
    }

    /// <summary>Examples with target values.</summary>
    /// <param name="name">The name of the data set.</param>
    /// <param name="features">Raw values [examples × features].</param>
    /// <param name="featureNames">A name for each feature.</param>
    /// <param name="targets">Raw values [examples × targets].</param>
    /// <param name="targetNames">A name for each target.</param>
    /// <param name="image">The shape of the images, if the features are pixels.</param>
    /// <exception cref="ArgumentException">Sizes disagree, or two names are the same.</exception>
    /// <exception cref="InvalidDataException">A value is not finite.</exception>
    public static Dataset Regression(
        string name,
        Matrix<double> features,
        IReadOnlyList<string> featureNames,
        Matrix<double> targets,
        IReadOnlyList<string> targetNames,
        ImageShape? image = null)
    {
        DatasetChecks.Features(name, features, featureNames, image);
        DatasetChecks.Targets(targets, features.Rows, targetNames);
        return new Dataset(name, features, featureNames, image)
        {
            Task = LearningTask.Regression,
            Targets = targets,
            TargetNames = [.. targetNames],
        };
    }

    /// <summary>Examples with any number of several labels each.</summary>
    /// <param name="name">The name of the data set.</param>
    /// <param name="features">Raw values [examples × features].</param>
    /// <param name="featureNames">A name for each feature.</param>
    /// <param name="labels">1 for yes and 0 for no [examples × labels].</param>
    /// <param name="labelNames">A name for each label.</param>
    /// <exception cref="ArgumentException">Sizes disagree, or two names are the same.</exception>
    /// <exception cref="InvalidDataException">A value is not finite, or a label is not 0 or 1.</exception>
    public static Dataset MultiLabel(
        string name,
        Matrix<double> features,
        IReadOnlyList<string> featureNames,
        Matrix<double> labels,
        IReadOnlyList<string> labelNames)
    {
        DatasetChecks.Features(name, features, featureNames, image: null);
        DatasetChecks.Targets(labels, features.Rows, labelNames);
        DatasetChecks.YesOrNo(labels, labelNames);
        return new Dataset(name, features, featureNames, image: null)
        {
            Task = LearningTask.MultiLabel,
            Targets = labels,
            TargetNames = [.. labelNames],
        };
    }

    /// <summary>The rows of a table as examples: all columns that are not targets are features.</summary>
    /// <param name="name">The name of the data set.</param>
    /// <param name="table">The rows; leave out those without a target by <see cref="Table.WithoutMissing"/>.</param>
    /// <param name="target">The target, as <see cref="TargetSchema.Of"/> detects it, or as it was for other rows.</param>
    /// <param name="schema">The features and how they are encoded, as a model was trained on; all other columns as in the table by default.</param>
    /// <param name="weight">A column of numbers above 0, how much each row counts, which is not a feature; null, the default, for 1 each.</param>
    /// <exception cref="InvalidDataException">
    /// There is no row, or no column but the target; a column is not there or of another kind; a row has no target, none of the known
    /// classes, or no weight.
    /// </exception>
    public static Dataset FromTable(string name, Table table, TargetSchema target, TableSchema? schema = null, string? weight = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(target);
        if (weight is not null)
        {
            Dataset weighted = FromTable(name, table.Without(weight), target, schema).WithWeights(DatasetChecks.WeightsOf(table[weight]));
            weighted.WeightColumn = table[weight].Schema;
            return weighted;
        }

        if (table.Rows == 0)
            throw new InvalidDataException("a table of 0 rows: expected at least one");
        if (table.Columns.Count <= target.Columns.Count)
            throw new InvalidDataException($"no column but the target {Excerpt.Of(target.Names)}: expected at least one feature");
        schema ??= table.Without(target.Names).Schema;
        return OfColumns(name, new TableRows(schema, table), schema, target, table);
    }

    /// <summary>The rows of a packed table as examples, which stay in its file.</summary>
    internal static Dataset FromPacked(string name, FeatureRows source, TableSchema schema, TargetSchema target, Table targets, PackedRoles roles)
    {
        Dataset data = OfColumns(name, source, schema, target, targets);
        data.Weights = roles.Weight is { } weight ? DatasetChecks.WeightsOf(weight) : null;
        (data.WeightColumn, data.GroupColumn, data.TimeColumn) = (roles.Weight?.Schema, roles.Group?.Name, roles.Time?.Name);
        return data.WithGroupsOf(roles.Group).WithTimes(roles.Time?.Values.ToArray());
    }

    private static Dataset OfColumns(string name, FeatureRows source, TableSchema schema, TargetSchema target, Table targets)
    {
        bool classes = target.Task == LearningTask.Classification;
        return new Dataset(name, source, schema.Names, image: null)
        {
            Task = target.Task,
            Schema = schema,
            Target = target,
            Labels = classes ? target.Labels(targets[target.Names[0]]) : [],
            ClassNames = target.ClassNames,
            Targets = classes ? null : target.Values(targets),
            TargetNames = classes ? [] : target.Names,
        };
    }

    /// <summary>The same examples with weights: an example of weight 2 counts as if it were there twice.</summary>
    /// <param name="weights">A finite number above 0 for each example; null for 1 each.</param>
    /// <exception cref="ArgumentException">There are not as many weights as examples.</exception>
    /// <exception cref="InvalidDataException">A weight is not a finite number above 0.</exception>
    public Dataset WithWeights(double[]? weights)
    {
        DatasetChecks.Weights(weights, this.Rows);
        Dataset copy = this.Copy();
        (copy.Weights, copy.WeightColumn) = (weights, null);
        return copy;
    }

    /// <summary>The same examples with other numbers to predict, under the names of those they had.</summary>
    internal Dataset WithTargets(Matrix<double> targets)
    {
        Dataset copy = this.Copy();
        copy.Targets = targets;
        return copy;
    }

    /// <summary>The same examples, of which some belong together: splits and folds keep these in one part.</summary>
    /// <param name="groups">The group of each example; null for no groups.</param>
    /// <exception cref="ArgumentException">There are not as many as examples.</exception>
    public Dataset WithGroups(int[]? groups)
    {
        if (groups is not null && groups.Length != this.Rows)
            throw new ArgumentException($"{groups.Length} groups for {this.Rows} rows", nameof(groups));
        Dataset copy = this.Copy();
        copy.Groups = groups;
        return copy;
    }

    /// <summary>The same examples, of which those with the same value in a column belong together; one without a value belongs to itself.</summary>
    /// <param name="column">A value for each example; null for each to itself.</param>
    /// <exception cref="ArgumentException">There are not as many as examples.</exception>
    public Dataset WithGroupsOf(TableColumn? column)
    {
        if (column is null)
            return this.WithGroups(null);
        var numbers = new Dictionary<double, int>();
        var groups = new int[column.Rows];
        int next = 0;
        for (int row = 0; row < groups.Length; row++)
        {
            double value = column.Values[row];
            if (double.IsNaN(value))
                groups[row] = next++;
            else if (!numbers.TryGetValue(value, out groups[row]))
                numbers.Add(value, groups[row] = next++);
        }

        return this.WithGroups(groups);
    }

    /// <summary>The same examples with the time of each: splits test on the latest.</summary>
    /// <param name="times">A finite number for each example; null where time does not matter.</param>
    /// <exception cref="ArgumentException">There are not as many as examples.</exception>
    /// <exception cref="InvalidDataException">A time is not finite.</exception>
    public Dataset WithTimes(double[]? times)
    {
        if (times is not null && times.Length != this.Rows)
            throw new ArgumentException($"{times.Length} times for {this.Rows} rows", nameof(times));
        if (times is not null && Array.FindIndex(times, time => !double.IsFinite(time)) is >= 0 and var row)
            throw new InvalidDataException($"row {row} has no time");
        Dataset copy = this.Copy();
        copy.Times = times;
        return copy;
    }

    /// <summary>
    /// The fingerprint of the data: the SHA-256 of all its numbers, names, columns and weights, in hexadecimal digits. The data set's own name
    /// is not among them.
    /// </summary>
    public string Fingerprint() => this.Source.IsInMemory ? DataFingerprint.Of(this) : this.fingerprint ??= DataFingerprint.Of(this);

    /// <summary>The same examples with their features, and their targets, in the order of some names; as they are where they have not just these names.</summary>
    internal Dataset InOrder(IReadOnlyList<string> features, IReadOnlyList<string> targets)
    {
        int[]? columns = Order(this.FeatureNames, features), values = Order(this.TargetNames, targets);
        if (columns is null && values is null)
            return this;
        Dataset ordered = this.Copy();
        if (columns is not null)
        {
            ordered.FeatureNames = [.. features];
            ordered.Source = new MatrixRows(SelectColumns(this.Features, columns));
            ordered.Schema = this.Schema is { } schema ? new TableSchema([.. columns.Select(column => schema.Columns[column])], schema.MissingTexts) : null;
        }

        if (values is not null)
        {
            ordered.TargetNames = [.. targets];
            ordered.Targets = SelectColumns(this.Targets!, values);
        }

        return ordered;

        static int[]? Order(IReadOnlyList<string> here, IReadOnlyList<string> wanted)
        {
            if (here.Count != wanted.Count || here.SequenceEqual(wanted, StringComparer.Ordinal))
                return null;
            List<string> names = [.. here];
            int[] order = [.. wanted.Select(name => names.IndexOf(name))];
            return order.Contains(-1) ? null : order;
        }

        static Matrix<double> SelectColumns(Matrix<double> matrix, int[] columns)
        {
            var selected = new Matrix<double>(matrix.Rows, columns.Length);
            for (int row = 0; row < matrix.Rows; row++)
            {
                for (int i = 0; i < columns.Length; i++)
                    selected[row, i] = matrix[row, columns[i]];
            }

            return selected;
        }
    }

    /// <summary>The values of a feature in the rows that have one.</summary>
    internal double[] PresentValues(int feature)
        => [.. Enumerable.Range(0, this.Rows).Select(row => this.Features[row, feature]).Where(value => !double.IsNaN(value))];

    // A file does not change while it is mapped, so its hash is kept; a copy has other numbers.
    private Dataset Copy()
    {
        var copy = (Dataset)this.MemberwiseClone();
        copy.fingerprint = null;
        return copy;
    }

    /// <summary>All rows, or as many of them at equal distances.</summary>
    /// <param name="most">The most rows, 1 or more.</param>
    public Dataset Sample(int most)
        => this.Rows <= most ? this : this.SelectRows([.. Enumerable.Range(0, most).Select(i => (int)((long)i * this.Rows / most))]);

    /// <summary>The named rows as a data set of their own, in the order named, with the same classes.</summary>
    /// <exception cref="ArgumentException">No row is named.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public Dataset SelectRows(ReadOnlySpan<int> rows)
    {
        if (rows.IsEmpty)
            throw new ArgumentException("a data set of 0 rows: expected at least one", nameof(rows));
        Dataset selected = this.Copy();
        selected.Source = this.Source.Select(rows);
        selected.Labels = this.Labels.Length == 0 ? [] : Select(this.Labels, rows);
        selected.Targets = this.Targets?.SelectRows(rows);
        selected.Weights = this.Weights is null ? null : Select(this.Weights, rows);
        selected.Groups = this.Groups is null ? null : Select(this.Groups, rows);
        selected.Times = this.Times is null ? null : Select(this.Times, rows);
        return selected;

        static TValue[] Select<TValue>(TValue[] values, ReadOnlySpan<int> rows)
        {
            var selected = new TValue[rows.Length];
            for (int i = 0; i < rows.Length; i++)
                selected[i] = values[rows[i]];
            return selected;
        }
    }
}
