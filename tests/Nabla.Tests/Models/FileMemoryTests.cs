using System.Text;
using System.Text.Json.Nodes;
using Nabla.Models;

namespace Nabla.Tests.Models;

/// <summary>Files made to fill the memory: <see cref="Refusal.Of"/> counts what is allocated.</summary>
public class FileMemoryTests
{
    // Almost as many bytes, and as many names and values, as are counted through and then built.
    private const int Size = 7_900_000, Tokens = 299_000;

    private static readonly SafetensorsFile Iris = SafetensorsFile.From(SampleModels.ToBytes(SampleModels.Iris));

    public static TheoryData<string, string, string> Fillers => new()
    {
        { "numbers of a scaler", "\"offset\":[", "0," },
        { "features", "\"featureNames\":[", "\"a\"," },
        { "losses", "\"trainingLoss\":[", "0," },
        { "accuracies", "\"trainingAccuracy\":[", "0," },
        { "epochs", "\"epoch\":[", "0," },
        { "hidden layers of settings", "\"hiddenLayers\":[", "1," },
        { "penalties", "\"penalties\":[", "\"l1\"," },
        { "layers", "\"layers\":[", "{\"units\":1,\"activation\":\"elu:1\",\"bias\":true,\"weightInitializer\":null,\"biasInitializer\":\"zeros\"}," },
        { "members of a network", "{", "\"a\":0," },
        { "short names", "\"featureNames\":[", "\"" + new string('x', 20) + "\"," },
        { "long names", "\"featureNames\":[", "\"" + new string('x', 60_000) + "\"," },
    };

    [Theory]
    [MemberData(nameof(Fillers))]
    public void Long_lists_in_a_text_are_refused_in_little_memory(string what, string place, string item)
    {
        int tokens = item.Count(c => c is ':' or ',' or '{'), quotes = item.Count(c => c == '"');
        string many = Repeat(item, Math.Min(Size / (item.Length + quotes), Tokens / tokens));
        string key = Iris.Text("network").Contains(place, StringComparison.Ordinal) ? "network" : "model";
        SafetensorsFile file = Iris.WithText(key, text => text.Insert(text.IndexOf(place, StringComparison.Ordinal) + place.Length, many));
        Assert.True(Refusal.Of(file.ToBytes()).Length > 0, what);
    }

    [Theory]
    [InlineData("{", "\"#\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},", "\"__metadata__\":{\"nabla\":\"1\"}}", 14)]
    [InlineData("{\"__metadata__\":{", "\"#\":\"\",", "\"a\":\"\"}}", 2)]
    [InlineData("{\"__metadata__\":{\"nabla\":\"1\"},\"a\":{\"dtype\":\"F32\",\"shape\":[", "1,", "1],\"data_offsets\":[0,4]}}", 1)]
    [InlineData("{\"__metadata__\":{\"nabla\":\"1\"},\"a\":{\"data_offsets\":[0,4],\"shape\":[1],\"dtype\":\"", "x", "\"}}", 0.001)]
    [InlineData("{\"__metadata__\":{\"nabla\":\"", "x", "\"}}", 0.001)]
    [InlineData("{\"", "x", "\":{}}", 0.001)]
    [InlineData("{\"a\":", "[", "", 1)]
    public void Long_headers_are_refused_in_little_memory(string begin, string part, string end, double tokens)
    {
        int most = (int)Math.Min(Size / (part.Contains('#') ? part.Length + 5 : part.Length), Tokens / tokens);
        string parts = part.Contains('#')
            ? string.Concat(Enumerable.Range(0, most).Select(i => part.Replace("#", $"{i}", StringComparison.Ordinal)))
            : Repeat(part, most);
        Assert.NotEmpty(Refusal.Of(new SafetensorsFile(begin + parts + end, []).ToBytes()));
    }

    [Fact]
    public void More_than_the_most_names_and_values_are_not_even_built()
        => Assert.Contains("more than 300000 names and values", Refusal.Of(
            new SafetensorsFile("{\"a\":{\"shape\":[" + Repeat("1,", Size / 2) + "1]}}", []).ToBytes()), StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_large_only_in_its_own_words_takes_no_memory()
        => Assert.Contains("has 4611686018427387904 bytes", Refusal.Of(Iris.WithHeader(header => header["layer1.weights"] = new JsonObject
        {
            ["dtype"] = "F32",
            ["shape"] = new JsonArray(1L << 30, 1L << 30),
            ["data_offsets"] = new JsonArray(0L, 1L << 62),
        }).ToBytes()), StringComparison.Ordinal);

    [Fact]
    public void A_model_of_almost_as_many_features_as_fit_is_read_in_little_memory()
    {
        const int Inputs = 98_000;
        SafetensorsFile file = Iris.WithHeader(header =>
        {
            foreach (string name in (string[])["layer2.weights", "layer2.biases", "layer3.weights", "layer3.biases"])
                header.Remove(name);
            header["layer1.weights"]!["shape"] = new JsonArray(Inputs, 3);
            header["layer1.weights"]!["data_offsets"] = new JsonArray(0, Inputs * 3 * 4);
            header["layer1.biases"]!["shape"] = new JsonArray(3);
            header["layer1.biases"]!["data_offsets"] = new JsonArray(Inputs * 3 * 4, (Inputs + 1) * 3 * 4);
        });
        file = file.WithJson("network", network =>
        {
            network["inputs"] = Inputs;
            network["layers"]!.AsArray().RemoveRange(0, 2);
        });
        file = file.WithJson("model", model =>
        {
            model["featureNames"] = new JsonArray([.. Enumerable.Range(0, Inputs).Select(i => JsonValue.Create($"the feature of number {i}"))]);
            model.AsObject().Remove("ranges");
            model["scaler"]!["offset"] = new JsonArray([.. Enumerable.Range(0, Inputs).Select(i => JsonValue.Create(i / 7.0))]);
            model["scaler"]!["scale"] = new JsonArray([.. Enumerable.Range(0, Inputs).Select(_ => JsonValue.Create(1))]);
        });
        byte[] bytes = (file with { Data = new byte[(Inputs + 1) * 3 * 4] }).ToBytes();

        long before = GC.GetAllocatedBytesForCurrentThread();
        Model model = Model.Load(new MemoryStream(bytes));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.InRange(allocated, 1, bytes.Length + (64 << 20));
        Assert.Equal(Inputs, model.FeatureNames.Count);
        Assert.InRange(SampleModels.ToBytes(model).Length, bytes.Length - 16, bytes.Length + 16); // it can be written, too
    }

    private static string Repeat(string part, int count) => new StringBuilder().Insert(0, part, count).ToString();
}
