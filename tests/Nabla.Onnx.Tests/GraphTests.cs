using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Tests.Data;

namespace Nabla.Onnx.Tests;

/// <summary>Inputs and outputs, and refused models.</summary>
public class GraphTests
{
    [Fact]
    public void Inputs_and_outputs_are_named_and_typed()
    {
        Dictionary<string, OnnxModel> models = Samples.OfTables().ToDictionary(sample => sample.Name, sample => OnnxModel.From(sample.Model), StringComparer.Ordinal);
        OnnxValue[] people =
        [
            new("city", OnnxType.Text, 1),
            new("member", OnnxType.Text, 1),
            new("born year", OnnxType.Single, 1),
            new("born month", OnnxType.Single, 1),
            new("born weekday", OnnxType.Single, 1),
        ];
        Assert.Equal([.. people, new("label", OnnxType.Single, 1)], models["classes"].Inputs);
        Assert.Equal([new("label_2", OnnxType.Text, null), new("probabilities", OnnxType.Single, 2)], models["classes"].Outputs);
        Assert.Equal([new("values_2", OnnxType.Single, 1)], models["numbers"].Outputs);
        Assert.Equal([new("labels", OnnxType.Int64, 2), new("probabilities", OnnxType.Single, 2)], models["labels"].Outputs);

        OnnxModel iris = OnnxModel.From(new MlpClassifier(new() { Training = new() { Epochs = 1 } }).Fit(Datasets.Iris()));
        Assert.Equal([new("features", OnnxType.Single, 4)], iris.Inputs);
        Assert.Equal([new("label", OnnxType.Text, null), new("probabilities", OnnxType.Single, 3)], iris.Outputs);
    }

    [Fact]
    public void Intervals_and_sets_of_kept_rows_are_outputs_too()
    {
        Dictionary<string, OnnxModel> models = Samples.OfNumbers().ToDictionary(sample => sample.Name, sample => OnnxModel.From(sample.Model), StringComparer.Ordinal);
        Assert.Equal([new("values", OnnxType.Single, 1), new("low", OnnxType.Single, 1), new("high", OnnxType.Single, 1)], models["intervals"].Outputs);
        Assert.Equal([new("label", OnnxType.Text, null), new("probabilities", OnnxType.Single, 3), new("set", OnnxType.Int64, 3)], models["sets and a temperature"].Outputs);
        Assert.Equal([new("values", OnnxType.Single, 1)], models["several networks of numbers, with intervals by folds"].Outputs);
    }

    [Fact]
    public void The_same_model_gives_the_same_bytes()
    {
        Model model = new MlpClassifier(new() { Training = new() { Epochs = 1 } }).Fit(Datasets.Iris());
        using var folder = new TemporaryFolder();
        string path = folder.File("iris.onnx");
        OnnxModel onnx = OnnxModel.From(model);
        onnx.Save(path);
        using var stream = new MemoryStream();
        OnnxModel.From(model).Save(stream);
        Assert.Equal(File.ReadAllBytes(path), stream.ToArray());
    }

    [Fact]
    public void What_has_no_form_in_ONNX_is_refused()
    {
        Table people = Nabla.Tests.Models.People.Table(50);
        Table hashed = people.Select("city", "buys").With(people["city"].Hashed(8));
        Refused("column 'city' is stored as hashes of its texts, which ONNX cannot represent", new MlpClassifier(new() { Training = new() { Epochs = 1 } }).Fit(hashed, "buys"));
        Refused("activation 'cube' has no form in ONNX", new MlpClassifier(new() { Network = new() { Activation = new Cube() }, Training = new() { Epochs = 1 } }).Fit(Datasets.Iris()));
    }

    private static void Refused(string message, Model model)
        => Assert.Equal(message, Assert.Throws<NotSupportedException>(() => OnnxModel.From(model)).Message);

    private sealed record Cube : Activation<Cube.Formulas>
    {
        public override Descriptions.Notation Notation => new("cube");

        protected override Formulas Kernel => default;

        public readonly struct Formulas : IActivationKernel
        {
            public static bool DerivativeFromOutput => false;

            public TLanes Value<TLanes>(TLanes z)
                where TLanes : struct, Numerics.ILanes<TLanes>
                => z * z * z;

            public TLanes Derivative<TLanes>(TLanes z)
                where TLanes : struct, Numerics.ILanes<TLanes>
                => 3 * z * z;
        }
    }
}
