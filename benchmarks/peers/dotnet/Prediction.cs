using Microsoft.ML.OnnxRuntime;
using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Onnx;
using TorchSharp;
using TorchSharp.Modules;

namespace Nabla.Peers;

/// <summary>
/// The same model in Nabla and in ONNX Runtime, the same network in TorchSharp, and ML.NET's trees: one row a call, and batches.
/// The models are regressions with ten targets, so that none of them has labels to make.
/// </summary>
internal static class Prediction
{
    private const int BatchRows = 1024;

    public static void Measure(double seconds)
    {
        Model digits = Train([64, 30, 10], new Networks.Sigmoid()), mnist = Train([784, 512, 512, 10], new Networks.ReLU());
        OneRow(digits, seconds);
        foreach (int threads in (int[])[1, 2])
        {
            Batches("digits", digits, threads, seconds);
            Batches("mnist", mnist, threads, seconds);
        }
    }

    private static Model Train(int[] sizes, Activation hidden)
    {
        Matrix<double> features = Numbers(64, sizes[0]), targets = Numbers(64, sizes[^1]);
        return new MlpRegressor(new() { Network = new([.. sizes[1..^1]]) { Activation = hidden }, Training = new() { Epochs = 1 }, Seed = 1 }).Fit(features, targets);
    }

    private static void OneRow(Model model, double seconds)
    {
        float[] row = [.. Numbers(1, 64).Data.Select(value => (float)value)], result = new float[10];
        Print("one-row", "nabla", seconds, 1, () => model.PredictValues<float>(row, result));

        using var onnx = new Session(model, row, rows: 1, threads: 1);
        Print("one-row", "onnxruntime", seconds, 1, onnx.Run);
        for (int i = 0; i < result.Length; i++)
        {
            if (Math.Abs(result[i] - onnx.Result[i]) > 1e-4 * (1 + Math.Abs(result[i])))
                throw new InvalidOperationException($"ONNX Runtime gives {onnx.Result[i]} for output {i}, Nabla {result[i]}");
        }

        torch.set_num_threads(1);
        Sequential network = TorchTraining.Network([64, 30, 10], sigmoid: true);
        network.eval();
        using (torch.inference_mode())
        {
            Print("one-row", "torchsharp", seconds, 1, () =>
            {
                using DisposeScope scope = torch.NewDisposeScope();
                network.forward(torch.tensor(row, 1, 64)).data<float>().CopyTo(result);
            });
        }

        Print("one-row", "lightgbm", seconds, 1, Trees.OneRow(row));
    }

    private static void Batches(string name, Model model, int threads, double seconds)
    {
        Matrix<double> features = Numbers(BatchRows, model.FeatureNames.Count);
        using var onnx = new Session(model, [.. features.Data.Select(value => (float)value)], BatchRows, threads);
        Print($"{name}-{BatchRows}-rows-{threads}-threads", "onnxruntime", seconds, BatchRows, onnx.Run);
    }

    private static Matrix<double> Numbers(int rows, int columns)
    {
        var numbers = new Matrix<double>(rows, columns);
        var random = new Random(1);
        for (int i = 0; i < numbers.Data.Length; i++)
            numbers.Data[i] = random.NextDouble() - 0.5;
        return numbers;
    }

    private static void Print(string what, string who, double seconds, int rows, Action action)
        => Console.WriteLine($"{what}\t{who}\t{Windows.Rates(action, seconds)[^1] * rows:F0}");

    /// <summary>A model of Nabla in ONNX Runtime, with inputs and outputs bound once.</summary>
    private sealed class Session : IDisposable
    {
        private readonly InferenceSession session;
        private readonly RunOptions options = new();
        private readonly OrtIoBinding binding;
        private readonly OrtValue input, output;

        public Session(Model model, float[] features, int rows, int threads)
        {
            using var file = new MemoryStream();
            OnnxModel.From(model).Save(file);
            using var settings = new SessionOptions { IntraOpNumThreads = threads, InterOpNumThreads = 1 };
            this.session = new InferenceSession(file.ToArray(), settings);
            this.Result = new float[rows * 10];
            this.input = OrtValue.CreateTensorValueFromMemory(features, [rows, features.Length / rows]);
            this.output = OrtValue.CreateTensorValueFromMemory(this.Result, [rows, 10]);
            this.binding = this.session.CreateIoBinding();
            this.binding.BindInput(this.session.InputNames.Single(), this.input);
            this.binding.BindOutput(this.session.OutputNames.Single(), this.output);
        }

        /// <summary>The outputs of the last run.</summary>
        public float[] Result { get; }

        public void Run() => this.session.RunWithBinding(this.options, this.binding);

        public void Dispose()
        {
            this.binding.Dispose();
            this.input.Dispose();
            this.output.Dispose();
            this.options.Dispose();
            this.session.Dispose();
        }
    }
}
