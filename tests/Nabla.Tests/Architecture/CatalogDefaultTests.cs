using Nabla.Descriptions;
using Nabla.Networks;
using Nabla.Optimization;

namespace Nabla.Tests.Architecture;

/// <summary>What a name alone stands for: whoever gives no numbers gets these, so they change with a line in the changelog only.</summary>
public class CatalogDefaultTests
{
    // Those of PyTorch, SciPy or the papers named beside each description.
    private static readonly string[] Wanted =
    [
        "prelu:0.25", "leaky-relu:0.01", "elu:1",
        "uniform:-1:1", "uniform01 uniform:0:1", "normal:0:1", "orthogonal:1", "he-plus:5", "constant zeros",
        "l1:0", "l2:0", "huber:1", "pbld:4:16:0.1", "piecewise:16",
        "momentum:0.9", "nesterov:0.9", "adagrad:1E-10", "rmsprop:0.99:1E-08", "adam:0.9:0.999:1E-08", "adamw:0.01:0.9:0.999:1E-08",
        "nadam:0.9:0.999:1E-08:0.004", "amsgrad:0.9:0.999:1E-08", "clip-value:1", "clip-norm:1", "decay:0.01",
        "lbfgs:10", "scg:1E-05:1E-07", "rprop:0.0125:1.2:0.5:50", "levenberg-marquardt:1",
        "step:10:0.1", "exponential:0.95", "inverse-scaling:0.5", "cosine:100:0", "coslog:100:4", "flat-cosine:100:0.5",
        "one-cycle:100:0.3:0.04:4E-06", "plateau:0.1:10:0.0001:0", "adaptive:0.0001:10",
        "more-thuente:0.0001:0.9", "hager-zhang:0.1:0.9:1E-12",
    ];

    [Fact]
    public void A_name_alone_stands_for_the_usual_numbers()
    {
        string[] found =
        [
            .. Of(Activation.All), .. Of(Initializer.All), .. Of(Penalty.All), .. Of(Loss.All), .. Of(NumberEmbedding.All),
            .. Of(UpdateRule.All), .. Of(FullBatchSolver.All), .. Of(Schedule.All), .. Of(LineSearch.All),
        ];
        Assert.Equal(Wanted, found);
    }

    // The same in C#, where a constructor has defaults of its own.
    [Fact]
    public void So_does_a_constructor_without_numbers()
    {
        object[] made =
        [
            new LeakyReLU(), new ELU(), new Huber(), new Momentum(), new Nesterov(), new AdaGrad(), new RMSProp(), new Adam(), new AdamW(), new NAdam(), new AMSGrad(),
            new LBFGS(), new ScaledConjugateGradient(), new RpropPlus(), new LevenbergMarquardt(), new ConjugateGradient(), new BFGS(),
            new StepDecay(10), new ExponentialDecay(), new InverseScaling(), new CosineDecay(100), new CosLog(100), new FlatCosine(100), new OneCycle(100), new ReduceOnPlateau(), new AdaptiveRate(),
            new MoreThuente(), new HagerZhang(), new Orthogonal(), new HePlus(),
        ];
        string[] names = ["leaky-relu", "elu", "huber", "momentum", "nesterov", "adagrad", "rmsprop", "adam", "adamw", "nadam", "amsgrad", "lbfgs", "scg", "rprop", "levenberg-marquardt", "cg", "bfgs",
            "step", "exponential", "inverse-scaling", "cosine", "coslog", "flat-cosine", "one-cycle", "plateau", "adaptive", "more-thuente", "hager-zhang", "orthogonal", "he-plus"];
        Assert.Equal(names.Select(Described), made.Select(one => one.ToString()));
    }

    private static string Described(string name)
        => Written(Activation.All, name) ?? Written(Initializer.All, name) ?? Written(Loss.All, name) ?? Written(UpdateRule.All, name)
            ?? Written(FullBatchSolver.All, name) ?? Written(Schedule.All, name) ?? Written(LineSearch.All, name)!;

    private static string? Written<T>(Catalog<T> catalog, string name) => catalog.Find(name) is null ? null : $"{catalog.Parse(name)}";

    // Names that have numbers, or stand for another.
    private static IEnumerable<string> Of<T>(Catalog<T> catalog)
        => from entry in catalog
           let text = $"{catalog.Parse(entry.Name)}"
           where text != entry.Name
           select text.StartsWith(entry.Name + ":", StringComparison.Ordinal) ? text : $"{entry.Name} {text}";
}
