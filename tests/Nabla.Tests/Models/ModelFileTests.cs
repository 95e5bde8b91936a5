using System.IO.Compression;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Tests.Data;
using Nabla.Training;

namespace Nabla.Tests.Models;

public class ModelFileTests
{
    public static TheoryData<string> Names => [.. SampleModels.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_read_is_what_was_written(string name)
    {
        Model model = SampleModels.All[name];
        Model read = Model.Load(new MemoryStream(SampleModels.ToBytes(model)));

        Assert.Equal(model.Network, read.Network);
        Assert.Equal(model.Precision, read.Precision);
        Assert.Equal(model.Networks[0].AllSlices, read.Networks[0].AllSlices);
        foreach (var slice in model.Networks[0].AllSlices)
            Assert.Equal(model.Networks[0].Bytes(slice), read.Networks[0].Bytes(slice));
        Assert.Equal(model.Info.Settings, read.Info.Settings);
        Assert.Equal(model.Info.History, read.Info.History);
        Assert.Equal(model.Info.FeatureNames, read.Info.FeatureNames);
        Assert.Equal(model.Info.ClassNames, read.Info.ClassNames);
        Assert.Equal(model.Info.TargetNames, read.Info.TargetNames);
        ModelInfo lists = model.Info with
        {
            FeatureNames = read.Info.FeatureNames,
            ClassNames = read.Info.ClassNames,
            TargetNames = read.Info.TargetNames,
            History = read.Info.History,
            Members = read.Info.Members, // they have histories of their own; their bytes are compared below
        };
        Assert.Equal(lists, read.Info);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_model_gives_the_same_bytes(string name)
    {
        byte[] bytes = SampleModels.ToBytes(SampleModels.All[name]);
        Assert.Equal(bytes, SampleModels.ToBytes(SampleModels.All[name]));
        Assert.Equal(bytes, SampleModels.ToBytes(Model.Load(new MemoryStream(bytes))));
    }

    [Fact]
    public void Enumerations_are_words()
    {
        Type[] written = [typeof(ModelInfo), typeof(MlpSettings), typeof(Scaler), typeof(NetworkSpec), typeof(Dense), typeof(Normalize), typeof(Residual), typeof(EpochRecord), typeof(Scores)];
        JsonSerializerOptions options = ModelJson.OptionsFor(new ModelCatalogs());
        Assert.All(
            written.SelectMany(type => type.GetProperties()).Select(property => property.PropertyType).Where(type => type.IsEnum),
            type => Assert.Equal(typeof(EnumJsonConverter<>), options.GetConverter(type).GetType().GetGenericTypeDefinition()));
    }

    [Fact]
    public void Members_that_may_be_left_out_are_null_or_0_unless_said()
    {
        foreach (object description in new object[] { new MlpSettings(), new NetworkSpec(1, new Dense(1)), new Dense(1) })
        {
            foreach (PropertyInfo property in description.GetType().GetProperties())
            {
                if (property.GetCustomAttribute<JsonIgnoreAttribute>() is not { Condition: JsonIgnoreCondition.WhenWritingDefault })
                    continue;
                object? nothing = property.PropertyType.IsValueType ? Activator.CreateInstance(property.PropertyType) : null;
                Assert.Equal(nothing, property.GetValue(description));
            }
        }
    }

    [Fact]
    public void A_model_predicts_from_a_file_as_before()
    {
        Matrix<double> features = Datasets.Iris().Features;
        using var folder = new TemporaryFolder();
        SampleModels.Iris.Save(folder.File("iris.safetensors"));
        Model read = Model.Load(folder.File("iris.safetensors"));
        Assert.Equal(SampleModels.Iris.Outputs(features).Data, read.Outputs(features).Data);
        Assert.Equal(SampleModels.Iris.PredictClassIndices(features), read.PredictClassIndices(features));
    }

    [Fact]
    public void An_estimator_leaves_its_settings_in_the_model()
    {
        var estimator = new MlpClassifier(new() { Network = new(2), Training = new() { Epochs = 1 } });
        Model model = estimator.Fit(Datasets.Iris());
        Assert.Equal(new MlpSettings { Network = new(2), Training = new() { Epochs = 1 } }.For(Datasets.Iris()), model.Info.Settings);
        Assert.Equal(model.Info.Settings, Model.Load(new MemoryStream(SampleModels.ToBytes(model))).Info.Settings);
    }

    [Fact]
    public void A_stream_is_read_from_where_it_stands()
    {
        byte[] bytes = SampleModels.ToBytes(SampleModels.Iris);
        using var stream = new MemoryStream([1, 2, 3, .. bytes]) { Position = 3 };
        Assert.Equal(bytes, SampleModels.ToBytes(Model.Load(stream)));
    }

    [Fact]
    public void A_stream_that_cannot_seek_is_read_too()
    {
        byte[] bytes = SampleModels.ToBytes(SampleModels.Iris);
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            SampleModels.Iris.Save(zip);
        packed.Position = 0;
        using var unzip = new GZipStream(packed, CompressionMode.Decompress);
        Assert.Equal(bytes, SampleModels.ToBytes(Model.Load(unzip)));
    }

    [Fact]
    public void Tensors_may_stand_in_another_order()
    {
        // As tools write them that sort by name: biases before weights.
        SafetensorsFile file = SafetensorsFile.From(SampleModels.ToBytes(SampleModels.Xor));
        SafetensorsFile turned = file.WithHeader(header =>
        {
            (JsonNode weights, JsonNode biases) = (header["layer1.weights"]!, header["layer1.biases"]!);
            header.Clear();
            header["layer1.biases"] = biases;
            header["layer1.weights"] = weights;
            biases["data_offsets"] = new JsonArray(0, 4);
            weights["data_offsets"] = new JsonArray(4, 12);
            header["__metadata__"] = JsonNode.Parse(file.Header)!["__metadata__"]!.DeepClone();
            header["__metadata__"]!["format"] = "pt";
        });
        byte[] bytes = (turned with { Data = [.. file.Data[8..], .. file.Data[..8]] }).ToBytes();
        Assert.Equal(file.ToBytes(), SampleModels.ToBytes(Model.Load(new MemoryStream(bytes))));
    }

    [Fact]
    public void A_file_holds_the_same_under_another_culture()
    {
        byte[] bytes = SampleModels.ToBytes(SampleModels.Iris);
        using (new GermanCulture())
            Assert.Equal(bytes, SampleModels.ToBytes(Model.Load(new MemoryStream(bytes))));
    }

    [Fact]
    public void Numbers_that_are_not_finite_survive_in_history_and_scores()
    {
        ModelInfo info = SampleModels.Iris.Info with
        {
            History = [new EpochRecord(0, double.NaN, null, double.PositiveInfinity, 0.5, 0), new EpochRecord(4, double.NegativeInfinity, null, null, null, 0.1)],
            Scores = new PartScores(new Scores(double.NaN), null, new Scores(double.MaxValue, 1)),
        };
        Model read = Model.Load(new MemoryStream(SampleModels.ToBytes(new Model(SampleModels.Iris.Networks, info))));
        Assert.Equal(info.History, read.Info.History);
        Assert.Equal(info.Scores, read.Info.Scores);
    }

    [Fact]
    public void Evaluations_survive_and_a_run_without_them_says_nothing_of_them()
    {
        byte[] plain = SampleModels.ToBytes(SampleModels.Iris);
        Assert.DoesNotContain("evaluations", Encoding.UTF8.GetString(plain), StringComparison.Ordinal);
        Model minimized = ModelTrainer.Train(new DataParts(Datasets.Iris()), new MlpSettings { Network = new(3), Training = new() { Optimizer = new LBFGS(), Epochs = 5 } }).Model;
        Model read = Model.Load(new MemoryStream(SampleModels.ToBytes(minimized)));
        Assert.Equal(minimized.Info.History, read.Info.History);
        Assert.Equal(1, read.Info.History[0].Evaluations);
        Assert.InRange(read.Info.History[5].Evaluations!.Value, 6, 40);
    }

    [Fact]
    public void Names_of_any_letters_survive()
    {
        string[] names = ["Größe \"quer\"", "\\ \t\0", "長さ", "😀"];
        ModelInfo info = SampleModels.Iris.Info with { FeatureNames = names };
        Model read = Model.Load(new MemoryStream(SampleModels.ToBytes(new Model(SampleModels.Iris.Networks, info))));
        Assert.Equal(names, read.FeatureNames);
    }
}
