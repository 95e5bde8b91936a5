using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Nabla.Csv;
using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Benchmarks.Verbs;

/// <summary><c>csv</c>: how fast a file is read into a table and row by row, and how much memory the table takes.</summary>
internal static class CsvVerb
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "a large CSV file of numbers, with names in its first line" };
        var command = new Command("csv", "reading a CSV file: megabytes per second, and peak memory in parts of the matrix of doubles") { file };
        command.SetAction(parsed => Measure(parsed.GetRequiredValue(file)));
        return command;
    }

    private static void Measure(string path)
    {
        double megabytes = new FileInfo(path).Length / 1e6;
        long before = PeakMemory();
        long start = Stopwatch.GetTimestamp();
        Table table = CsvFile.ReadTable(path).Table;
        Print("nabla-csv-table-megabytes-per-second", megabytes / Stopwatch.GetElapsedTime(start).TotalSeconds);
        Print("nabla-csv-table-memory-over-matrix", (PeakMemory() - before) / (8.0 * table.Rows * table.Columns.Count));

        using CsvRows rows = CsvRows.Open(path, table.Schema);
        var block = new Matrix<double>(1024, table.Columns.Count);
        start = Stopwatch.GetTimestamp();
        while (rows.Read(block) > 0)
        {
            // The time is that of reading.
        }

        Print("nabla-csv-rows-megabytes-per-second", megabytes / Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static long PeakMemory()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    private static void Print(string name, double value)
        => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}\t{value:F2}"));
}
