using System.Security.Cryptography;
using System.Text;
using Nabla.Csv;
using Nabla.Data;
using Nabla.Models;
using Nabla.Numerics;
using Nabla.Onnx;

namespace Nabla.Studio;

/// <summary>Writes the files that a run can be exported as.</summary>
internal static class Exports
{
    /// <summary>The bytes of a model file.</summary>
    public static byte[] Bytes(Model model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }

    /// <summary>The bytes of an ONNX file.</summary>
    /// <exception cref="NotSupportedException">A part of the model has no ONNX form.</exception>
    public static byte[] Onnx(Model model)
    {
        using var stream = new MemoryStream();
        OnnxModel.From(model).Save(stream);
        return stream.ToArray();
    }

    /// <summary>A CSV file with a line for each row of each part: the part, the target, the prediction and the class probabilities.</summary>
    public static byte[] Predictions(Model model, DataParts parts, int threads)
    {
        using var stream = new MemoryStream();
        using (var writer = new CsvTableWriter(stream))
        {
            bool classes = model.Task == LearningTask.Classification;
            IReadOnlyList<string> names = classes ? ["class"] : model.Info.TargetNames;
            writer.Write(["part", .. names, .. names.Select(name => $"predicted_{name}"), .. classes ? model.ClassNames.Select(name => $"probability_{name}") : []]);
            writer.EndRow();
            foreach ((string part, Dataset? data) in (ReadOnlySpan<(string, Dataset?)>)[("training", parts.Train), ("validation", parts.Validation), ("test", parts.Test)])
            {
                if (data is not null)
                    Write(writer, model, part, data, threads);
            }
        }

        return stream.ToArray();
    }

    /// <summary>The SHA-256 hash of bytes, in lower-case hexadecimal.</summary>
    public static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>A text as UTF-8 bytes.</summary>
    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static void Write(CsvTableWriter writer, Model model, string part, Dataset data, int threads)
    {
        if (model.Task == LearningTask.Classification)
        {
            int[] predicted = model.PredictClassIndices(data.Features, threads);
            Matrix<double> probabilities = model.PredictProbabilities(data.Features, threads);
            for (int row = 0; row < data.Rows; row++)
            {
                writer.Write([part, data.ClassNames[data.Labels[row]], model.ClassNames[predicted[row]]]);
                Numbers(probabilities.Row(row));
                writer.EndRow();
            }

            return;
        }

        Matrix<double> values = model.Task == LearningTask.MultiLabel ? model.PredictLabels(data.Features, threads) : model.PredictValues(data.Features, threads);
        for (int row = 0; row < data.Rows; row++)
        {
            writer.Write([part]);
            Numbers(data.Targets!.Row(row));
            Numbers(values.Row(row));
            writer.EndRow();
        }

        void Numbers(ReadOnlySpan<double> numbers)
        {
            foreach (double number in numbers)
                writer.Write(number);
        }
    }
}
