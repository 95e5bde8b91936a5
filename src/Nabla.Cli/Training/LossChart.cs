using Nabla.Cli.Output;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Nabla.Cli.Training;

/// <summary>Loss by epoch as a small chart of Braille dots, eight per character, on a logarithmic scale if the loss falls far.</summary>
/// <param name="series">The name, color and values by epoch of each curve; NaN if an epoch has no value.</param>
/// <param name="width">The width in characters.</param>
/// <param name="height">The height in lines.</param>
internal sealed class LossChart(IReadOnlyList<(string Name, Color Color, IReadOnlyList<double> Values)> series, int width, int height)
{
    private const char Empty = '⠀';
    private const double FarFall = 10;
    private const int LabelWidth = 11;

    // The bits of a Braille character's dots, by column and row.
    private static readonly int[,] Dots = { { 0x01, 0x02, 0x04, 0x40 }, { 0x08, 0x10, 0x20, 0x80 } };

    /// <summary>Draws the chart, with maximum and minimum loss at the side and a legend below.</summary>
    public IRenderable Render()
    {
        double[] all = [.. series.SelectMany(one => Columns(one.Values, 2 * this.DrawingWidth)).Where(double.IsFinite)];
        if (all.Length == 0)
            return Text.Empty;
        (double low, double high) = (all.Min(), all.Max());
        bool logarithmic = low > 0 && high > FarFall * low;
        var cells = new (int Dots, Color Color)[height, this.DrawingWidth];
        foreach ((_, Color color, IReadOnlyList<double> values) in series)
            this.Draw(Columns(values, 2 * this.DrawingWidth), color, value => logarithmic ? Math.Log(high / value) / Math.Log(high / low) : (high - value) / (high - low), cells);

        var lines = new List<IRenderable>();
        for (int row = 0; row < height; row++)
            lines.Add(this.Line(row, row == 0 ? high : row == height - 1 ? low : null, cells));
        var legend = new Paragraph(new string(' ', LabelWidth));
        foreach ((string name, Color color, _) in series)
            legend.Append(name, new Style(color)).Append(" ");
        lines.Add(legend.Append(logarithmic ? "loss (logarithmic)" : "loss"));
        return new Rows(lines);
    }

    private int DrawingWidth => Math.Max(1, width - LabelWidth);

    /// <summary>The value at each column of dots, by linear interpolation between epochs; a missing value repeats the one before.</summary>
    private static double[] Columns(IReadOnlyList<double> values, int columns)
    {
        var drawn = new double[columns];
        for (int column = 0; column < columns; column++)
        {
            double epoch = (double)column * (values.Count - 1) / Math.Max(1, columns - 1);
            int before = (int)epoch;
            (double left, double right) = (Known(before), Known(Math.Min(before + 1, values.Count - 1)));
            drawn[column] = left + ((right - left) * (epoch - before));
        }

        return drawn;

        double Known(int epoch)
        {
            while (epoch > 0 && !double.IsFinite(values[epoch]))
                epoch--;
            return values[epoch];
        }
    }

    private void Draw(double[] columns, Color color, Func<double, double> depth, (int Dots, Color Color)[,] cells)
    {
        int bottom = (4 * height) - 1, previous = -1;
        for (int x = 0; x < columns.Length; x++)
        {
            if (!double.IsFinite(columns[x]))
                continue;
            double part = depth(columns[x]);
            int y = double.IsNaN(part) ? bottom : (int)Math.Round(part * bottom);
            int start = previous < 0 ? y : previous + Math.Sign(y - previous);
            for (int dot = Math.Min(start, y); dot <= Math.Max(start, y); dot++)
                cells[dot / 4, x / 2] = (cells[dot / 4, x / 2].Dots | Dots[x % 2, dot % 4], color);
            previous = y;
        }
    }

    private Paragraph Line(int row, double? label, (int Dots, Color Color)[,] cells)
    {
        var line = new Paragraph((label is { } value ? Texts.Number(value) : string.Empty).PadLeft(LabelWidth - 1) + " ");
        for (int column = 0; column < this.DrawingWidth; column++)
            line.Append(((char)(Empty + cells[row, column].Dots)).ToString(), new Style(cells[row, column].Color));
        return line;
    }
}
