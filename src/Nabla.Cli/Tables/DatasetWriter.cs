using Nabla.Csv;
using Nabla.Data;

namespace Nabla.Cli.Tables;

/// <summary>Writes a data set as a CSV file: features, then targets or class.</summary>
internal static class DatasetWriter
{
    /// <summary>The name of the class column.</summary>
    public const string ClassColumn = "class";

    /// <summary>Writes the header and the rows.</summary>
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
