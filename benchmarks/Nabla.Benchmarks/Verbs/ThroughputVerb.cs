using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Nabla.Numerics;

namespace Nabla.Benchmarks.Verbs;

/// <summary><c>throughput</c>: training steps on five networks, in samples per second: forward, loss, backward and one update a batch, in float.</summary>
internal static class ThroughputVerb
{
    private const int Windows = 5;

    public static Command Create()
    {
        var threads = new Option<int>("--threads") { Description = "the number of threads", DefaultValueFactory = _ => 1 };
        var seconds = new Option<double>("--seconds") { Description = "how long each workload runs", DefaultValueFactory = _ => 1 };
        var only = new Option<string>("--only") { Description = "only workloads with this in their name", DefaultValueFactory = _ => string.Empty };
        var pieceRows = new Option<int>("--piece-rows") { Description = "the rows of a piece of a batch", DefaultValueFactory = _ => PieceTree.UsualRows };
        var command = new Command("throughput", "samples per second in training, the median of five windows") { threads, seconds, only, pieceRows };
        command.SetAction(parsed =>
        {
            foreach (Workload workload in Workload.All.Where(w => w.Name.Contains(parsed.GetValue(only)!, StringComparison.Ordinal)))
            {
                double rate = Measure(workload.Step(parsed.GetValue(threads), parsed.GetValue(pieceRows)), workload.Batch, parsed.GetValue(seconds) / Windows);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{workload.Name}\t{rate:F0}"));
            }
        });
        return command;
    }

    private static double Measure(Action step, int batch, double seconds)
    {
        long warm = Stopwatch.GetTimestamp(); // the compiler has its best code after some calls and some time
        for (int i = 0; i < 5 || Stopwatch.GetElapsedTime(warm).TotalSeconds < Math.Min(0.5, seconds); i++)
            step();

        var rates = new List<double>();
        for (int window = 0; window < Windows; window++)
        {
            int steps = 0;
            long start = Stopwatch.GetTimestamp();
            double elapsed;
            do
            {
                step();
                steps++;
                elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
            }
            while (elapsed < seconds);
            rates.Add(steps * batch / elapsed);
        }

        return Window.Median(rates);
    }
}
