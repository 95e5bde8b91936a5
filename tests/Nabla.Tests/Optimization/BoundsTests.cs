using Nabla.Descriptions;
using Nabla.Optimization;

namespace Nabla.Tests.Optimization;

/// <summary>Every number of every rule, solver, schedule and line search has bounds: what is beyond them is refused, and the bounds themselves are taken.</summary>
public class BoundsTests
{
    private const double Infinity = double.PositiveInfinity, NaN = double.NaN;

    private static readonly (string Numbers, double[] Refused, double[] Taken)[] Bounds =
    [
        ("momentum.coefficient nesterov.coefficient rmsprop.decay adam.beta1 adam.beta2 adamw.beta1 adamw.beta2 nadam.beta1 nadam.beta2 amsgrad.beta1 amsgrad.beta2 "
            + "rprop.shrinkage flat-cosine.flat plateau.factor plateau.threshold", [-0.01, 1, NaN], [0, 0.999]),
        ("adagrad.epsilon rmsprop.epsilon adam.epsilon adamw.epsilon nadam.epsilon amsgrad.epsilon clip-value.limit clip-norm.limit scg.probe scg.lambda "
            + "rprop.first-step rprop.largest-step levenberg-marquardt.radius step.every step.factor exponential.factor inverse-scaling.power cosine.duration "
            + "coslog.duration flat-cosine.duration", [-1, 0, Infinity, NaN], [double.Epsilon, 1e9]),
        ("adamw.weight-decay nadam.momentum-decay decay.weight-decay adaptive.tolerance", [-0.01, Infinity, NaN], [0, 1e9]),
        ("cosine.floor one-cycle.rise one-cycle.start one-cycle.end plateau.floor hager-zhang.noise", [-0.01, 1.01, NaN], [0, 1]),
        ("plateau.patience adaptive.patience", [-1, 0.5, Infinity, NaN], [0, 1e9]),
        ("lbfgs.memory", [0, 1001, 1.5, NaN], [1, 1000]),
        ("rprop.growth", [0.99, 100.1, NaN], [1, 100]),
        ("coslog.waves", [0.99, Infinity, NaN], [1]),
        ("one-cycle.duration", [1.99, Infinity, NaN], [2]),
        ("more-thuente.sufficient-decrease", [-0.01, 0.91, NaN], [0, 0.9]),
        ("more-thuente.curvature", [0.00009, 1, NaN], [0.0001, 0.999]),
        ("hager-zhang.sufficient-decrease", [-0.01, 0.51, NaN], [0, 0.5]),
        ("hager-zhang.curvature", [0.09, 1, NaN], [0.1, 0.999]),
    ];

    // Yes or no.
    private static readonly string[] Flags = ["momentum.rate-outside", "nesterov.rate-outside", "adam.epsilon-first"];

    private static readonly Dictionary<string, Action<double>> Makers = new[]
    {
        Of(UpdateRule.All), Of(FullBatchSolver.All), Of(Schedule.All), Of(LineSearch.All),
    }.SelectMany(makers => makers).ToDictionary(pair => pair.Key, pair => pair.Value);

    public static TheoryData<string> Numbers => [.. Makers.Keys.Except(Flags)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void What_is_beyond_a_bound_is_refused_and_the_bound_taken(string number)
    {
        (_, double[] refused, double[] taken) = Bounds.Single(bounds => bounds.Numbers.Split(' ').Contains(number, StringComparer.Ordinal));
        Assert.All(refused, value => Assert.ThrowsAny<ArgumentException>(() => Makers[number](value)));
        Assert.All(taken, value => Makers[number](value));
    }

    // One number as given, the others as they usually are.
    private static IEnumerable<KeyValuePair<string, Action<double>>> Of<T>(Catalog<T> catalog)
        => from entry in catalog
           from place in Enumerable.Range(0, entry.Parameters.Count)
           select KeyValuePair.Create<string, Action<double>>(
               $"{entry.Name}.{entry.Parameters[place].Name}",
               value => entry.Create([.. entry.Parameters.Select((parameter, i) => i == place ? value : parameter.Default)]));
}
