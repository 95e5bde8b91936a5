using System.Globalization;
using System.Text;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Reports.Blocks;
using Nabla.Reports.Page;

namespace Nabla.Reports.Sections;

/// <summary>
/// A network drawn as columns of units. If all units of two layers fit, the lines between them are the weights; in larger layers, only the first and
/// last units are drawn.
/// </summary>
internal static class NetworkDiagram
{
    private const int Width = 580;
    private const int Distance = 36;
    private const int Radius = 10;
    private const int MostUnits = 12;
    private const int MostDrawn = 9;
    private const int MostNameLetters = 13;

    /// <summary>The diagram of a model's network.</summary>
    public static Drawing Of(Model model)
    {
        IReadOnlyList<string> inputs = Inputs(model), outputs = Outputs(model);
        IReadOnlyList<NumberedLayer> layers = model.Network.NumberedLayers;
        int[] sizes = [inputs.Count, .. layers.Select(layer => layer.Units)];
        Column[] columns = [.. sizes.Select((size, l) => new Column(size, l, sizes.Length, l < layers.Count && model.Biases(l + 1) is not null))];
        int height = (columns.Max(column => column.Slots) * Distance) + 44;
        bool crowded = columns.Length > 4; // the words below columns then use two rows
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"network\" viewBox=\"0 0 {Width} {height + (crowded ? 20 : 0)}\" xmlns=\"http://www.w3.org/2000/svg\">\n");
        bool weighted = sizes.Zip(sizes.Skip(1)).All(pair => pair.First <= MostUnits && pair.Second <= MostUnits)
            && layers.Index().All(layer => model.Weights(layer.Index + 1).Rows == sizes[layer.Index]);
        for (int l = 0; l + 1 < columns.Length; l++)
            Lines(svg, columns[l], columns[l + 1], weighted ? model.Weights(l + 1) : null, model.Biases(l + 1), height, widest: crowded ? 3 : 6);
        for (int l = 0; l < columns.Length; l++)
        {
            Units(svg, columns[l], height, Names(l));
            Bias(svg, columns[l], height);
            string below = l == 0 ? $"{Words.Count(sizes[0], "input")}" : $"{sizes[l]} {layers[l - 1].Activation}{(layers[l - 1].IsResidual ? ", residual" : string.Empty)}";
            Text(svg, columns[l].X, height - 8 + (crowded && l % 2 == 1 ? 20 : 0), "middle", below, "quiet");
        }

        svg.Append("</svg>\n");
        string lines = weighted ? "Lines are weights: a wider line is a larger weight; blue is positive, orange negative." : "Lines stand for all weights between two layers.";
        if (columns.Any(column => column.HasBias))
            lines += " A node +1 is an input that is always 1; its weights are the biases.";
        if (layers.Any(layer => layer.IsResidual))
            lines += " The input of a residual block is added to its output; no line is drawn for that.";
        return new Drawing(
            "network-diagram",
            "Layers",
            $"{string.Join("-", sizes.Select(size => size.ToString(CultureInfo.InvariantCulture)))}: {Words.Count(model.Members[0].ParameterCount)} parameters, loss {model.Network.Loss}. {(model.Members.Count == 1 ? string.Empty : $"The first of {model.Members.Count} networks. ")}{lines}",
            svg.ToString(),
            weighted ? Data(model, inputs, outputs) : null);

        IReadOnlyList<string>? Names(int layer) => layer == 0 ? inputs : layer == sizes.Length - 1 ? outputs : null;
    }

    /// <summary>The names of the inputs of the first dense layer: the features, and the components of embedding vectors.</summary>
    private static IReadOnlyList<string> Inputs(Model model)
    {
        IReadOnlyList<string> features = model.Members[0].Preprocessor.FeatureNames;
        if (model.Network.Layers.OfType<Embedding>().FirstOrDefault() is not { } embedding)
            return features;
        return [.. features.SelectMany((name, i) => embedding.Columns.FirstOrDefault(column => column.Column == i) is { } column
            ? Enumerable.Range(1, column.Size).Select(number => Invariant($"{name} {number}"))
            : [name])];
    }

    /// <summary>The names of the outputs; the single output of a classifier is the second class.</summary>
    private static IReadOnlyList<string> Outputs(Model model)
        => model.ClassNames.Count == 0 ? model.Info.TargetNames : model.Network.Outputs == 1 ? [model.ClassNames[1]] : model.ClassNames;

    private static void Lines(StringBuilder svg, Column from, Column to, Matrix<double>? weights, double[]? biases, int height, double widest)
    {
        double largest = weights is null ? 0 : Math.Max(weights.Data.Max(Math.Abs), biases?.Max(Math.Abs) ?? 0);
        foreach (int? i in from.Units)
        {
            foreach (int? j in to.Units)
            {
                if (i is { } input && j is { } output)
                    Line(from.Y(input, height), to.Y(output, height), weights?[input, output]);
            }
        }

        foreach (int? j in from.HasBias ? to.Units : [])
        {
            if (j is { } output)
                Line(from.BiasY(height), to.Y(output, height), weights is null ? null : biases?[output]);
        }

        void Line(double y1, double y2, double? weight)
        {
            (string sign, double size) = weight is not { } known || largest == 0
                ? (string.Empty, 1)
                : (known < 0 ? " negative" : " positive", 0.3 + ((widest - 0.3) * Math.Abs(known) / largest));
            double middle = (from.X + to.X) / 2.0;
            svg.Append(CultureInfo.InvariantCulture, $"<path class=\"weight{sign}\" stroke-width=\"{size:0.##}\" d=\"M{from.X} {y1:0.#}C{middle} {y1:0.#} {middle} {y2:0.#} {to.X} {y2:0.#}\">");
            if (weight is { } number)
                svg.Append(CultureInfo.InvariantCulture, $"<title>{number:G4}</title>");
            svg.Append("</path>\n");
        }
    }

    private static void Units(StringBuilder svg, Column column, int height, IReadOnlyList<string>? names)
    {
        foreach (int? unit in column.Units)
        {
            if (unit is not { } number)
            {
                Text(svg, column.X, column.Middle(height) + 4, "middle", "⋮", "quiet");
                continue;
            }

            double y = column.Y(number, height);
            svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"unit\" cx=\"{column.X}\" cy=\"{y:0.#}\" r=\"{Radius}\"/>\n");
            if (names is not null)
                Text(svg, column.X + (column.First ? -20 : 20), y + 4, column.First ? "end" : "start", Shortened(names[number]), string.Empty);
        }
    }

    private static void Bias(StringBuilder svg, Column column, int height)
    {
        if (!column.HasBias)
            return;
        svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"unit bias\" cx=\"{column.X}\" cy=\"{column.BiasY(height):0.#}\" r=\"{Radius}\"/>\n");
        Text(svg, column.X, column.BiasY(height) + 4, "middle", "+1", "quiet one");
    }

    private static void Text(StringBuilder svg, double x, double y, string anchor, string text, string look)
        => svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\" class=\"{look}\">{PageWriter.Encode(text)}</text>\n");

    private static string Shortened(string name) => name.Length <= MostNameLetters ? name : name[..(MostNameLetters - 1)] + "…";

    private static TableBlock Data(Model model, IReadOnlyList<string> inputs, IReadOnlyList<string> outputs)
    {
        int last = model.Network.NumberedLayers.Count;
        return new TableBlock(
            ["layer", "from", "to", "weight"],
            [
                .. from layer in Enumerable.Range(1, last)
                   let weights = model.Weights(layer)
                   from input in Enumerable.Range(0, weights.Rows)
                   from output in Enumerable.Range(0, weights.Columns)
                   select (IReadOnlyList<string>)
                   [
                       Invariant($"{layer}"),
                       layer == 1 ? inputs[input] : Invariant($"unit {input}"),
                       layer == last ? outputs[output] : Invariant($"unit {output}"),
                       weights[input, output].ToString("G6", CultureInfo.InvariantCulture),
                   ],
                .. from layer in Enumerable.Range(1, last)
                   from bias in (model.Biases(layer) ?? []).Select((value, output) => (Value: value, Output: output))
                   select (IReadOnlyList<string>)
                   [
                       Invariant($"{layer}"), "+1", layer == last ? outputs[bias.Output] : Invariant($"unit {bias.Output}"), bias.Value.ToString("G6", CultureInfo.InvariantCulture),
                   ],
            ]);
    }

    /// <summary>The position of a layer in the drawing.</summary>
    private sealed class Column(int size, int layer, int layers, bool hasBias)
    {
        /// <summary>The units to draw, from the top; null for the gap in place of the others.</summary>
        public IReadOnlyList<int?> Units { get; } = size <= MostUnits
            ? [.. Enumerable.Range(0, size).Select(i => (int?)i)]
            : [.. Enumerable.Range(0, MostDrawn - 2).Select(i => (int?)i), null, size - 1];

        public bool First => layer == 0;

        /// <summary>Whether there is a bias node, which is always 1, below the units.</summary>
        public bool HasBias => hasBias;

        public int Slots => this.Units.Count + (hasBias ? 1 : 0);

        // Names are to the left of the inputs and to the right of the outputs.
        public int X => 150 + (layer * (Width - 300) / Math.Max(1, layers - 1));

        public double Middle(int height) => this.SlotY(this.Units.Count - 2, height);

        public double BiasY(int height) => this.SlotY(this.Slots - 1, height);

        public double Y(int unit, int height)
        {
            int slot = 0;
            while (this.Units[slot] != unit)
                slot++;
            return this.SlotY(slot, height);
        }

        private double SlotY(int slot, int height) => ((height - 44) / 2.0) + ((slot - ((this.Slots - 1) / 2.0)) * Distance) + 6;
    }
}
