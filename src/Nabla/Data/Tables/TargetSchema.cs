using System.Text.Json.Serialization;
using Nabla.Descriptions;
using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>The target: its columns, and the classes of a classification.</summary>
public sealed record TargetSchema
{
    /// <summary>Creates a target as read from a file; <see cref="Of"/> detects it.</summary>
    /// <exception cref="ArgumentException">Columns and classes do not match the task.</exception>
    public TargetSchema(LearningTask task, ValueList<ColumnSchema> columns, ValueList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(classNames);
        bool classification = task == LearningTask.Classification;
        if (classification ? columns.Count != 1 : columns.Count == 0)
            throw new ArgumentException($"{columns.Count} columns for a {task}: expected {(classification ? "one" : "at least one")}", nameof(columns));
        if (classification ? classNames.Count < 2 : classNames.Count > 0)
            throw new ArgumentException($"{classNames.Count} classes for a {task}: expected {(classification ? "at least 2" : "none")}", nameof(classNames));
        this.Task = task;
        this.Columns = columns;
        this.ClassNames = classNames;
    }

    /// <summary>The task: classification, regression or multi-label.</summary>
    public LearningTask Task { get; }

    /// <summary>The columns of the target: one for a classification, otherwise one per number or label.</summary>
    [JsonConverter(typeof(ValueListJsonConverter<ColumnSchema>))]
    public ValueList<ColumnSchema> Columns { get; }

    /// <summary>The class names as written in the column, in ascending order; empty for other tasks.</summary>
    [JsonConverter(typeof(ValueListJsonConverter<string>))]
    public ValueList<string> ClassNames { get; }

    /// <summary>The names of the columns.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Names => [.. this.Columns.Select(column => column.Name)];

    /// <summary>Creates the target from columns of a table.</summary>
    /// <param name="table">The table; rows without a target are ignored.</param>
    /// <param name="names">The names of the columns.</param>
    /// <param name="task">The task; detected by <see cref="TaskInference"/> by default.</param>
    /// <exception cref="ArgumentException">The columns do not match each other or the task.</exception>
    /// <exception cref="InvalidDataException">There is no such column, it has dates, or there are fewer than two classes.</exception>
    public static TargetSchema Of(Table table, IReadOnlyList<string> names, LearningTask? task = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(names);
        TableColumn[] columns = [.. names.Select(name => table[name])];
        task ??= TaskInference.Of(columns).Task;
        ValueList<string> classes = [];
        if (task == LearningTask.Classification && columns is [TableColumn only])
        {
            TaskInference.RefuseNumbers(only);
            classes = Classes(only);
            if (classes.Count < 2)
                throw new InvalidDataException($"column '{Excerpt.Of(only.Name)}' has {(classes.Count == 0 ? "no value" : $"the one value '{Excerpt.Of(classes[0])}'")}: classes to be told apart are at least two");
        }
        else if (columns.FirstOrDefault(column => column.Schema.Kind is ColumnKind.Category or ColumnKind.Date) is { } wrong)
        {
            throw new InvalidDataException($"column '{Excerpt.Of(wrong.Name)}' has {(wrong.Schema.Kind == ColumnKind.Date ? "dates" : "texts")}, which are no {task}");
        }

        return new TargetSchema(task.Value, [.. columns.Select(column => column.Schema)], classes);
    }

    /// <summary>The class of each row of a column, an index into <see cref="ClassNames"/>.</summary>
    /// <exception cref="InvalidDataException">A row has no class, or an unknown one.</exception>
    internal int[] Labels(TableColumn column)
    {
        var classes = new LevelIndex(this.ClassNames);
        var known = new Dictionary<double, int>();
        ColumnValues values = column.Stored;
        var labels = new int[values.Count];
        for (int row = 0; row < labels.Length; row++)
        {
            if (!known.TryGetValue(values[row], out labels[row]))
            {
                string text = column.Text(row) ?? throw Missing(column, row, "class");
                labels[row] = Find(text);
                if (labels[row] < 0)
                    throw new InvalidDataException($"row {row}, column '{Excerpt.Of(column.Name)}': '{Excerpt.Of(text)}' is none of the classes {Excerpt.Of(this.ClassNames)}");
                known.Add(values[row], labels[row]);
            }
        }

        return labels;

        // A class may be written differently than in training: 1.0 for 1, true for yes.
        int Find(string text)
        {
            int label = classes.Find(text);
            return label >= 0 || !this.Columns[0].TryEncode(text, out double value) ? label : classes.Find(this.Columns[0].TextOf(value));
        }
    }

    /// <summary>The values of each row [rows × targets]; labels are 0 or 1.</summary>
    /// <exception cref="InvalidDataException">A row has no value, or one that is not a label.</exception>
    internal Matrix<double> Values(Table table)
    {
        Matrix<double> values = new TableSchema(this.Columns).Encode(table);
        int gap = Array.FindIndex(values.Data, double.IsNaN);
        if (gap >= 0)
            throw Missing(table[this.Columns[gap % values.Columns].Name], gap / values.Columns, "target");
        if (this.Task == LearningTask.MultiLabel)
            DatasetChecks.YesOrNo(values, this.Names);
        DatasetChecks.NotTooLarge(values, this.Names);
        return values;
    }

    private static InvalidDataException Missing(TableColumn column, int row, string what)
        => new($"row {row}, column '{Excerpt.Of(column.Name)}': the {what} is {(double.IsNaN(column.Stored[row]) ? "missing" : "unknown")}");

    // Numbers are in numeric order, texts in ordinal order, no before yes; a value without rows is not a class.
    private static ValueList<string> Classes(TableColumn column)
    {
        IEnumerable<double> distinct = column.Stored.Where(value => !double.IsNaN(value) && column.Schema.TextOf(value) is not null).Distinct().Order();
        IEnumerable<string> texts = distinct.Select(value => column.Schema.TextOf(value)!);
        return [.. column.Schema.Kind == ColumnKind.Category ? texts.Order(StringComparer.Ordinal) : texts];
    }
}
