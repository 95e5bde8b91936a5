using Nabla.Descriptions;
using Nabla.Networks;
using Nabla.Optimization;

namespace Nabla.Models;

/// <summary>
/// The catalogs for names in a model file. Add your own activations and other parts with <see cref="Catalog{T}.With"/>:
/// <c>new ModelCatalogs { Activations = Activation.All.With(new("my-activation", new MyActivation())) }</c>.
/// </summary>
public sealed record ModelCatalogs
{
    /// <summary>The activations; those of Nabla by default.</summary>
    public Catalog<Activation> Activations { get; init; } = Activation.All;

    /// <summary>The layers; those of Nabla by default.</summary>
    public LayerCatalog Layers { get; init; } = LayerSpec.All;

    /// <summary>The losses; those of Nabla by default.</summary>
    public Catalog<Loss> Losses { get; init; } = Loss.All;

    /// <summary>The penalties; those of Nabla by default.</summary>
    public Catalog<Penalty> Penalties { get; init; } = Penalty.All;

    /// <summary>The initializers; those of Nabla by default.</summary>
    public Catalog<Initializer> Initializers { get; init; } = Initializer.All;

    /// <summary>The first-order rules; those of Nabla by default.</summary>
    public Catalog<UpdateRule> Rules { get; init; } = UpdateRule.All;

    /// <summary>The full-batch solvers; those of Nabla by default.</summary>
    public Catalog<FullBatchSolver> Solvers { get; init; } = FullBatchSolver.All;

    /// <summary>The schedules of the learning rate; those of Nabla by default.</summary>
    public Catalog<Schedule> Schedules { get; init; } = Schedule.All;
}
