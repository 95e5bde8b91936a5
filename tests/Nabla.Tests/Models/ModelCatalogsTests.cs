using System.Runtime.CompilerServices;
using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;

namespace Nabla.Tests.Models;

/// <summary>Models with an activation of one's own.</summary>
public class ModelCatalogsTests
{
    private static readonly ModelCatalogs Mine = new()
    {
        Activations = Activation.All.With(new CatalogEntry<Activation>("square", [("factor", 1)], numbers => new Square(numbers[0]))),
    };

    [Fact]
    public void A_catalog_that_has_it_reads_it()
    {
        Dataset iris = Datasets.Iris();
        Model model = new MlpClassifier(new() { Network = new(3) { Activation = new Square(0.25) }, Training = new() { Epochs = 2 } }).Fit(iris);
        byte[] bytes = SampleModels.ToBytes(model);

        Assert.Contains("network.layers: [0].activation: unknown activation 'square'", Refusal.Of(bytes), StringComparison.Ordinal);
        Model read = Model.Load(new MemoryStream(bytes), Mine);
        Assert.Equal(model.Network, read.Network);
        Assert.Equal(model.Outputs(iris.Features).Data, read.Outputs(iris.Features).Data);
    }

    [Theory]
    [InlineData("sgd")]
    [InlineData("momentum:0.5")]
    [InlineData("nesterov:0.5:1")]
    [InlineData("adam:0.8:0.9:1E-07")]
    [InlineData("adam:0.8:0.9:1E-07:1")]
    [InlineData("momentum:0.5,sgd")]
    public void A_solver_is_read_back_from_its_text(string text)
    {
        UpdateRule rule = UpdateRule.Parse(text);
        Assert.Equal(text, rule.ToString());
        Assert.Equal(rule, UpdateRule.Parse(rule.ToString()));
    }

    private sealed record Square(double Factor) : Activation<Square.Formulas>
    {
        public override Notation Notation => new("square", this.Factor);

        protected override Formulas Kernel => new(this.Factor);

        public readonly struct Formulas(double factor) : IActivationKernel
        {
            public static bool DerivativeFromOutput => false;

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public TLanes Value<TLanes>(TLanes z)
                where TLanes : struct, ILanes<TLanes>
                => factor * z * z;

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public TLanes Derivative<TLanes>(TLanes z)
                where TLanes : struct, ILanes<TLanes>
                => 2 * factor * z;
        }
    }
}
