using System.Globalization;
using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Studio;

/// <summary>The rows that are drawn: all rows of each part, or evenly spaced ones up to a limit.</summary>
internal sealed class RowSample
{
    private static readonly string[] Names = ["training", "validation", "test"];

    private readonly List<(int Part, Dataset Data)> samples = [];

    /// <param name="parts">The data.</param>
    /// <param name="most">Maximum number of drawn rows of a part.</param>
    public RowSample(DataParts parts, int most)
    {
        Add(0, parts.Train);
        Add(1, parts.Validation);
        Add(2, parts.Test);

        void Add(int part, Dataset? data)
        {
            if (data is not null)
                this.samples.Add((part, data.Sample(most)));
        }
    }

    /// <summary>The part that is scored: validation if present, else test, else training.</summary>
    public (string Name, Dataset Data) Judged
    {
        get
        {
            (int part, Dataset data) = this.samples.Count > 1 ? this.samples[1] : this.samples[0];
            return (Names[part], data);
        }
    }

    /// <summary>The drawn rows, divided into parts.</summary>
    public DataParts Parts => new(this.Training, this.Find(1), this.Find(2));

    /// <summary>The training rows.</summary>
    public Dataset Training => this.samples[0].Data;

    /// <summary>The total number of drawn rows.</summary>
    public int Count => this.samples.Sum(sample => sample.Data.Rows);

    /// <summary>A row by its index among all drawn rows.</summary>
    public (string Part, Dataset Data, int Row) this[int index]
    {
        get
        {
            foreach ((int part, Dataset data) in this.samples)
            {
                if (index < data.Rows)
                    return (Names[part], data, index);
                index -= data.Rows;
            }

            throw new ArgumentOutOfRangeException(nameof(index));
        }
    }

    /// <summary>The drawn rows as the page receives them.</summary>
    public DrawnRows Describe(FeaturePlane? plane)
    {
        List<int> part = [];
        List<float> x = [], y = [], target = [];
        List<string> title = [];
        foreach ((int number, Dataset data) in this.samples)
        {
            for (int row = 0; row < data.Rows; row++)
            {
                part.Add(number);
                target.Add(data.Task == LearningTask.Classification ? data.Labels[row] : (float)data.Targets![row, 0]);
                title.Add(Title(data, row));
                if (plane is null)
                    continue;
                x.Add((float)data.Features[row, plane.X]);
                y.Add((float)data.Features[row, plane.Y]);
            }
        }

        return new DrawnRows(part, x, y, target, title);
    }

    private Dataset? Find(int part) => this.samples.Find(sample => sample.Part == part).Data;

    /// <summary>A row as text: its first values and its target.</summary>
    public static string Title(Dataset data, int row)
    {
        const int Most = 4;
        string values = string.Join(", ", Enumerable.Range(0, Math.Min(Most, data.FeatureNames.Count)).Select(column => Text(data, row, column)));
        string more = data.FeatureNames.Count > Most ? ", …" : string.Empty;
        return $"{values}{more} → {Target(data, row)}";
    }

    /// <summary>The target of a row as text.</summary>
    public static string Target(Dataset data, int row) => data.Task switch
    {
        LearningTask.Classification => data.ClassNames[data.Labels[row]],
        LearningTask.MultiLabel => string.Join(" + ", data.TargetNames.Where((_, label) => data.Targets![row, label] == 1).DefaultIfEmpty("none")),
        _ => string.Join(", ", Enumerable.Range(0, data.TargetNames.Count).Select(target => data.Targets![row, target].ToString("G4", CultureInfo.InvariantCulture))),
    };

    /// <summary>A value as text, as in the data.</summary>
    public static string Text(Dataset data, int row, int column)
    {
        double value = data.Features[row, column];
        return data.Schema?.Columns[column] is { Kind: not ColumnKind.Number } schema ? schema.TextOf(value) ?? "missing" : double.IsNaN(value) ? "missing" : value.ToString("G4", CultureInfo.InvariantCulture);
    }

    /// <summary>A row as a matrix.</summary>
    public static Matrix<double> Features(Dataset data, int row) => new(data.Features.Row(row).ToArray(), 1, data.Features.Columns);
}
