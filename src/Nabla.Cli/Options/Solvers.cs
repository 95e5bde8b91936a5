using Nabla.Descriptions;
using Nabla.Optimization;

namespace Nabla.Cli.Options;

/// <summary>The solvers by name.</summary>
internal static class Solvers
{
    /// <summary>All of them.</summary>
    public static Catalog<UpdateRule> All { get; } = new(
        "solver",
        new("sgd", new SGD()),
        new("momentum", [("coefficient", .9)], a => new Momentum(a[0])),
        new("nesterov", [("coefficient", .9)], a => new Nesterov(a[0])),
        new("adam", [("beta1", .9), ("beta2", .999), ("epsilon", 1e-8)], a => new Adam(a[0], a[1], a[2])));

    /// <summary>The text form of a solver.</summary>
    public static string Name(UpdateRule rule) => rule switch
    {
        SGD => "sgd",
        Momentum { Coefficient: var c } => $"momentum:{c}",
        Nesterov { Coefficient: var c } => $"nesterov:{c}",
        Adam adam => adam == new Adam() ? "adam" : $"adam:{adam.Beta1}:{adam.Beta2}:{adam.Epsilon}",
        _ => rule.ToString(),
    };

    /// <summary>A solver with another coefficient of momentum.</summary>
    /// <exception cref="ArgumentException">The solver has no momentum.</exception>
    public static UpdateRule WithMomentum(UpdateRule rule, double coefficient) => rule switch
    {
        Momentum momentum => momentum with { Coefficient = coefficient },
        Nesterov nesterov => nesterov with { Coefficient = coefficient },
        _ => throw new ArgumentException($"option '--momentum' goes with solver momentum or nesterov, not {Name(rule)}"),
    };
}
