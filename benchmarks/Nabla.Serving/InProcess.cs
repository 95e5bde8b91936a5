using System.Diagnostics;
using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Nabla.Models;

namespace Nabla.Serving;

/// <summary>One row at a time by both, window by window in turn; the median of each. Prints lines of name, tab, nanoseconds.</summary>
internal static class InProcess
{
    private const int Runs = 20_000, Windows = 15;

    public static void Run(string modelPath, string onnxPath)
    {
        Model model = Model.Load(modelPath);
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        using var session = new InferenceSession(onnxPath, options);
        using var runOptions = new RunOptions();
        float[] row = [.. Enumerable.Range(0, model.FeatureNames.Count).Select(i => (float)(i * 7 % 17))];
        var mine = new float[model.ClassNames.Count];
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(row, [1, row.Length]);
        string[] inputs = [.. session.InputNames], outputs = [.. session.OutputNames];
        OrtValue[] values = [input];

        var (nabla, ort) = (new double[Windows], new double[Windows]);
        for (int window = 0; window < Windows; window++)
        {
            nabla[window] = Time(() => model.PredictProbabilities<float>(row, mine));
            ort[window] = Time(() => session.Run(runOptions, inputs, values, outputs).Dispose());
        }

        Array.Sort(nabla);
        Array.Sort(ort);
        Print("nabla-one-row-nanoseconds", nabla[Windows / 2]);
        Print("onnxruntime-one-row-nanoseconds", ort[Windows / 2]);
        Print("times-as-fast", ort[Windows / 2] / nabla[Windows / 2]);
    }

    private static double Time(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        for (int run = 0; run < Runs; run++)
            action();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds / Runs;
    }

    private static void Print(string name, double value) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}\t{value:F1}"));
}
