using System.IO.Compression;
using System.Text;
using Nabla.Data;

namespace Nabla.Csv.Tests;

/// <summary>CSV texts as files and streams.</summary>
internal static class Texts
{
    public const string Name = "data.csv";

    public static CsvTable Read(string text, CsvOptions? options = null) => Read(Encoding.UTF8.GetBytes(text), options);

    public static CsvTable Read(byte[] bytes, CsvOptions? options = null) => CsvFile.ReadTable(new MemoryStream(bytes), Name, options);

    public static string Refusal(string text, CsvOptions? options = null)
        => Assert.Throws<InvalidDataException>(() => Read(text, options)).Message;

    public static string[] Column(this Table table, string name)
        => [.. Enumerable.Range(0, table.Rows).Select(row => table[name].Text(row) ?? "-")];

    public static string Kinds(this Table table) => string.Join(' ', table.Columns.Select(column => $"{column.Name}:{column.Schema.Kind}"));

    public static byte[] Gzip(byte[] bytes)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionMode.Compress))
            gzip.Write(bytes);
        return compressed.ToArray();
    }

    public static T WithFile<T>(byte[] bytes, Func<string, T> use)
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");
        File.WriteAllBytes(path, bytes);
        try
        {
            return use(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
