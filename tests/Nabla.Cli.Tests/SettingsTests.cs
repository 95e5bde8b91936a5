using System.Buffers.Binary;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nabla.Models;
using Nabla.Tests;
using Nabla.Tests.Data;

namespace Nabla.Cli.Tests;

/// <summary>Every setting of <see cref="MlpSettings"/> can be set on the command line and by --config, stands in the model file, and is explained.</summary>
public sealed class SettingsTests : IDisposable
{
    private static readonly string Data = Path.Join(Repository.Root, "docs", "guide", "flats.csv");

    // What sets a setting to something that is not its default. A new setting has a line here, or the test fails.
    private static readonly Dictionary<string, string> Lines = new(StringComparer.Ordinal)
    {
        ["Network.HiddenLayers"] = "--hidden 3",
        ["Network.Layers"] = """--layers [{"layer":"dense","units":4}]""",
        ["Network.Residual"] = "--residual --hidden 3,3",
        ["Network.FeatureScale"] = "--feature-scale",
        ["Network.NumberEmbedding"] = "--number-embedding pbld",
        ["Network.Activation"] = "--activation tanh",
        ["Network.MixedActivation"] = "--mixed-activation",
        ["Network.Ntk"] = "--ntk",
        ["Network.LayerActivations"] = "--activation tanh,relu --hidden 3,3",
        ["Network.OutputActivation"] = "--output-activation tanh",
        ["Network.Loss"] = "--loss huber",
        ["Network.Reduction"] = "--reduction sum",
        ["Network.WeightInitializer"] = "--init he-normal",
        ["Network.BiasInitializer"] = "--bias-init uniform",
        ["Network.Bias"] = "--no-bias",
        ["Network.L1"] = "--l1 0.1",
        ["Network.L2"] = "--l2 0.1",
        ["Network.Dropout"] = "--dropout 0.1",
        ["Network.InputDropout"] = "--input-dropout 0.1",
        ["Network.InputNoise"] = "--input-noise 0.1",
        ["Network.LabelSmoothing"] = "--label-smoothing 0.1 --target balcony --loss cross-entropy",
        ["Network.Normalization"] = "--normalization batch",
        ["Training.Optimizer"] = "--optimizer sgd",
        ["Training.LearningRate"] = "--learning-rate 0.01",
        ["Training.Schedule"] = "--schedule cosine",
        ["Training.DropoutSchedule"] = "--dropout-schedule whole-run,flat-cosine:1",
        ["Training.DecaySchedule"] = "--decay-schedule cosine",
        ["Training.DecayAll"] = "--decay-all",
        ["Training.PartRates"] = "--part-rates biases:0.1",
        ["Training.DropLast"] = "--drop-last",
        ["Training.JudgeBy"] = "--judge-by accuracy --target balcony",
        ["Training.LastBest"] = "--last-best",
        ["Training.BatchSize"] = "--batch-size 64",
        ["Training.PieceRows"] = "--piece-rows 16",
        ["Training.Shuffle"] = "--no-shuffle",
        ["Training.ShuffleBlockRows"] = "--shuffle blocks:2",
        ["Training.Epochs"] = "--epochs 1",
        ["Training.WeightDecay"] = "--weight-decay 0.1",
        ["Training.ClipNorm"] = "--clip-norm 1",
        ["Training.MaxNorm"] = "--max-norm 1",
        ["Training.Frozen"] = "--freeze 1",
        ["Training.RateFactors"] = "--rate-factors 1,2",
        ["Training.EarlyStopping"] = "--early-stopping --validation-size 0.2",
        ["Training.Patience"] = "--patience 5",
        ["Training.MinChange"] = "--min-change 0.1",
        ["Training.EvaluateEvery"] = "--evaluate-every 2",
        ["Training.EvaluateTraining"] = "--evaluate-training",
        ["Training.Tolerance"] = "--tolerance 0.1 --optimizer lbfgs",
        ["Training.CostTolerance"] = "--cost-tolerance 0.1 --batch-size full",
        ["Training.MaxEvaluations"] = "--max-evaluations 9 --optimizer lbfgs",
        ["Preprocessing.ClipRange"] = "--clip-range 0.5",
        ["Preprocessing.Scaling"] = "--scale minmax",
        ["Preprocessing.MaxLevels"] = "--max-levels 2",
        ["Preprocessing.Embeddings"] = "--embed district:2",
        ["Preprocessing.EmbedBeyond"] = "--embed-beyond 2:3",
        ["Preprocessing.TwoLevelsAsOne"] = "--two-levels-as-one",
        ["Preprocessing.ClampPredictions"] = "--clamp-predictions",
        ["Preprocessing.TargetScale"] = "--target-scale 100",
        ["Preprocessing.MissingCategories"] = "--missing-categories most-frequent",
        ["Preprocessing.MissingIndicatorRows"] = "--missing-indicators 5",
        ["Ensemble.Folds"] = "--ensemble 2",
        ["Ensemble.Seeds"] = "--seeds 2",
        ["Uncertainty.Temperature"] = "--no-temperature --ensemble 2 --target balcony",
        ["Uncertainty.Intervals"] = "--intervals 0.5",
        ["Uncertainty.AdaptiveWidths"] = "--adaptive-widths --intervals 0.5",
        ["Uncertainty.Sets"] = "--sets 0.5 --target balcony",
        ["Uncertainty.SetScore"] = "--set-score adaptive --sets 0.5 --target balcony",
        ["Uncertainty.CoverageByClass"] = "--class-coverage --sets 0.5 --target balcony",
        ["Uncertainty.RandomizedSets"] = "--randomized-sets --set-score adaptive --sets 0.5 --target balcony",
        ["Uncertainty.CalibrationFraction"] = "--calibration-size 0.3 --intervals 0.5",
        ["ClassWeights"] = "--class-weight balanced --target balcony",
        ["ValidationFraction"] = "--validation-size 0.2",
        ["Refit"] = "--refit",
        ["Seed"] = "--seed 7",
        ["Precision"] = "--precision double",
    };

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> All => [.. Leaves(typeof(MlpSettings), string.Empty)];

    public void Dispose() => this.folder.Dispose();

    [Theory]
    [MemberData(nameof(All))]
    public void It_is_an_option_a_member_of_config_and_of_the_model_file_and_on_the_page(string setting)
    {
        Assert.True(Lines.TryGetValue(setting, out string? line), $"no option for {setting}");
        string[] words = line.Split(' ');
        string[] others = words.Contains("--target") ? [] : ["--target", "rent"];
        string[] usual = words.Contains("--epochs") || line.Contains("lbfgs", StringComparison.Ordinal) ? [] : ["--epochs", "1"];
        byte[] bytes = this.Train([.. words, .. others, .. usual]);

        // The same by a file of options.
        string config = this.folder.File("config.json");
        File.WriteAllText(config, Config(words));
        Assert.Equal(bytes, this.Train(["--config", config, .. others, .. usual]));

        // Another value than by default. The command splits the data itself, so its models have no part that an estimator held out.
        if (setting == "ValidationFraction")
            bytes = Bytes(new MlpClassifier(new() { ValidationFraction = 0.2, Training = new() { Epochs = 1 } }).Fit(Nabla.Data.Datasets.Iris()));
        Model model = Model.Load(new MemoryStream(bytes));
        Assert.NotEqual(ValueOf(new MlpSettings(), setting), ValueOf(model.Info.Settings, setting));

        // In the model file.
        JsonElement place = SettingsIn(bytes);
        foreach (string name in setting.Split('.'))
            Assert.True(place.TryGetProperty(JsonNamingPolicy.CamelCase.ConvertName(name), out place), $"{setting} is not in the model file");

        // On the page of settings, beside its option.
        string page = File.ReadAllText(Path.Join(Repository.Root, "docs", "guide", "settings.md"));
        Assert.Matches($@"\n\| `{setting.Split('.')[^1]}` \| [^|]*`{words[0]}`", page);
    }

    private static IEnumerable<string> Leaves(Type type, string prefix)
    {
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite))
        {
            if (property.PropertyType.Name.EndsWith("Settings", StringComparison.Ordinal))
            {
                foreach (string leaf in Leaves(property.PropertyType, property.Name + "."))
                    yield return leaf;
            }
            else
            {
                yield return prefix + property.Name;
            }
        }
    }

    private static object? ValueOf(object settings, string path)
        => path.Split('.').Aggregate((object?)settings, (place, name) => place?.GetType().GetProperty(name)!.GetValue(place));

    private static string Config(string[] words)
    {
        var config = new JsonObject();
        for (int i = 0; i < words.Length; i++)
        {
            bool flag = i == words.Length - 1 || words[i + 1].StartsWith("--", StringComparison.Ordinal);
            string name = words[i][2..];
            config[name] = flag ? true : words[i + 1].StartsWith('[') ? JsonNode.Parse(words[i + 1]) : words[i + 1];
            i += flag ? 0 : 1;
        }

        return config.ToJsonString();
    }

    private static byte[] Bytes(Model model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }

    private static JsonElement SettingsIn(byte[] file)
    {
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        JsonElement header = JsonSerializer.Deserialize<JsonElement>(file.AsSpan(8, length));
        return JsonSerializer.Deserialize<JsonElement>(header.GetProperty("__metadata__").GetProperty("model").GetString()!).GetProperty("settings");
    }

    private byte[] Train(string[] args)
    {
        string path = this.folder.File("m.safetensors");
        CommandLine.Succeed(["train", Data, "--ignore", "id", .. args, "--output", path]);
        return File.ReadAllBytes(path);
    }
}
