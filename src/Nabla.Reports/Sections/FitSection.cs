using Nabla.Data;
using Nabla.Models;
using Nabla.Reports.Blocks;
using Nabla.Reports.Figures;

namespace Nabla.Reports.Sections;

/// <summary>The fit of a model on each part of its data, which shows how an overfitted network differs on rows it has not seen.</summary>
public static class FitSection
{
    private const int MostRows = 5000;
    private const int MostPoints = 1500;

    /// <summary>The section of some parts, each with a color; null with fewer than two parts, or for labels.</summary>
    /// <param name="model">The model.</param>
    /// <param name="parts">The available parts.</param>
    public static Section? Of(Model model, IEnumerable<(string Name, Tint Color, Dataset Data)> parts)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(parts);
        Part[] all = [.. parts.Select(part => new Part(part.Name, part.Color, Sample(part.Data)))];
        return all.Length < 2 ? null : model.Task switch
        {
            LearningTask.Classification => new Section("parts", "Parts side by side", Balance(model, all), Margins(model, all)),
            LearningTask.Regression => new Section("parts", "Parts side by side", [.. Fits(model, all), Errors(model, all)]),
            _ => null,
        };
    }

    /// <summary>The fraction of each class in each part.</summary>
    private static Figure Balance(Model model, Part[] parts)
    {
        BarTrace Bars(Part part) => new(part.Name, [.. Enumerable.Range(0, model.ClassNames.Count).Select(k => (double)part.Data.Labels.Count(label => label == k) / part.Data.Rows)])
        {
            Names = [.. model.ClassNames],
            Color = part.Color,
        };
        int[] counts = [.. Enumerable.Range(0, model.ClassNames.Count).Select(k => parts[0].Data.Labels.Count(label => label == k))];
        string range = counts.Min() == counts.Max()
            ? $"all classes have {Words.Count(counts[0], "row")}"
            : $"the rarest is “{model.ClassNames[Array.IndexOf(counts, counts.Min())]}” with {Words.Count(counts.Min(), "row")}, the most frequent is “{model.ClassNames[Array.IndexOf(counts, counts.Max())]}” with {Words.Count(counts.Max())}";
        return new Figure("class-balance", "Class balance", $"The share of each class. In the {parts[0].Name} part {range}.")
        {
            X = new Axis("class") { Categories = true },
            Y = new Axis("share of the rows") { Format = ".0%", IncludesZero = true },
            Traces = [.. parts.Select(Bars)],
        };
    }

    /// <summary>The probability of the true class: an overfitted network is confident on training rows only.</summary>
    private static Figure Margins(Model model, Part[] parts)
    {
        double[] OfTruth(Part part)
        {
            Numerics.Matrix<double> probabilities = model.PredictProbabilities(part.Data.Features, Environment.ProcessorCount);
            return [.. Enumerable.Range(0, part.Data.Rows).Select(row => probabilities[row, part.Data.Labels[row]])];
        }

        (Part Part, double[] Values)[] all = [.. parts.Select(part => (part, OfTruth(part)))];
        string means = string.Join(", ", all.Select(one => $"{Words.Percent(one.Values.Average())} in {one.Part.Name}"));
        return Distribution(
            new Figure("truth", "Probability of the true class", $"The probability that the model gives to the true class; on average {means}. If training is much higher than the others, the network overfits.")
            {
                X = new Axis("probability of the true class") { Format = ".0%" },
            },
            all,
            0,
            1);
    }

    /// <summary>Predictions against true values, one figure per part, with equal axes.</summary>
    private static IEnumerable<Block> Fits(Model model, Part[] parts)
    {
        (Part Part, double[] Actual, double[] Predicted)[] all = [.. parts.Select(part =>
        {
            Numerics.Matrix<double> predicted = model.PredictValues(part.Data.Features, Environment.ProcessorCount);
            return (part, Column(part.Data.Targets!), Column(predicted));
        })];
        double[] values = [.. all.SelectMany(one => one.Actual.Concat(one.Predicted))];
        double edge = 0.04 * (values.Max() - values.Min());
        (double, double) ends = (values.Min() - edge, values.Max() + edge);
        string target = parts[0].Data.TargetNames[0];
        foreach ((Part part, double[] actual, double[] predicted) in all)
        {
            int[] kept = Thinning.Cloud(actual, predicted, MostPoints);
            double error = Math.Sqrt(actual.Zip(predicted, (t, y) => (t - y) * (t - y)).Average());
            yield return new Figure($"fit-{part.Name.Replace(' ', '-')}", $"{char.ToUpperInvariant(part.Name[0])}{part.Name[1..]}", $"Predicted against actual {target} in {part.Name}, {Words.Count(part.Data.Rows, "row")}: the root mean squared error is {Words.Number(error)}.{Words.Drawn(kept.Length, actual.Length)}")
            {
                X = new Axis($"actual {target}") { Range = ends },
                Y = new Axis($"predicted {target}") { Range = ends, SameScale = true },
                Traces =
                [
                    new LineTrace(string.Empty, [ends.Item1, ends.Item2], [ends.Item1, ends.Item2]) { Guide = true, Dashed = true, Color = Tint.Muted },
                    new PointsTrace("rows", actual.Pick(kept), predicted.Pick(kept)) { Rows = [.. kept.Select(row => (double)row)], Size = kept.Length > 500 ? 4 : 7, Color = part.Color },
                ],
                Aspect = 0.8,
            };
        }
    }

    private static Figure Errors(Model model, Part[] parts)
    {
        (Part Part, double[] Values)[] all =
        [
            .. parts.Select(part => (part, Column(part.Data.Targets!).Zip(Column(model.PredictValues(part.Data.Features, Environment.ProcessorCount)), (t, y) => t - y).ToArray())),
        ];
        double least = all.Min(one => one.Values.Min()), largest = all.Max(one => one.Values.Max());
        string spreads = string.Join(", ", all.Select(one => $"{Words.Number(Math.Sqrt(one.Values.Average(error => error * error)))} in {one.Part.Name}"));
        return Distribution(
            new Figure("errors", $"Errors of {parts[0].Data.TargetNames[0]}", $"Actual minus predicted; the root mean squared error is {spreads}.") { X = new Axis("actual − predicted") },
            all,
            least,
            largest);
    }

    /// <summary>Fractions of rows in bins of equal width, as lines that are comparable for any number of rows.</summary>
    private static Figure Distribution(Figure figure, (Part Part, double[] Values)[] all, double least, double largest)
    {
        int stretches = Math.Min(20, all.Min(one => Histogram.Stretches(one.Values.Length)));
        return figure with
        {
            Y = new Axis("share of the rows") { Format = ".0%", IncludesZero = true },
            Traces =
            [
                .. all.Select(one =>
                {
                    Histogram histogram = Histogram.Of(one.Values, least, largest, stretches);
                    return new LineTrace(one.Part.Name, histogram.Middles, [.. histogram.Counts.Select(count => (double)count / one.Values.Length)]) { Color = one.Part.Color, Markers = true };
                }),
            ],
        };
    }

    private static Dataset Sample(Dataset data) => data.Rows <= MostRows ? data : data.SelectRows(Thinning.Sample(data.Rows, MostRows));

    private static double[] Column(Numerics.Matrix<double> matrix) => [.. Enumerable.Range(0, matrix.Rows).Select(row => matrix[row, 0])];

    private sealed record Part(string Name, Tint Color, Dataset Data);
}
