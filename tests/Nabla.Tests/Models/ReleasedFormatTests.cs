using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Nabla.Data;
using Nabla.Models;
using Nabla.Numerics;
using Nabla.Tests.Data;

namespace Nabla.Tests.Models;

/// <summary>
/// Files of every released format, held against docs/model-file.md. Once a format is released its files stay as they are and must be
/// readable for ever.
/// </summary>
public partial class ReleasedFormatTests
{
    private static readonly double[][] Irises = [[5.1, 3.5, 1.4, 0.2], [6, 2.7, 5.1, 1.6], [5.9, 3, 5.1, 1.8], [7, 3.2, 4.7, 1.4]];
    private static readonly double[][] Nights = [[4, 5.5], [4.5, 1], [9, 2.5]];

    private static string Page { get; } = File.ReadAllText(Path.Combine(Repository.Root, "docs", "model-file.md"));

    [Theory]
    [InlineData("format-2")]
    [InlineData("format-2-regression")]
    public void A_model_read_and_written_again_has_the_same_bytes(string name)
    {
        // Only until a version with format 2 is released: from then on these files stay as they are, like those of format 1.
        if (Environment.GetEnvironmentVariable("NABLA_UPDATE_GOLDEN") == "1")
            Write(name);
        Assert.Equal(File.ReadAllBytes(FileOf(name)), SampleModels.ToBytes(Model.Load(FileOf(name))));
    }

    [Theory]
    [InlineData("format-1")]
    [InlineData("format-1-regression")]
    public void An_older_file_is_written_in_todays_format_and_means_the_same(string name)
    {
        Model old = Model.Load(FileOf(name));
        byte[] bytes = SampleModels.ToBytes(old);
        Assert.Equal("2", JsonNode.Parse(SafetensorsFile.From(bytes).Header)!["__metadata__"]!["nabla"]!.GetValue<string>());
        Assert.Equal(SafetensorsFile.From(File.ReadAllBytes(FileOf(name))).Data, SafetensorsFile.From(bytes).Data);
        Model read = Model.Load(new MemoryStream(bytes));
        Assert.Equal(old.Network, read.Network);
        Assert.Equal(old.Info.Settings, read.Info.Settings);
        Assert.Equal(bytes, SampleModels.ToBytes(read));
        Matrix<double> rows = Matrix<double>.From(name == "format-1" ? Irises : Nights);
        Assert.Equal(old.Outputs(rows).Data, read.Outputs(rows).Data);
    }

    [Theory]
    [InlineData("quadratic", "sigmoid", "half-squared-error")]
    [InlineData("squared-error", "sigmoid", "squared-error")]
    [InlineData("cross-entropy", "sigmoid", "binary-cross-entropy")]
    [InlineData("log-likelihood", "softmax", "cross-entropy")]
    [InlineData("Log-Likelihood", "softmax", "cross-entropy")]
    [InlineData("absolute-error", "tanh", "absolute-error")]
    [InlineData("huber:0.5", "tanh", "huber:0.5")]
    public void A_loss_of_format_1_keeps_its_meaning(string name, string output, string today)
    {
        byte[] file = SafetensorsFile.From(File.ReadAllBytes(FileOf("format-1")))
            .WithJson("network", network => (network["loss"], network["layers"]![1]!["activation"]) = (name, output))
            .WithJson("model", model => (model["settings"]!["loss"], model["settings"]!["solver"]) = (name, "momentum:0.8"))
            .ToBytes();
        Model model = Model.Load(new MemoryStream(file));
        Assert.Equal(today, model.Network.Loss.ToString());
        Assert.Equal(today, model.Info.Settings.Network.Loss!.ToString());
        Assert.Equal(new Nabla.Optimization.Momentum(0.8), model.Info.Settings.Training.Optimizer);
    }

    [Theory]
    [InlineData("""[]""")]
    [InlineData("""{"loss":["quadratic"]}""")]
    [InlineData("""{"loss":"\ud800"}""")]
    [InlineData("""{"loss":"quadratic:x"}""")]
    [InlineData("""{"loss":"quadratic","loss":"quadratic"}""")]
    [InlineData("""{"settings":[]}""")]
    [InlineData("""{"settings":{"solver":1,"optimizer":"adam"}}""")]
    [InlineData("""{"settings":{"solver":{"a":{"a":{"a":{"a":{"a":1}}}}}}}""")]
    public void Nonsense_in_a_file_of_format_1_is_refused_as_anywhere(string text)
    {
        foreach (string key in (string[])["network", "model"])
        {
            byte[] file = SafetensorsFile.From(File.ReadAllBytes(FileOf("format-1"))).WithText(key, _ => text).ToBytes();
            Assert.Throws<InvalidDataException>(() => Model.Load(new MemoryStream(file)));
        }
    }

    [Theory]
    [InlineData("format-1", "1")]
    [InlineData("format-2", "2")]
    public void What_is_read_is_what_the_bytes_say(string name, string format)
    {
        Model model = Model.Load(FileOf(name));
        (JsonElement header, byte[] data) = Parts(name);
        JsonElement metadata = header.GetProperty("__metadata__");
        JsonElement network = Parse(metadata.GetProperty("network")), about = Parse(metadata.GetProperty("model"));

        Assert.Equal(format, metadata.GetProperty("nabla").GetString());
        Assert.Equal("0.1.0", about.GetProperty("libraryVersion").GetString());
        Assert.Equal(model.Info.LibraryVersion, about.GetProperty("libraryVersion").GetString());
        Assert.Equal(["setosa", "versicolor", "virginica"], model.ClassNames);
        Assert.Equal(model.ClassNames, about.GetProperty("classNames").EnumerateArray().Select(e => e.GetString()!));
        Assert.Equal(model.FeatureNames, about.GetProperty("featureNames").EnumerateArray().Select(e => e.GetString()!));
        Assert.Equal(model.Network.Inputs, network.GetProperty("inputs").GetInt32());
        Assert.Equal(model.Network.NumberedLayers.Select(layer => layer.Units), network.GetProperty("layers").EnumerateArray().Select(e => e.GetProperty("units").GetInt32()));
        Assert.Equal(model.Info.History.Select(record => record.TrainingLoss), about.GetProperty("history").GetProperty("trainingLoss").Doubles());
        Assert.Equal(model.Info.Scaler.Offset, about.GetProperty("scaler").GetProperty("offset").Doubles());
        Assert.Equal(model.Info.Scores.Test!.Accuracy, about.GetProperty("scores").GetProperty("test").GetProperty("accuracy").GetDouble());
        foreach (var slice in model.Slices)
            Assert.Equal(model.Networks[0].Bytes(slice), data[Range(header.GetProperty(slice.Name))]);
    }

    [Theory]
    [InlineData("format-1")]
    [InlineData("format-2")]
    public void Outputs_are_those_that_the_page_describes(string format)
    {
        Model iris = Model.Load(FileOf(format)), sleep = Model.Load(FileOf($"{format}-regression"));
        for (int row = 0; row < Irises.Length; row++)
        {
            double[] wanted = Softmax(Forward(format, Irises[row], z => Math.Max(0, z)));
            double[] found = iris.Outputs(Matrix<double>.From(Irises[row])).Data;
            for (int i = 0; i < wanted.Length; i++)
                Assert.Equal(wanted[i], found[i], 1e-6);
        }

        foreach (double[] night in Nights)
        {
            JsonElement scaler = Parse(Parts($"{format}-regression").Header.GetProperty("__metadata__").GetProperty("model")).GetProperty("targetScaler");
            double wanted = (Forward($"{format}-regression", night, Math.Tanh)[0] * scaler.GetProperty("scale")[0].GetDouble()) + scaler.GetProperty("offset")[0].GetDouble();
            Assert.Equal(wanted, sleep.PredictValues(Matrix<double>.From(night))[0, 0], 1e-12 * Math.Abs(wanted));
        }
    }

    [Fact]
    public void The_program_on_the_page_predicts_the_same()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("predict.py"), PythonBlock().Match(Page).Groups[1].Value);
        SampleModels.Normalized.Save(folder.File("normalized.safetensors"));

        Model iris = Model.Load(FileOf("format-2"));
        foreach (double[] row in Irises[..2])
        {
            string[]? words = Python(folder, FileOf("format-2"), row);
            Assert.SkipWhen(words is null, "there is no python3");
            Assert.Equal(iris.PredictClass<double>(row), words[0]);
            Assert.All(words[1..].Zip(iris.Outputs(Matrix<double>.From(row)).Data), pair => Assert.Equal(pair.Second, Number(pair.First), 1e-6));
        }

        foreach ((string path, double[] row) in new[] { (FileOf("format-2-regression"), Nights[0]), (folder.File("normalized.safetensors"), [0.3]) })
            Assert.Equal(Model.Load(path).PredictValues(Matrix<double>.From(row))[0, 0], Number(Python(folder, path, row)![0]), 1e-10);
    }

    [Fact]
    public void The_page_names_every_member()
    {
        foreach (Model model in SampleModels.All.Values)
        {
            using JsonDocument header = JsonDocument.Parse(SafetensorsFile.From(SampleModels.ToBytes(model)).Header);
            foreach (JsonProperty text in header.RootElement.GetProperty("__metadata__").EnumerateObject())
            {
                Assert.Contains($"`{text.Name}`", Page, StringComparison.Ordinal);
                if (text.Name is "network" or "model")
                    Assert.All(Members(Parse(text.Value)), name => Assert.Contains($"`{name}`", Page, StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void The_page_names_every_activation_and_loss()
    {
        foreach (string usage in Nabla.Networks.Activation.All.Select(entry => entry.Usage).Concat(Nabla.Networks.Loss.All.Select(entry => entry.Usage)))
            Assert.Contains($"`{usage.Replace("[:", ":", StringComparison.Ordinal).Replace("]", string.Empty, StringComparison.Ordinal)}`", Page, StringComparison.Ordinal);
    }

    private static void Write(string name)
    {
        DataParts parts = name == "format-2" ? Split.TrainTest(Datasets.Iris(), 0.2, 1) : Datasets.LoadParts("sleep-study");
        MlpSettings settings = name == "format-2"
            ? new MlpSettings { Network = new(4), Training = new() { Epochs = 10, LearningRate = 0.02, BatchSize = 16 } }
            : new MlpSettings
            {
                Network = new(3) { Activation = new Nabla.Networks.Tanh(), Bias = false },
                Training = new() { Epochs = 5, BatchSize = null },
                Precision = Precision.Double,
            };
        ModelTrainer.Train(parts, settings).Model.Save(FileOf(name));
    }

    private static IEnumerable<string> Members(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Members(member.Value).Prepend(member.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Members),
        _ => [],
    };

    // What stands under "Layout" on the page.
    private static (JsonElement Header, byte[] Data) Parts(string name)
    {
        byte[] bytes = File.ReadAllBytes(FileOf(name));
        int length = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        Assert.Equal(0, length % 8);
        Assert.Equal((byte)'{', bytes[8]);
        return (JsonSerializer.Deserialize<JsonElement>(bytes.AsSpan(8, length)), bytes[(8 + length)..]);
    }

    private static JsonElement Parse(JsonElement text) => JsonSerializer.Deserialize<JsonElement>(text.GetString()!);

    private static Range Range(JsonElement tensor) => tensor.GetProperty("data_offsets")[0].GetInt32()..tensor.GetProperty("data_offsets")[1].GetInt32();

    private static double[] Numbers(JsonElement tensor, byte[] data)
    {
        byte[] bytes = data[Range(tensor)];
        bool single = tensor.GetProperty("dtype").GetString() == "F32";
        double[] numbers = [.. bytes.Chunk(single ? 4 : 8).Select(chunk => single ? BitConverter.ToSingle(chunk) : BitConverter.ToDouble(chunk))];
        Assert.Equal(numbers.Length, tensor.GetProperty("shape").EnumerateArray().Aggregate(1, (size, e) => size * e.GetInt32()));
        return numbers;
    }

    // What stands under "From features to predictions" on the page, up to the z of the output layer.
    private static double[] Forward(string name, double[] features, Func<double, double> hidden)
    {
        (JsonElement header, byte[] data) = Parts(name);
        JsonElement metadata = header.GetProperty("__metadata__"), scaler = Parse(metadata.GetProperty("model")).GetProperty("scaler");
        JsonElement[] layers = [.. Parse(metadata.GetProperty("network")).GetProperty("layers").EnumerateArray()];
        double[] x = [.. features.Select((value, i) => (value - scaler.GetProperty("offset")[i].GetDouble()) / scaler.GetProperty("scale")[i].GetDouble())];
        for (int l = 0; l < layers.Length; l++)
        {
            double[] weights = Numbers(header.GetProperty($"layer{l + 1}.weights"), data);
            double[] z = layers[l].GetProperty("bias").GetBoolean()
                ? Numbers(header.GetProperty($"layer{l + 1}.biases"), data)
                : new double[layers[l].GetProperty("units").GetInt32()];
            for (int i = 0; i < x.Length; i++)
            {
                for (int j = 0; j < z.Length; j++)
                    z[j] += x[i] * weights[(i * z.Length) + j];
            }

            x = l < layers.Length - 1 ? [.. z.Select(hidden)] : z;
        }

        return x;
    }

    private static double[] Softmax(double[] z)
    {
        double[] powers = [.. z.Select(Math.Exp)];
        return [.. powers.Select(power => power / powers.Sum())];
    }

    private static string[]? Python(TemporaryFolder folder, string model, double[] row)
    {
        var start = new ProcessStartInfo("python3", [folder.File("predict.py"), model, .. row.Select(value => value.ToString("R", CultureInfo.InvariantCulture))])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        try
        {
            using Process process = Process.Start(start)!;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
            return output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string FileOf(string name) => Path.Combine(Repository.Root, "tests", "Nabla.Tests", "Fixtures", "Models", name + ".safetensors");

    [GeneratedRegex("```python\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex PythonBlock();
}
