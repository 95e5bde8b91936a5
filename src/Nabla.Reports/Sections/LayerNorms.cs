using Nabla.Reports.Figures;
using Nabla.Reports.Pictures;
using Nabla.Training;

namespace Nabla.Reports.Sections;

/// <summary>A norm of each layer by epoch: strong lines if it changes smoothly, otherwise a moving average on top of pale lines.</summary>
internal static class LayerNorms
{
    /// <summary>The figure of the epochs with known norms.</summary>
    /// <param name="name">The name of the figure.</param>
    /// <param name="title">The title.</param>
    /// <param name="what">The quantity whose norm is shown.</param>
    /// <param name="history">The epochs, from epoch 0.</param>
    /// <param name="chosen">The epoch that is always drawn, with its mark if it has one.</param>
    /// <param name="norms">The norms of an epoch.</param>
    public static Figure Of(
        string name, string title, string what, IReadOnlyList<EpochRecord> history, (int Epoch, Mark[] Marks) chosen, Func<EpochRecord, IReadOnlyList<double>?> norms)
    {
        ArgumentNullException.ThrowIfNull(history);
        EpochRecord[] known = [.. history.Where(record => norms(record) is not null)];
        (IReadOnlyList<double> first, IReadOnlyList<double> last) = (norms(known[0])!, norms(known[^1])!);
        IEnumerable<string> layers = first.Select((norm, l) => $"from {Words.Number(norm)} to {Words.Number(last[l])} in layer {Words.Count(l + 1)}");
        var figure = new Figure(name, title, $"{what} goes {string.Join(", ", layers)}.")
        {
            X = new Axis("epoch") { Whole = true },
            Y = new Axis("norm") { OffersLogarithmic = known.All(record => norms(record)!.All(norm => norm > 0)) },
        };
        double[] epochs = [.. known.Select(record => (double)record.Epoch)];
        double[] Layer(int l) => [.. known.Select(record => norms(record)![l])];
        (string, IReadOnlyList<double>)[] layerNorms = [.. first.Select((_, l) => (Invariant($"layer {l + 1}"), (IReadOnlyList<double>)Layer(l)))];
        Tint Of(int l) => Tint.Layer(l, first.Count);
        IReadOnlyList<Trace> Drawn((string, IReadOnlyList<double>)[] series) => Curves.Of(figure, epochs, series, always: chosen.Epoch).Traces;
        (string, IReadOnlyList<double>)[] smooth = [.. layerNorms.Select(layer => (layer.Item1, (IReadOnlyList<double>)Smoothing.Of(layer.Item2)))];
        if (Enumerable.Range(0, smooth.Length).All(l => Smoothing.IsSmooth(layerNorms[l].Item2, smooth[l].Item2)))
            return figure with { Traces = [.. Drawn(layerNorms).Select((line, l) => line with { Color = Of(l) })], Marks = chosen.Marks };
        return figure with
        {
            Description = $"{figure.Description} Pale lines show each value, strong lines a moving average.",
            Traces =
            [
                .. Drawn(layerNorms).OfType<LineTrace>().Select((line, l) => line with { Name = string.Empty, Guide = true, Color = Of(l) with { Opacity = Math.Round(0.4 * Of(l).Opacity, 3) } }),
                .. Drawn(smooth).Select((line, l) => line with { Color = Of(l) }),
            ],
            Marks = chosen.Marks,
        };
    }
}
