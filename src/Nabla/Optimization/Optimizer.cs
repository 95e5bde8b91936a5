using System.Text.Json.Serialization;
using Nabla.Descriptions;

namespace Nabla.Optimization;

/// <summary>
/// An immutable description of an optimizer: a first-order <see cref="UpdateRule"/>, a step for
/// each batch, or a full-batch <see cref="FullBatchSolver"/>.
/// </summary>
[JsonConverter(typeof(OptimizerJsonConverter))]
public abstract record Optimizer
{
    /// <summary>All rules and solvers, by name.</summary>
    public static Catalog<Optimizer> All => Known.All;

    /// <summary>The text form.</summary>
    public abstract Notation Notation { get; }

    /// <summary>The default learning rate; a full-batch solver ignores it.</summary>
    public virtual double DefaultLearningRate => 0.001;

    /// <summary>Reads a rule, a chain of rules, or a solver from its text form.</summary>
    /// <param name="text">The text, such as <c>adam</c>, <c>clip-norm:1,momentum:0.9</c> or <c>lbfgs:20</c>.</param>
    /// <param name="rules">The known rules; Nabla's by default.</param>
    /// <param name="solvers">The known solvers; Nabla's by default.</param>
    /// <exception cref="FormatException">A name is unknown or the numbers are invalid; the message lists the known names.</exception>
    public static Optimizer Parse(string text, Catalog<UpdateRule>? rules = null, Catalog<FullBatchSolver>? solvers = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        rules ??= UpdateRule.All;
        solvers ??= FullBatchSolver.All;
        string name = Notation.Parse(text.Split(',')[0]).Name;
        if (solvers.Find(name) is not null)
            return FullBatchSolver.Parse(text, solvers);
        if (rules.Find(name) is not null)
            return UpdateRule.Parse(text, rules);
        return new Catalog<Optimizer>("optimizer", [.. Entries(rules), .. Entries(solvers)]).Parse(text); // whose message lists the known names
    }

    /// <inheritdoc/>
    public sealed override string ToString() => this.Notation.ToString();

    private static IEnumerable<CatalogEntry<Optimizer>> Entries<T>(Catalog<T> catalog)
        where T : Optimizer
        => catalog.Select(entry => new CatalogEntry<Optimizer>(entry.Name, entry.Parameters, entry.Create) { Aliases = entry.Aliases });

    // Created on first use, so that the order of type initialization does not matter.
    private static class Known
    {
        public static readonly Catalog<Optimizer> All = new("optimizer", [.. Entries(UpdateRule.All), .. Entries(FullBatchSolver.All)]);
    }
}

/// <summary>Writes an optimizer as its text form and reads it with its catalogs.</summary>
internal sealed class OptimizerJsonConverter(Catalog<UpdateRule> rules, Catalog<FullBatchSolver> solvers) : NotationJsonConverter<Optimizer>(Optimizer.All)
{
    public OptimizerJsonConverter()
        : this(UpdateRule.All, FullBatchSolver.All)
    {
    }

    /// <inheritdoc/>
    protected override Optimizer Parse(string text) => Optimizer.Parse(text, rules, solvers);
}
