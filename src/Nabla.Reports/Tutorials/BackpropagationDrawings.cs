using System.Globalization;
using System.Text;
using Nabla.Reports.Blocks;
using Nabla.Reports.Page;

namespace Nabla.Reports.Tutorials;

/// <summary>Two drawings of backpropagation: δ of the output units, and δ of a hidden unit, computed from those of the next layer.</summary>
internal static class BackpropagationDrawings
{
    // A network of 2-3-2 sigmoids with one example, the first of the guide's page on testing your own network.
    private static readonly double[] Hidden1 = [-0.25, -0.7, 0.95], Target = [1, 0];
    private static readonly double[][] Weights = [[0.7, -0.8], [0.9, 0.1], [-0.3, 0.2]];
    private static readonly double[] Biases = [0.05, -0.05];

    /// <summary>The error of each output times its slope.</summary>
    public static Drawing Output()
    {
        (_, double[] h, double[] delta) = Pass();
        var svg = new Svg(420, 300);
        for (int k = 0; k < 2; k++)
        {
            double y = 34 + (130 * k);
            svg.Arrow(60, y, 130, y, "forward");
            svg.Text(54, y + 4, "end", $"z{k + 1}");
            svg.Unit(150, y, $"h{k + 1}");
            svg.Arrow(270, y, 170, y, "back");
            svg.Text(280, y + 4, "start", $"δ{k + 1}");
            svg.Text(54, y + 42, "start", $"δ{k + 1} = (h{k + 1} − y{k + 1}) · h{k + 1} · (1 − h{k + 1})");
            svg.Text(54, y + 62, "start", $"= ({Words.Number(h[k])} − {Words.Number(Target[k])}) · {Words.Number(h[k])} · {Words.Number(1 - h[k])} = {Words.Number(delta[k])}", "quiet");
        }

        svg.Text(54, 284, "start", "pale: forwards; strong: backwards", "quiet");
        return new Drawing(
            "backpropagation-output",
            "δ of the output units",
            $"BP1: the δ of an output unit is its error, h − y, times the slope of its activation, h·(1 − h). The two δ are {Words.Number(delta[0])} and {Words.Number(delta[1])}.",
            svg.ToString(),
            new TableBlock(["output", "h", "y", "δ"], [.. Enumerable.Range(0, 2).Select(k => (IReadOnlyList<string>)[Invariant($"{k + 1}"), Words.Number(h[k]), Words.Number(Target[k]), Words.Number(delta[k])])]));
    }

    /// <summary>The δ of the output units, propagated back through the weights of one hidden unit.</summary>
    public static Drawing Hidden()
    {
        (double[] hidden, _, double[] delta) = Pass();
        double sum = (delta[0] * Weights[0][0]) + (delta[1] * Weights[0][1]), slope = hidden[0] * (1 - hidden[0]);
        var svg = new Svg(420, 310);
        double[] from = [40, 130, 220], to = [85, 175];
        for (int i = 0; i < 3; i++)
        {
            for (int k = 0; k < 2; k++)
            {
                if (i == 0)
                {
                    svg.Arrow(250, to[k], 62, from[i] + (k == 0 ? -4 : 6), "back");
                    string weight = $"W{i + 1}{k + 1} = {Words.Number(Weights[i][k])}";
                    if (k == 0)
                        svg.Text(160, from[i] + 2, "middle", weight); // above its line
                    else
                        svg.Text(122, from[i] + 64, "end", weight); // left of its line
                }
                else
                {
                    svg.Line(60, from[i], 250, to[k], "weight");
                }
            }

            svg.Unit(40, from[i], $"h{i + 1}");
        }

        for (int k = 0; k < 2; k++)
        {
            svg.Unit(270, to[k], $"a{k + 1}");
            svg.Text(296, to[k] + 4, "start", $"δ{k + 1} = {Words.Number(delta[k])}");
        }

        svg.Text(20, 276, "start", "δ = (δ1·W11 + δ2·W12) · h1·(1 − h1)");
        svg.Text(20, 296, "start", $"= {Words.Number(sum)} · {Words.Number(slope)} = {Words.Number(sum * slope)}");
        return new Drawing(
            "backpropagation-hidden",
            "δ passed back to a hidden unit",
            $"BP2: the first hidden unit affects the cost through both outputs. It receives {Words.Number(delta[0])} times its weight {Words.Number(Weights[0][0])} and {Words.Number(delta[1])} times its weight {Words.Number(Weights[0][1])}, together {Words.Number(sum)}; times its own slope {Words.Number(slope)}, its δ is {Words.Number(sum * slope)}.",
            svg.ToString(),
            new TableBlock(["output", "δ", "weight", "product"], [.. Enumerable.Range(0, 2).Select(k => (IReadOnlyList<string>)[Invariant($"{k + 1}"), Words.Number(delta[k]), Words.Number(Weights[0][k]), Words.Number(delta[k] * Weights[0][k])])]));
    }

    private static (double[] Hidden, double[] Output, double[] Delta) Pass()
    {
        static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));
        double[] hidden = [.. Hidden1.Select(Sigmoid)];
        double[] output = [.. Biases.Select((b, k) => Sigmoid(b + hidden.Select((h, i) => h * Weights[i][k]).Sum()))];
        return (hidden, output, [.. output.Select((h, k) => (h - Target[k]) * h * (1 - h))]);
    }

    /// <summary>A drawing in the page's style.</summary>
    private sealed class Svg(int width, int height)
    {
        private readonly StringBuilder text = new();

        public void Unit(double x, double y, string name)
        {
            this.text.Append(CultureInfo.InvariantCulture, $"<circle class=\"unit\" cx=\"{x}\" cy=\"{y}\" r=\"18\"/>\n");
            this.Text(x, y + 4, "middle", name);
        }

        public void Line(double x1, double y1, double x2, double y2, string look)
            => this.text.Append(CultureInfo.InvariantCulture, $"<path class=\"{look}\" stroke-width=\"1.5\" d=\"M{x1:0.#} {y1:0.#}L{x2:0.#} {y2:0.#}\"/>\n");

        /// <summary>A line with an arrowhead.</summary>
        public void Arrow(double x1, double y1, double x2, double y2, string look)
        {
            double length = Math.Sqrt(((x2 - x1) * (x2 - x1)) + ((y2 - y1) * (y2 - y1))), dx = (x2 - x1) / length, dy = (y2 - y1) / length;
            this.Line(x1, y1, x2, y2, look);
            foreach (int side in (int[])[-1, 1])
                this.Line(x2, y2, x2 - (9 * dx) - (side * 4.5 * dy), y2 - (9 * dy) + (side * 4.5 * dx), look);
        }

        public void Text(double x, double y, string anchor, string words, string look = "")
            => this.text.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\" class=\"{look}\">{PageWriter.Encode(words)}</text>\n");

        public override string ToString()
            => string.Create(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {width} {height}\" xmlns=\"http://www.w3.org/2000/svg\">\n{this.text}</svg>\n");
    }
}
