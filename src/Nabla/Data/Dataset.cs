using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>Labelled examples: rows of raw feature values, each with a class or with target values.</summary>
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

    /// <summary>The name, from the catalogue or the file.</summary>
    public string Name { get; }

    /// <summary>The task: classification, regression or multi-label.</summary>
    public LearningTask Task { get; private init; } = LearningTask.Classification;

    /// <summary>
    /// The raw feature values [examples × features]: finite numbers, or encoded values as <see cref="Schema"/> defines. The values of a packed table
    /// are copied into memory on first use; training does not need this copy.
    /// </summary>
    /// <exception cref="InvalidDataException">The data set is a packed table that does not fit into memory.</exception>
    public Matrix<double> Features => this.Source.Matrix;

    /// <summary>The schema of the columns of <see cref="Features"/> if they came from a table; null for numbers without missing values.</summary>
    public TableSchema? Schema { get; private set; }

    /// <summary>The table columns of the target; null if the data came from no table.</summary>
    public TargetSchema? Target { get; private init; }

    /// <summary>A name for each column of <see cref="Features"/>.</summary>
    public IReadOnlyList<string> FeatureNames { get; private set; }

    /// <summary>The class of each example, an index into <see cref="ClassNames"/>; empty for a regression.</summary>
    public int[] Labels { get; private set; } = [];

    /// <summary>The names of the classes; empty for a regression.</summary>
    public IReadOnlyList<string> ClassNames { get; private init; } = [];

    /// <summary>The target values [examples × targets], 0 or 1 for labels; null for a classification.</summary>
    public Matrix<double>? Targets { get; private set; }

    /// <summary>A name for each column of <see cref="Targets"/>; empty for a classification.</summary>
    public IReadOnlyList<string> TargetNames { get; private set; } = [];

    /// <summary>The weight of each example, in training and in scores; null for 1 each.</summary>
    public double[]? Weights { get; private set; }

    /// <summary>The table column of <see cref="Weights"/>; null without one.</summary>
    public ColumnSchema? WeightColumn { get; private set; }

    /// <summary>The group of each example, such as a patient: splits keep a group in one part. Null without groups.</summary>
    public int[]? Groups { get; private set; }

    /// <summary>The time of each example, in any unit: splits then test on the latest examples. Null without times.</summary>
    public double[]? Times { get; private set; }

    /// <summary>The packed table's column of <see cref="Groups"/>; null without one.</summary>
    public string? GroupColumn { get; private set; }

    /// <summary>The packed table's column of <see cref="Times"/>; null without one.</summary>
    public string? TimeColumn { get; private set; }

    /// <summary>The shape of the images, if the features are the pixels of images.</summary>
    public ImageShape? Image { get; }

    /// <summary>The number of examples.</summary>
    public int Rows => this.Source.Rows;

    /// <summary>The rows of <see cref="Features"/>, in memory or in a file.</summary>
    internal FeatureRows Source { get; private set; }

    /// <summary>Creates a data set with classes.</summary>
    /// <param name="name">The name of the data set.</param>
    /// <param name="features">Raw values [examples × features].</param>
    /// <param name="featureNames">A name for each feature.</param>
    /// <param name="labels">The class of each example, an index into the class names.</param>
    /// <param name="classNames">The names of the classes, all different.</param>
    /// <param name="image">The shape of the images, if the features are pixels.</param>
    /// <exception cref="ArgumentException">Sizes differ, or two names are equal.</exception>
    /// <exception cref="InvalidDataException">A value is not finite, or a label is not an index of a class.</exception>
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

    /// <summary>Creates a data set with target values.</summary>
    /// <param name="name">The name of the data set.</param>
    /// <param name="features">Raw values [examples × features].</param>
    /// <param name="featureNames">A name for each feature.</param>
    /// <param name="targets">Raw values [examples × targets].</param>
    /// <param name="targetNames">A name for each target.</param>
    /// <param name="image">The shape of the images, if the features are pixels.</param>
    /// <exception cref="ArgumentException">Sizes differ, or two names are equal.</exception>
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

    /// <summary>Creates a data set with several labels, any number of which apply to an example.</summary>
    /// <param name="name">The name of the data set.</param>
    /// <param name="features">Raw values [examples × features].</param>
    /// <param name="featureNames">A name for each feature.</param>
    /// <param name="labels">1 for yes, 0 for no [examples × labels].</param>
    /// <param name="labelNames">A name for each label.</param>
    /// <exception cref="ArgumentException">Sizes differ, or two names are equal.</exception>
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

    /// <summary>Creates a data set from the rows of a table: all columns except targets are features.</summary>
    /// <param name="name">The name of the data set.</param>
    /// <param name="table">The rows; remove rows without a target with <see cref="Table.WithoutMissing"/>.</param>
    /// <param name="target">The target, detected by <see cref="TargetSchema.Of"/> or taken from other rows.</param>
    /// <param name="schema">The features and their encoding, such as those of a model; by default all other columns of the table.</param>
    /// <param name="weight">The column of weights, numbers above 0, which is then not a feature; null, the default, for 1 each.</param>
    /// <exception cref="InvalidDataException">There is no row or no feature; a column is missing or of another kind; or a row has no target, an
    /// unknown class, or no weight.</exception>
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

    /// <summary>Creates a data set from the rows of a packed table, which stay in its file.</summary>
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

    /// <summary>The same examples with weights: an example of weight 2 counts twice.</summary>
    /// <param name="weights">A finite weight above 0 for each example; null for 1 each.</param>
    /// <exception cref="ArgumentException">The numbers of weights and examples differ.</exception>
    /// <exception cref="InvalidDataException">A weight is not a finite number above 0.</exception>
    public Dataset WithWeights(double[]? weights)
    {
        DatasetChecks.Weights(weights, this.Rows);
        Dataset copy = this.Copy();
        (copy.Weights, copy.WeightColumn) = (weights, null);
        return copy;
    }

    /// <summary>The same examples with other target values, under the same target names.</summary>
    internal Dataset WithTargets(Matrix<double> targets)
    {
        Dataset copy = this.Copy();
        copy.Targets = targets;
        return copy;
    }

    /// <summary>The same examples with groups: splits and folds keep a group in one part.</summary>
    /// <param name="groups">The group of each example; null for no groups.</param>
    /// <exception cref="ArgumentException">The numbers of groups and examples differ.</exception>
    public Dataset WithGroups(int[]? groups)
    {
        if (groups is not null && groups.Length != this.Rows)
            throw new ArgumentException($"{groups.Length} groups for {this.Rows} rows", nameof(groups));
        Dataset copy = this.Copy();
        copy.Groups = groups;
        return copy;
    }

    /// <summary>The same examples, grouped by equal values of a column; an example without a value is a separate group.</summary>
    /// <param name="column">A value for each example; null for no groups.</param>
    /// <exception cref="ArgumentException">The numbers of values and examples differ.</exception>
    public Dataset WithGroupsOf(TableColumn? column)
    {
        if (column is null)
            return this.WithGroups(null);
        var numbers = new Dictionary<double, int>();
        var groups = new int[column.Rows];
        int next = 0;
        for (int row = 0; row < groups.Length; row++)
        {
            double value = column.Stored[row];
            if (double.IsNaN(value))
                groups[row] = next++;
            else if (!numbers.TryGetValue(value, out groups[row]))
                numbers.Add(value, groups[row] = next++);
        }

        return this.WithGroups(groups);
    }

    /// <summary>The same examples with times: splits test on the latest examples.</summary>
    /// <param name="times">A finite time for each example; null for none.</param>
    /// <exception cref="ArgumentException">The numbers of times and examples differ.</exception>
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
    /// The fingerprint of the data: the SHA-256 of all its numbers, names, columns and weights, in hexadecimal digits. It does not include the name
    /// of the data set.
    /// </summary>
    public string Fingerprint() => this.Source.IsInMemory ? DataFingerprint.Of(this) : this.fingerprint ??= DataFingerprint.Of(this);

    /// <summary>The same examples with features and targets in the order of some names; unchanged if the data set has other names.</summary>
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

    /// <summary>The values of a feature that are not missing.</summary>
    internal double[] PresentValues(int feature)
        => [.. Enumerable.Range(0, this.Rows).Select(row => this.Features[row, feature]).Where(value => !double.IsNaN(value))];

    // A file does not change while it is mapped, so its hash is kept; a copy has different data.
    private Dataset Copy()
    {
        var copy = (Dataset)this.MemberwiseClone();
        copy.fingerprint = null;
        return copy;
    }

    /// <summary>All rows, or evenly spaced ones if there are more than a maximum.</summary>
    /// <param name="most">The maximum number of rows, 1 or more.</param>
    public Dataset Sample(int most)
        => this.Rows <= most ? this : this.SelectRows([.. Enumerable.Range(0, most).Select(i => (int)((long)i * this.Rows / most))]);

    /// <summary>Creates a data set from some rows, in the given order, with the same classes.</summary>
    /// <exception cref="ArgumentException">There are no rows.</exception>
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
