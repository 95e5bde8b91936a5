using Nabla.Csv;
using Nabla.Data;

namespace Nabla.Cli.Tables;

/// <summary>Writes a data set as a CSV file: its features, then its targets or its class.</summary>
internal static class DatasetWriter
{
    /// <summary>The name of the column with the classes.</summary>
    public const string ClassColumn = "class";

    /// <summary>Writes names and rows.</summary>
    public static void Write(Dataset data, Stream stream)
    {
        using var writer = new CsvTableWriter(stream);
        writer.Write([.. data.FeatureNames, .. data.Targets is null ? [ClassColumn] : data.TargetNames]);
        writer.EndRow();
        for (int row = 0; row < data.Rows; row++)
        {
            WriteNumbers(data.Features.Row(row));
            if (data.Targets is { } targets)
                WriteNumbers(targets.Row(row));
            else
                writer.Write(data.ClassNames[data.Labels[row]]);
            writer.EndRow();
        }

        void WriteNumbers(ReadOnlySpan<double> numbers)
        {
            foreach (double number in numbers)
                writer.Write(number);
        }
    }
}
