using System.CommandLine;
using System.Globalization;
using Nabla.Numerics;

namespace Nabla.Benchmarks.Verbs;

/// <summary><c>table</c>: a CSV file to train on: 50 numbers, of which seven tell a class by products, a wave and a step, with noise.</summary>
internal static class TableVerb
{
    private const int Features = 50;

    public static Command Create()
    {
        var rows = new Argument<int>("ROWS") { Description = "how many rows" };
        var seed = new Argument<ulong>("SEED") { Description = "the seed; another one gives other rows of the same kind" };
        var file = new Argument<string>("FILE") { Description = "where it is written" };
        var command = new Command("table", "writes a CSV file of 50 numbers and a class") { rows, seed, file };
        command.SetAction(parsed => Write(parsed.GetValue(rows), parsed.GetValue(seed), parsed.GetRequiredValue(file)));
        return command;
    }

    private static void Write(int rows, ulong seed, string path)
    {
        using var writer = new StreamWriter(path) { NewLine = "\n" };
        for (int column = 0; column < Features; column++)
            writer.Write(string.Create(CultureInfo.InvariantCulture, $"x{column},"));
        writer.WriteLine("y");
        var random = new CounterRandom(seed, 1001);
        Span<double> x = stackalloc double[Features];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < Features; column++)
            {
                x[column] = random.Normal((uint)((row * (Features + 1)) + column));
                writer.Write(x[column].ToString("F4", CultureInfo.InvariantCulture));
                writer.Write(',');
            }

            double noise = random.Normal((uint)((row * (Features + 1)) + Features));
            double sum = (x[0] * x[1]) + (2 * Math.Sin(2 * x[2])) + (x[3] > 0 ? x[4] : -x[4]) + (0.5 * x[5] * x[5]) - (0.5 * Math.Abs(x[6])) + (0.5 * noise);
            writer.WriteLine(sum > 0 ? "yes" : "no");
        }
    }
}
