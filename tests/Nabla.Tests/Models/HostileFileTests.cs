using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using Nabla.Models;

namespace Nabla.Tests.Models;

/// <summary>Files that lie are refused with one sentence that says where.</summary>
public class HostileFileTests
{
    private static readonly SafetensorsFile Iris = SafetensorsFile.From(SampleModels.ToBytes(SampleModels.Iris));
    private static readonly SafetensorsFile Sine = SafetensorsFile.From(SampleModels.ToBytes(SampleModels.Sine));
    private static readonly SafetensorsFile Normalized = SafetensorsFile.From(SampleModels.ToBytes(SampleModels.Normalized));
    private static readonly SafetensorsFile Buyers = SafetensorsFile.From(SampleModels.ToBytes(SampleModels.Buyers));
    private static readonly SafetensorsFile Layered = SafetensorsFile.From(SampleModels.ToBytes(SampleModels.Layered));
    private static readonly SafetensorsFile Xor = SafetensorsFile.From(SampleModels.ToBytes(SampleModels.Xor));

    private static readonly Dictionary<string, (byte[] File, string Says)> Cases = new(StringComparer.Ordinal)
    {
        // the file as a whole
        ["nothing"] = ([], "a file of 0 bytes is not a model file"),
        ["seven bytes"] = (new byte[7], "a file of 7 bytes is not a model file"),
        ["a text"] = (Encoding.ASCII.GetBytes("sepal_length,sepal_width\n5.1,3.5\n"), "not a model file: its first 8 bytes ask for a header of"),
        ["a header of 2⁶⁴ − 1 bytes"] = (Enumerable.Repeat((byte)255, 64).ToArray(), "a header of 18446744073709551615 bytes"),
        ["a header longer than the file"] = (Iris.ToBytes()[..200], "cut short or not a model file"),
        ["no header"] = (new byte[100], "does not begin with '{'"),
        ["a header that is an array"] = (Whole("[1,2]"), "does not begin with '{'"),
        ["a header that ends too early"] = (Whole(Iris.Header.TrimEnd()[..^1]), "its header is not JSON"),
        ["a header with more behind it"] = (Whole(Iris.Header + "{}"), "its header is not JSON"),
        ["a header that is no UTF-8"] = (SafetensorsFile.ToBytes([.. "{\""u8, 0xff, 0xfe, .. "\":{}}"u8], []), "its header is not JSON"),
        ["a header with half a surrogate"] = (Whole("""{"\ud800":{}}"""), "its header is not JSON"),
        ["a header nested deeply"] = (Whole("{\"a\":" + new string('[', 100_000)), "its header is not JSON, or not that of a model: The maximum configured depth"),
        ["no metadata"] = (Iris.WithHeader(h => h.Remove("__metadata__")).ToBytes(), "not one of Nabla's: it has no metadata"),
        ["metadata of another tool"] = (Iris.WithHeader(h => h["__metadata__"] = new JsonObject { ["format"] = "pt" }).ToBytes(), "no 'nabla'"),
        ["metadata that is a text"] = (Iris.WithHeader(h => h["__metadata__"] = "x").ToBytes(), "a String at '__metadata__' in the header, expected a StartObject"),
        ["metadata with a number"] = (Iris.WithHeader(h => h["__metadata__"]!["nabla"] = 1).ToBytes(), "a Number at 'nabla' in the header, expected a String"),
        ["metadata twice"] = (Whole("""{"__metadata__":{},"__metadata__":{}}"""), "'__metadata__' twice"),
        ["a text twice"] = (Whole("""{"__metadata__":{"nabla":"1","nabla":"1"}}"""), "'nabla' twice"),
        ["format 3"] = (Iris.WithText("nabla", _ => "3").ToBytes(), "written by a newer version (format 3, this reads 2 and older)"),
        ["format 3 with tensors unheard of"] = (Iris.WithText("nabla", _ => "3").WithHeader(h => h["x"] = Entry("F8", [-0], 7, 3)).ToBytes(), "(format 3, this reads 2 and older)"),
        ["format 0"] = (Iris.WithText("nabla", _ => "0").ToBytes(), "'nabla' in its metadata is not a version"),
        ["format −1"] = (Iris.WithText("nabla", _ => "-1").ToBytes(), "'nabla' in its metadata is not a version"),
        ["format of 30 digits"] = (Iris.WithText("nabla", _ => new string('9', 30)).ToBytes(), "'nabla' in its metadata is not a version"),

        // tensors
        ["one byte less"] = (Iris.ToBytes()[..^1], "tensor 'layer3.biases' has 12 bytes, the file only 11 for it"),
        ["one byte more"] = ([.. Iris.ToBytes(), 0], "the file has 221 bytes of data, its tensors only 220"),
        ["no data"] = (Iris.ToBytes()[..^220], "the file only 0 for it"),
        ["an overlap"] = (WithOffsets(60, 80), "'layer1.biases' begins at byte 60 of the data, expected 80"),
        ["a gap"] = (WithOffsets(84, 104), "'layer1.biases' begins at byte 84 of the data, expected 80"),
        ["offsets backwards"] = (WithOffsets(80, 60), "'layer1.biases' ends at byte 60 of the data, expected 100"),
        ["a negative offset"] = (WithOffsets(-20, 0), "not a whole number from 0"),
        ["a huge offset"] = (WithOffsets(80, long.MaxValue), "ends at byte 9223372036854775807"),
        ["an offset beyond 64 bits"] = (Replace(Iris, "[80,100]", "[80,1e30]"), "not a whole number from 0"),
        ["an offset with a fraction"] = (Replace(Iris, "[80,100]", "[80,100.5]"), "not a whole number from 0"),
        ["an offset that is a text"] = (Replace(Iris, "[80,100]", "[80,\"100\"]"), "not a whole number from 0"),
        ["three offsets"] = (Replace(Iris, "[80,100]", "[80,100,120]"), "lacks its type, its shape or its two offsets"),
        ["no type"] = (Iris.WithHeader(h => h["layer1.biases"]!.AsObject().Remove("dtype")).ToBytes(), "'layer1.biases' lacks its type"),
        ["a type that is not supported"] = (Iris.WithHeader(h => h["layer1.biases"]!["dtype"] = "BF16").ToBytes(), "BF16 are not supported, expected F32 or F64"),
        ["two types"] = (Iris.WithHeader(h => h["layer1.biases"] = Entry("F64", [5], 80, 120)).WithHeader(h => h["layer2.weights"] = Entry("F32", [5, 2], 120, 160)).ToBytes(), "tensors of F32 and F64"),
        ["a type twice"] = (Replace(Iris, "\"dtype\":\"F32\",", "\"dtype\":\"F32\",\"dtype\":\"F32\","), "unknown or repeated member 'dtype'"),
        ["a member unheard of"] = (Replace(Iris, "\"dtype\":\"F32\",", "\"dtype\":\"F32\",\"x\":[],"), "unknown or repeated member 'x'"),
        ["a tensor twice"] = (Replace(Iris, "\"layer1.biases\"", "\"layer1.weights\""), "the header has 'layer1.weights' twice"),
        ["a shape of 0"] = (WithShape(0), "the impossible shape [0]"),
        ["a negative shape"] = (WithShape(-5), "not a whole number from 0"),
        ["a shape of 2⁶⁴ bytes"] = (WithShape(1L << 31, 1L << 31, 1L << 31), "the impossible shape"),
        ["a shape too large"] = (WithShape(6), "'layer1.biases' ends at byte 100 of the data, expected 104"),
        ["a shape larger than the file"] = (WithShape(1 << 20), "'layer1.biases' has 4194304 bytes, the file only 140 for it"),
        ["a shape of another rank"] = (WithShape(5, 1), "'layer1.biases' is [5, 1], the network wants [5]"),
        ["a matrix transposed"] = (Iris.WithHeader(h => h["layer1.weights"]!["shape"] = new JsonArray(5, 4)).ToBytes(), "'layer1.weights' is [5, 4], the network wants [4, 5]"),
        ["a tensor of another name"] = (Replace(Iris, "\"layer1.biases\"", "\"layer1.bias\""), "tensor 'layer1.biases' is missing"),
        ["no tensors"] = (new SafetensorsFile(Iris.WithHeader(h => Remove(h, "layer")).Header, []).ToBytes(), "a file without tensors"),
        ["a tensor too few"] = (new SafetensorsFile(Iris.WithHeader(h => Remove(h, "layer3.b")).Header, Iris.Data[..^12]).ToBytes(), "52 numbers, a network of 4-5-3-3 wants 55"),
        ["a tensor too many"] = (new SafetensorsFile(Iris.WithHeader(h => h["layer4.biases"] = Entry("F32", [1], 220, 224)).Header, [.. Iris.Data, 0, 0, 0, 0]).ToBytes(), "56 numbers, a network of 4-5-3-3 wants 55"),
        ["a weight that is not a number"] = (WithNumber(Iris, 6 * 4, float.NaN), "tensor 'layer1.weights' has NaN at row 1, column 1"),
        ["an infinite bias"] = (WithNumber(Iris, 82 + 2, float.NegativeInfinity), "tensor 'layer1.biases' has -Infinity at row 0, column 1"),
        ["an infinite weight in double"] = (WithNumber(Sine, 8, double.PositiveInfinity), "tensor 'layer1.weights' has Infinity at row 0, column 1"),

        ["a variance below 0"] = (WithNumber(Normalized, (19 + 3) * 8, -0.5), "tensor 'layer1.runningVariance' has -0.5 at row 0, column 0, expected a finite number from 0"),
        ["no variance"] = (Normalized.WithHeader(h => h.Remove("layer1.runningVariance")).ToBytes(), "bytes of data, its tensors only"),

        // the network
        ["no network"] = (Iris.WithHeader(h => h["__metadata__"]!.AsObject().Remove("network")).ToBytes(), "its metadata have no 'network'"),
        ["a network that is nothing"] = (Iris.WithText("network", _ => "").ToBytes(), "network: "),
        ["a network that is null"] = (Iris.WithText("network", _ => "null").ToBytes(), "network: "),
        ["a network that is a list"] = (Iris.WithText("network", _ => "[]").ToBytes(), "network: "),
        ["a network nested deeply"] = (Iris.WithText("network", _ => new string('[', 1_000_000)).ToBytes(), "network: The maximum configured depth"),
        ["a network nested deeply by objects"] = (Iris.WithText("network", _ => string.Concat(Enumerable.Repeat("{\"a\":", 1000))).ToBytes(), "network: The maximum configured depth"),
        ["layers that are null"] = (Iris.WithJson("network", n => n["layers"] = null).ToBytes(), "network.layers: "),
        ["no layers"] = (Iris.WithJson("network", n => n["layers"] = new JsonArray()).ToBytes(), "a network without layers"),
        ["a layer that is null"] = (Iris.WithJson("network", n => n["layers"]![0] = null).ToBytes(), "network.layers: [0]: null instead of an item"),
        ["0 inputs"] = (Iris.WithJson("network", n => n["inputs"] = 0).ToBytes(), "a network of 0 inputs, expected 1 or more"),
        ["0 units"] = (WithLayer("units", 0), "a layer of 0 units, expected 1 or more"),
        ["−1 units"] = (WithLayer("units", -1), "a layer of -1 units, expected 1 or more"),
        ["2 billion units"] = (WithLayer("units", 2_000_000_000), "a network of more than 2147483591 parameters is too large"),
        ["9 billion units"] = (WithLayer("units", 9_000_000_000), "network.layers: [0].units: not the kind of value that belongs here"),
        ["units in words"] = (WithLayer("units", "many"), "network.layers: [0].units: not the kind of value that belongs here"),
        ["200 million units"] = (WithLayer("units", 200_000_000), "55 numbers, a network of 4-200000000-3-3 wants 1600000015"),
        ["2 billion units everywhere"] = (
            Iris.WithJson("network", n => n["layers"] = new JsonArray([.. Enumerable.Range(0, 5000).Select(_ => Layer(n, 2_000_000_000))])).ToBytes(),
            "a network of more than 2147483591 parameters is too large"),
        ["10,001 layers"] = (
            Iris.WithJson("network", n => n["layers"] = new JsonArray([.. Enumerable.Range(0, 10_001).Select(_ => Layer(n, 1))])).ToBytes(),
            "an array of more than 10000 items"),
        ["another number of units"] = (WithLayer("units", 6), "55 numbers, a network of 4-6-3-3 wants 63"),
        ["layers of the same size that are others"] = (
            Iris.WithJson("network", n => (n["layers"]![0]!["units"], n["layers"]![1]!["units"]) = (8, 1)).ToBytes(), "'layer1.weights' is [4, 5], the network wants [4, 8]"),
        ["an activation unheard of"] = (WithLayer("activation", "cube"), "unknown activation 'cube'"),
        ["an activation that is a number"] = (WithLayer("activation", 1), "activation: expected a text"),
        ["an activation that is null"] = (WithLayer("activation", null), "network.layers: [0].activation: null instead of a value"),
        ["a slope that is not a number"] = (WithLayer("activation", "leaky-relu:nan"), "activation 'leaky-relu:nan'"),
        ["a slope too many"] = (WithLayer("activation", "leaky-relu:1:2"), "has 2 numbers, expected at most 1"),
        ["softmax in a hidden layer"] = (WithLayer("activation", "softmax"), "softmax is for the output only"),
        ["a loss that does not go with the output"] = (Iris.WithJson("network", n => n["loss"] = "binary-cross-entropy").ToBytes(), "binary-cross-entropy"),
        ["a loss unheard of"] = (Iris.WithJson("network", n => n["loss"] = "hinge").ToBytes(), "network.loss: unknown loss 'hinge'"),
        ["a reduction unheard of"] = (Iris.WithJson("network", n => n["reduction"] = "median").ToBytes(), "network.reduction: 'median' is unknown: known are mean, sum"),
        ["two reductions"] = (Iris.WithJson("network", n => n["reduction"] = "mean, sum").ToBytes(), "'mean, sum' is unknown"),
        ["a penalty below 0"] = (Iris.WithJson("network", n => n["penalties"] = new JsonArray("l2:-1")).ToBytes(), "penalty 'l2:-1'"),
        ["a member missing"] = (Iris.WithJson("network", n => n.AsObject().Remove("reduction")).ToBytes(), "network: without 'reduction'"),
        ["a member of a layer missing"] = (Iris.WithJson("network", n => n["layers"]![0]!.AsObject().Remove("bias")).ToBytes(), "network.layers: [0]: without 'bias'"),
        ["a member too many"] = (Iris.WithJson("network", n => n["momentum"] = 0.5).ToBytes(), "network.momentum: a member that this version does not know"),
        ["a member in capitals"] = (Iris.WithText("network", t => t.Replace("\"inputs\"", "\"INPUTS\"", StringComparison.Ordinal)).ToBytes(), "network.INPUTS: a member that this version does not know"),
        ["a member twice"] = (Iris.WithText("network", t => t.Replace("\"inputs\":4", "\"inputs\":4,\"inputs\":4", StringComparison.Ordinal)).ToBytes(), "network.inputs: there twice"),
        ["half a surrogate"] = (Iris.WithText("model", t => t.Replace("setosa", "\\ud800", StringComparison.Ordinal)).ToBytes(), "model.classNames[0]: "),
        ["half a surrogate in an activation"] = (Iris.WithText("network", t => t.Replace("leaky", "\\ud800", StringComparison.Ordinal)).ToBytes(), "network.layers: [0]"),
        ["half a surrogate in a task"] = (Iris.WithText("model", t => t.Replace("classification", "\\ud800", StringComparison.Ordinal)).ToBytes(), "model.task"),

        // layers: noise, feature-scale, embedding, dense, normalization, prelu, dropout, residual, dense
        ["a layer unheard of"] = (WithLayers(l => l[3]!["layer"] = "attention"), "network.layers: [3]: a name that this version does not know"),
        ["a layer without a name"] = (WithLayers(l => l[3]!.AsObject().Remove("layer")), "network: a layer does not begin with its name"),
        ["a layer whose name is a number"] = (WithLayers(l => l[3]!["layer"] = 3), "network.layers: [3]"),
        ["a layer of the members of another"] = (WithLayers(l => l[6]!["layer"] = "prelu"), "network.layers: [6]"),
        ["a layer that is a list"] = (WithLayers(l => l[3] = new JsonArray()), "network.layers: [3]"),
        ["a code below 0"] = (WithLayers(l => l[1]!["codes"] = new JsonArray(-1)), "column -1 of codes, expected ascending places from 0"),
        ["a code twice"] = (WithLayers(l => l[1]!["codes"] = new JsonArray(1, 1)), "column 1 of codes, expected ascending places from 0"),
        ["codes that descend"] = (WithLayers(l => l[0]!["codes"] = new JsonArray(2, 1)), "column 1 of codes, expected ascending places from 0"),
        ["a code beyond the inputs"] = (WithLayers(l => l[1]!["codes"] = new JsonArray(2_000_000_000)), "column 2000000000 of codes among"),
        ["a code of noise beyond the inputs"] = (WithLayers(l => l[0]!["codes"] = new JsonArray(99)), "column 99 of codes among"),
        ["noise below 0"] = (WithLayers(l => l[0]!["standardDeviation"] = -1), "input noise of -1, expected 0 or more"),
        ["an embedded column below 0"] = (WithEmbedding((-1, 5, 2)), "embedded column -1, expected ascending places from 0"),
        ["an embedded column twice"] = (WithEmbedding((1, 5, 2), (1, 5, 2)), "embedded column 1, expected ascending places from 0"),
        ["an embedded column beyond the inputs"] = (WithEmbedding((2_000_000_000, 5, 2)), "embedded column 2000000000 of"),
        ["an embedding of no levels"] = (WithEmbedding((1, 0, 2)), "an embedding of 0 levels by 2 numbers, expected 1 or more of each"),
        ["an embedding of no numbers"] = (WithEmbedding((1, 5, 0)), "an embedding of 5 levels by 0 numbers"),
        ["an embedding of 2 billion levels"] = (WithEmbedding((1, 2_000_000_000, 1)), "numbers, a network of"),
        ["an embedding of vectors of 2 billion numbers"] = (WithEmbedding((1, 1, 2_000_000_000)), "a network of more than 2147483591 parameters is too large"),
        ["two embeddings of vectors of 2 billion numbers"] = (WithEmbedding((0, 1, int.MaxValue), (1, 1, int.MaxValue)), "outputs, expected at most 2147483591"),
        ["an embedding of other levels"] = (WithEmbedding((1, 50, 2)), "numbers, a network of"),
        ["columns that are null"] = (WithLayers(l => l[2]!["columns"] = null), "network.layers: [2].columns: null instead of a value"),
        ["a column that is null"] = (WithLayers(l => l[2]!["columns"]![0] = null), "null instead of an item"),
        ["a slope of prelu that is not a number"] = (WithLayers(l => l[5]!["slope"] = "NaN"), "a slope of NaN, expected a finite number"),
        ["a dropout of 1"] = (WithLayers(l => l[6]!["probability"] = 1), "a dropout of 1, expected 0 to below 1"),
        ["a normalization of no kind"] = (WithLayers(l => l[4]!["kind"] = "none"), "a normalization of kind None, expected batch or layer"),
        ["softmax in a normalization"] = (WithLayers(l => l[4]!["activation"] = "softmax"), "softmax is for the output only, not for hidden layer 1"),
        ["softmax in a dense layer that is normalised"] = (WithLayers(l => l[3]!["activation"] = "softmax"), "softmax is for the output only, not for hidden layer 1"),
        ["prelu in a dense layer"] = (WithLayers(l => l[3]!["activation"] = "prelu"), "prelu has parameters, so it is a layer of its own"),
        ["a branch without layers"] = (WithLayers(l => l[7]!["branch"] = new JsonArray()), "a residual block without layers, expected at least one"),
        ["a branch that does not fit"] = (WithLayers(l => l[7]!["branch"]![0]!["units"] = 4), "a branch of 4 outputs does not fit 3 inputs"),
        ["a branch that is null"] = (WithLayers(l => l[7]!["branch"] = null), "network.layers: [7].branch: null instead of a value"),
        ["branches in branches"] = (
            WithLayers(l => l[7] = Enumerable.Range(0, 12).Aggregate(l[7]!.DeepClone(), (branch, _) => new JsonObject { ["layer"] = "residual", ["branch"] = new JsonArray(branch) })),
            "network: The maximum configured depth"),
        ["no output layer"] = (WithLayers(l => l.RemoveAt(8)), "85 numbers, a network of 6-3-3 wants 77"),
        ["an embedding that has no vectors"] = (Layered.WithHeader(h => h["input.embedding2"] = Move(h, "input.embedding1")).ToBytes(), "tensor 'input.embedding1' is missing"),
        ["slopes that are not there"] = (Layered.WithHeader(h => h["layer1.slope"] = Move(h, "layer1.slopes")).ToBytes(), "tensor 'layer1.slopes' is missing"),
        ["an encoding of vectors without numbers"] = (Layered.WithJson("model", m => Embedded(m)["size"] = 0).ToBytes(), "with vectors of 0 numbers make no embedding"),
        ["an encoding that has a code twice"] = (Layered.WithJson("model", m => Embedded(m)["codes"]![0] = 1).ToBytes(), "make no embedding"),
        ["an encoding that fills in a level that is none"] = (Layered.WithJson("model", m => (Embedded(m)["missing"], Embedded(m)["fill"]) = (false, 77)).ToBytes(), "make no embedding"),

        // all else
        ["no model"] = (Iris.WithHeader(h => h["__metadata__"]!.AsObject().Remove("model")).ToBytes(), "its metadata have no 'model'"),
        ["a task unheard of"] = (WithModel(m => m["task"] = "clustering"), "model.task: 'clustering' is unknown: known are classification, regression"),
        ["a task as a number"] = (WithModel(m => m["task"] = 7), "model.task: "),
        ["a feature too few"] = (WithModel(m => m["featureNames"]!.AsArray().RemoveAt(0)), "3 feature names, expected 4"),
        ["features that are null"] = (WithModel(m => m["featureNames"] = null), "model.featureNames: null instead of a value"),
        ["a feature that is null"] = (WithModel(m => m["featureNames"]![0] = null), "a feature name that is null"),
        ["two features of one name"] = (WithModel(m => m["featureNames"]![0] = "petal_width"), "two feature names are 'petal_width'"),
        ["a class too few"] = (WithModel(m => m["classNames"]!.AsArray().RemoveAt(0)), "2 classes for 3 outputs"),
        ["two classes of one name"] = (WithModel(m => m["classNames"]![0] = "virginica"), "two class names are 'virginica'"),
        ["one class at a single output"] = (Xor.WithJson("model", m => m["classNames"]!.AsArray().RemoveAt(0)).ToBytes(), "1 classes for 1 outputs"),
        ["three classes at a single output"] = (Xor.WithJson("model", m => m["classNames"]!.AsArray().Add("2")).ToBytes(), "3 classes for 1 outputs"),
        ["two classes at a single softmax"] = (
            Xor.WithJson("network", n => (n["layers"]![0]!["activation"], n["loss"]) = ("softmax", "cross-entropy")).ToBytes(), "2 classes for 1 outputs"),
        ["a classification with targets"] = (WithModel(m => m["targetNames"] = new JsonArray("y")), "a classification with targets"),
        ["a classification called regression"] = (WithModel(m => m["task"] = "regression"), "a regression without a scaler of targets"),
        ["a regression called classification"] = (Sine.WithJson("model", m => m["task"] = "classification").ToBytes(), "a classification with a scaler of targets"),
        ["a regression with classes"] = (Sine.WithJson("model", m => m["classNames"] = new JsonArray("a")).ToBytes(), "a regression with classes"),
        ["a regression without targets"] = (Sine.WithJson("model", m => m["targetNames"] = new JsonArray()).ToBytes(), "0 target names, expected 1"),
        ["a scaler of targets too wide"] = (Sine.WithJson("model", m => Widen(m["targetScaler"]!)).ToBytes(), "a scaler of 2 targets for 1 outputs"),
        ["a scaler too wide"] = (WithModel(m => Widen(m["scaler"]!)), "a scaler of 5 columns for 4 inputs"),
        ["offsets without scales"] = (WithModel(m => m["scaler"]!["scale"]!.AsArray().RemoveAt(0)), "4 offsets and 3 scales"),
        ["offsets that are null"] = (WithModel(m => m["scaler"]!["offset"] = null), "model"),
        ["a scale below 0"] = (WithModel(m => m["scaler"]!["scale"]![1] = -1), "column 1 cannot be scaled"),
        ["a scale that is not a number"] = (WithModel(m => m["scaler"]!["scale"]![1] = "NaN"), "column 1 cannot be scaled"),
        ["an offset that is infinite"] = (WithModel(m => m["scaler"]!["offset"]![1] = 1e308 * 10 > 0 ? "Infinity" : 0), "column 1 cannot be scaled"),
        ["a schema without encodings"] = (Buyers.WithJson("model", m => m.AsObject().Remove("encodings")).ToBytes(), "a schema without encodings"),
        ["a schema of other names"] = (Buyers.WithJson("model", m => m["schema"]!["columns"]![0]!["name"] = "x").ToBytes(), "a schema of other names than the features"),
        ["an encoding of another kind"] = (Buyers.WithJson("model", m => m["schema"]!["columns"]![0]!["kind"] = "date").ToBytes(), "has the encoding of another"),
        ["a code beyond the levels"] = (Buyers.WithJson("model", m => m["encodings"]![1]!["codes"]![0] = 2_000_000_000).ToBytes(), "column 'city' of the kind Category has the encoding of another"),
        ["a scaler that is null"] = (WithModel(m => m["scaler"] = null), "model.scaler: null instead of a value"),
        ["an optimizer unheard of"] = (WithModel(m => m["settings"]!["training"]!["optimizer"] = "magic"), "unknown optimizer 'magic'"),
        ["a seed below 0"] = (WithModel(m => m["settings"]!["seed"] = -1), "model.settings.seed: not the kind of value that belongs here"),
        ["columns of different lengths"] = (WithModel(m => m["history"]!["epoch"]!.AsArray().Add(99)), "the columns of the history are of different lengths"),
        ["norms of a layer that are null"] = (WithModel(m => m["history"]!["weightNorms"]![0] = null), "the columns of the history are of different lengths"),
        ["evaluations for some epochs"] = (WithModel(m => m["history"]!["evaluations"] = new JsonArray(1)), "the columns of the history are of different lengths"),
        ["evaluations that descend"] = (
            WithModel(m => m["history"]!["evaluations"] = new JsonArray([.. m["history"]!["epoch"]!.AsArray().Select(epoch => (JsonNode)(-(int)epoch!))])),
            "a history whose evaluations descend"),
        ["epochs that descend"] = (WithModel(m => (m["history"]!["epoch"]![0], m["history"]!["epoch"]![1]) = (1, 0)), "a history whose epochs do not ascend"),
        ["a negative epoch"] = (WithModel(m => m["history"]!["epoch"]![0] = -1), "a history whose epochs do not ascend"),
        ["a chosen epoch that is none"] = (WithModel(m => m["chosenEpoch"] = 77), "a chosen epoch 77 that is not in the history"),
        ["a stop reason unheard of"] = (WithModel(m => m["stop"] = "boredom"), "model.stop: 'boredom' is unknown"),
        ["a name of 70,000 characters"] = (WithModel(m => m["dataName"] = new string('x', 70_000)), "a text of 70000 bytes in its header, expected at most 65536"),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_refused_with_one_sentence(string what)
    {
        (byte[] file, string says) = Cases[what];
        Assert.Contains(says, Refusal.Of(file), StringComparison.Ordinal);
    }

    [Fact]
    public void What_stands_in_a_file_reaches_no_terminal_as_control_characters()
        => Assert.Contains("unknown activation ' [31mred'", Refusal.Of(WithLayer("activation", "\u001b[31mred\n")), StringComparison.Ordinal);

    [Fact]
    public void A_message_about_a_long_text_is_short()
        => Assert.True(Refusal.Of(WithLayer("activation", new string('y', 60_000))).Length < 500);

    private static byte[] Whole(string header) => new SafetensorsFile(header, []).ToBytes();

    private static byte[] Replace(SafetensorsFile file, string old, string replacement)
    {
        int at = file.Header.IndexOf(old, StringComparison.Ordinal);
        return (file with { Header = file.Header[..at] + replacement + file.Header[(at + old.Length)..] }).ToBytes();
    }

    private static byte[] WithOffsets(long begin, long end)
        => Iris.WithHeader(h => h["layer1.biases"]!["data_offsets"] = new JsonArray(begin, end)).ToBytes();

    private static byte[] WithShape(params long[] shape)
        => Iris.WithHeader(h => h["layer1.biases"]!["shape"] = new JsonArray([.. shape.Select(size => JsonValue.Create(size))])).ToBytes();

    private static byte[] WithLayer(string member, JsonNode? value)
        => Iris.WithJson("network", n => n["layers"]![0]![member] = value).ToBytes();

    private static byte[] WithLayers(Action<JsonArray> change) => Layered.WithJson("network", n => change(n["layers"]!.AsArray())).ToBytes();

    private static byte[] WithEmbedding(params (int Column, int Levels, int Size)[] columns) => WithLayers(l => l[2]!["columns"] = new JsonArray(
        [.. columns.Select(column => new JsonObject { ["column"] = column.Column, ["levels"] = column.Levels, ["size"] = column.Size })]));

    private static JsonNode Embedded(JsonNode model) => model["encodings"]!.AsArray().First(encoding => (string?)encoding!["encoding"] == "embedding")!;

    private static JsonNode? Move(JsonObject header, string name)
    {
        JsonNode? entry = header[name];
        header.Remove(name);
        return entry;
    }

    private static byte[] WithModel(Action<JsonNode> change) => Iris.WithJson("model", change).ToBytes();

    private static byte[] WithNumber(SafetensorsFile file, int offset, double value)
    {
        byte[] data = [.. file.Data];
        if (file.Header.Contains("F64", StringComparison.Ordinal))
            BinaryPrimitives.WriteDoubleLittleEndian(data.AsSpan(offset), value);
        else
            BinaryPrimitives.WriteSingleLittleEndian(data.AsSpan(offset), (float)value);
        return (file with { Data = data }).ToBytes();
    }

    private static JsonObject Entry(string type, int[] shape, long begin, long end) => new()
    {
        ["dtype"] = type,
        ["shape"] = new JsonArray([.. shape.Select(size => JsonValue.Create(size))]),
        ["data_offsets"] = new JsonArray(begin, end),
    };

    private static JsonNode Layer(JsonNode network, int units)
    {
        JsonNode layer = network["layers"]!.AsArray()[^1]!.DeepClone();
        layer["units"] = units;
        return layer;
    }

    private static void Remove(JsonObject header, string prefix)
    {
        foreach (string name in header.Select(member => member.Key).Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).ToArray())
            header.Remove(name);
    }

    private static void Widen(JsonNode scaler)
    {
        scaler["offset"]!.AsArray().Add(0);
        scaler["scale"]!.AsArray().Add(1);
    }
}
