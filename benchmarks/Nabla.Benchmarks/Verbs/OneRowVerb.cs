using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Nabla.Models;
using Nabla.Networks;

namespace Nabla.Benchmarks.Verbs;

/// <summary><c>row</c>: predictions of one row by a model from a file, the first of the process and later ones, beside the network alone.</summary>
internal static class OneRowVerb
{
    private const int First = 1000, Windows = 15, Runs = 20_000;

    public static Command Create()
    {
        var file = new Argument<string>("MODEL") { Description = "a model of classes in single precision, such as nabla train digits makes" };
        var command = new Command("row", "nanoseconds of one row with its preprocessing: the first, the mean of the next 999, and the median of later windows") { file };
        command.SetAction(parsed => Measure(Model.Load(parsed.GetRequiredValue(file))));
        return command;
    }

    private static void Measure(Model model)
    {
        double[] row = [.. Enumerable.Range(0, model.FeatureNames.Count).Select(i => (double)(i % 17))];
        long start = Stopwatch.GetTimestamp();
        model.PredictClassIndex<double>(row);
        Print("nabla-first-nanoseconds", Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        start = Stopwatch.GetTimestamp();
        for (int i = 1; i < First; i++)
            model.PredictClassIndex<double>(row);
        Print("nabla-second-to-1000th-nanoseconds", Stopwatch.GetElapsedTime(start).TotalNanoseconds / (First - 1));

        Network<float> network = Network<float>.Create(model.Network, seed: 1);
        float[] features = [.. row.Select(x => (float)(x / 16))], outputs = new float[network.Spec.Outputs];
        var whole = new List<double>();
        var alone = new List<double>();
        for (int window = 0; window < Windows; window++)
        {
            whole.Add(Nanoseconds(() => model.PredictClassIndex<double>(row)));
            alone.Add(Nanoseconds(() => network.Predict(features, outputs)));
        }

        (double all, double part) = (Window.Median(whole), Window.Median(alone));
        Print("nabla-row-nanoseconds", all);
        Print("nabla-row-network-alone-nanoseconds", part);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"nabla-row-over-network-alone\t{all / part:F2}"));
    }

    private static double Nanoseconds(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        for (int run = 0; run < Runs; run++)
            action();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Runs;
    }

    private static void Print(string name, double value) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}\t{value:F0}"));
}
