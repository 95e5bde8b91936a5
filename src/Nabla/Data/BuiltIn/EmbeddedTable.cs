using System.Globalization;
using System.IO.Compression;
using Nabla.Numerics;

namespace Nabla.Data;

/// <summary>Reads the comma-separated tables embedded in the library: a header, numbers, and the class in the last column.</summary>
internal static class EmbeddedTable
{
    /// <summary>Reads the table of a resource, compressed with gzip or not, as a data set.</summary>
    public static Dataset Read(string name, string resource, ImageShape? image = null)
    {
        using Stream stream = typeof(EmbeddedTable).Assembly.GetManifestResourceStream(resource)!;
        bool compressed = resource.EndsWith(".gz", StringComparison.Ordinal);
        using Stream content = compressed ? new GZipStream(stream, CompressionMode.Decompress) : stream;
        using var reader = new StreamReader(content);
        string[] header = reader.ReadLine()!.Split(',');
        List<double> values = [];
        List<string> labels = [];
        while (reader.ReadLine() is { } line)
        {
            foreach (Range cell in line.AsSpan().Split(','))
            {
                if (cell.End.Value < line.Length)
                    values.Add(double.Parse(line.AsSpan(cell), CultureInfo.InvariantCulture));
                else
                    labels.Add(line[cell]);
            }
        }

        LabelMap<string> classes = LabelMap<string>.From(labels);
        return Dataset.Classification(
            name,
            new Matrix<double>([.. values], labels.Count, header.Length - 1),
            header[..^1],
            classes.Encode([.. labels]),
            classes.Classes,
            image);
    }
}
