using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Networks;
using Nabla.Optimization;

namespace Nabla.Studio;

/// <summary>The values of options that take names.</summary>
internal static class StudioChoices
{
    /// <summary>The valid names of each option.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> All { get; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        ["activation"] = [.. Activation.All.Where(entry => entry.Create(Defaults(entry)).Place != ActivationPlace.OutputOnly).Select(entry => entry.Name)],
        ["output-activation"] = [.. Activation.All.Where(entry => entry.Create(Defaults(entry)).Place != ActivationPlace.HiddenOnly).Select(entry => entry.Name)],
        ["loss"] = Names(Loss.All),
        ["init"] = Names(Initializer.All),
        ["bias-init"] = Names(Initializer.All),
        ["optimizer"] = Names(Optimizer.All),
        ["normalization"] = ["none", "batch", "layer"],
        ["scale"] = ["standard", "minmax", "maxabs", "robust", "none"],
        ["reduction"] = ["mean", "sum"],
        ["precision"] = ["float", "double"],
        ["task"] = ["classification", "regression", "multilabel"],
    };

    /// <summary>The defaults of a data set's options.</summary>
    public static IReadOnlyDictionary<string, double> Defaults(DatasetOptions options)
    {
        var defaults = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach ((string name, double? value) in (ReadOnlySpan<(string, double?)>)[("rows", options.Rows), ("noise", options.Noise), ("factor", options.Factor)])
        {
            if (value is { } number)
                defaults.Add(name, number);
        }

        return defaults;
    }

    private static IReadOnlyList<string> Names<T>(Catalog<T> catalog) => [.. catalog.Select(entry => entry.Name)];

    private static double[] Defaults<T>(CatalogEntry<T> entry) => [.. entry.Parameters.Select(parameter => parameter.Default)];
}
