using System.Text.Json;
using Nabla.Data;
using Nabla.Descriptions;
using Nabla.Inspection;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Training;

namespace Nabla.Tests.Models;

/// <summary>Temperatures, scores, sets and intervals against SciPy and NumPy.</summary>
public class UncertaintyFixtureTests
{
    private static readonly JsonElement All = Fixture.Json("Models/uncertainty.json");

    [Fact]
    public void Temperatures_are_those_of_a_minimizer()
    {
        foreach (JsonElement given in All.GetProperty("temperatures").EnumerateArray())
        {
            Matrix<double> p = Matrix(given, "probabilities");
            int[] labels = Labels(given), rows = [.. Enumerable.Range(0, labels.Length)];
            foreach ((string name, double[] weights) in ((string, double[])[])[("plain", []), ("weighted", given.GetProperty("weights").Doubles())])
            {
                JsonElement wanted = given.GetProperty(name);
                double temperature = TemperatureScaling.Fit(p, labels, weights, rows);

                // A minimum of a smooth function is found to about the root of the machine's precision by its values alone, as SciPy does.
                Assert.Equal(wanted.GetProperty("temperature").GetDouble(), temperature, 1e-6);
                Assert.Equal(wanted.GetProperty("logLoss").GetDouble(), TemperatureScaling.LogLoss(p, labels, weights, rows, temperature), 1e-10);
                Assert.Equal(wanted.GetProperty("before").GetDouble(), TemperatureScaling.LogLoss(p, labels, weights, rows, 1), 1e-10);
            }

            double[][] at2 = given.GetProperty("at2").Rows();
            for (int row = 0; row < p.Rows; row++)
            {
                double[] scaled = p.Row(row).ToArray();
                TemperatureScaling.Apply(scaled, 2);
                for (int k = 0; k < scaled.Length; k++)
                    Assert.Equal(at2[row][k], scaled[k], 1e-13);
            }
        }
    }

    [Fact]
    public void Scores_and_sets_are_those_of_the_formulas()
    {
        foreach (JsonElement given in All.GetProperty("sets").EnumerateArray())
        {
            SetScore score = given.GetProperty("score").GetString() == "probability" ? SetScore.Probability : SetScore.Adaptive;
            double level = given.GetProperty("level").GetDouble();
            double[][] p = given.GetProperty("probabilities").Rows(), fresh = given.GetProperty("fresh").Rows(), held = given.GetProperty("held").Rows();
            double[] u = given.GetProperty("u").Doubles(), v = given.GetProperty("freshU").Doubles(), wanted = given.GetProperty("scores").Doubles();
            int[] labels = Labels(given);
            var scores = new double[p.Length];
            for (int row = 0; row < p.Length; row++)
            {
                SetScores.Of(score, p[row], u[row]);
                scores[row] = p[row][labels[row]];
                Assert.Equal(wanted[row], scores[row], 1e-14);
            }

            double decides = ConformalScores.Of(scores).Smallest(ConformalInfo.Place(level, scores.Length));
            Assert.Equal(given.GetProperty("decides").GetDouble(), decides, 1e-14);
            for (int k = 0; k < 5; k++)
            {
                double[] ofClass = [.. scores.Where((_, row) => labels[row] == k)];
                JsonElement byClass = given.GetProperty("decidesByClass")[k];
                Assert.Equal(byClass.ValueKind != JsonValueKind.Null, ofClass.Length >= ConformalInfo.LeastRows(level));
                if (byClass.ValueKind != JsonValueKind.Null)
                    Assert.Equal(byClass.GetDouble(), ConformalScores.Of(ofClass).Smallest(ConformalInfo.Place(level, ofClass.Length)), 1e-14);
            }

            for (int row = 0; row < fresh.Length; row++)
            {
                SetScores.Of(score, fresh[row], v[row]);
                for (int k = 0; k < 5; k++)
                    Assert.Equal(held[row][k] == 1, fresh[row][k] <= decides);
            }
        }
    }

    [Fact]
    public void Intervals_of_one_group_and_of_folds_are_quantiles()
    {
        foreach (JsonElement given in All.GetProperty("intervals").EnumerateArray())
        {
            double[][] residuals = given.GetProperty("residuals").Rows(), predictions = given.GetProperty("predictions").Rows();
            var conformal = new ConformalPredictor(
                InfoOf(given, null, residuals),
                residuals.Select((_, g) => ((Predictor)new Known([.. predictions.Select(row => (double[])[row[g]])]), 1.0)));
            for (int row = 0; row < predictions.Length; row++)
            {
                (double low, double high) = (0, 0);
                conformal.Intervals<double>([row], new Span<double>(ref low), new Span<double>(ref high));
                Assert.Equal(given.GetProperty("low")[row].GetDouble(), low, 1e-14);
                Assert.Equal(given.GetProperty("high")[row].GetDouble(), high, 1e-14);
            }
        }
    }

    [Fact]
    public void Adaptive_intervals_are_quantiles_of_normalized_residuals()
    {
        foreach (JsonElement given in Fixture.Json("Models/adaptive_widths.json").EnumerateArray())
        {
            Matrix<double> y = Matrix(given, "y"), predicted = Matrix(given, "predicted"), logarithms = AdaptiveWidths.Logarithms(y, predicted);
            foreach ((double wanted, double found) in Matrix(given, "logarithms").Data.Zip(logarithms.Data))
                Assert.Equal(wanted, found, 1e-13);
            ValueList<ConformalScores> scores = AdaptiveWidths.ScoresOf(y, predicted, Matrix(given, "logSigma"));
            var info = new ConformalInfo { Level = given.GetProperty("level").GetDouble(), Groups = [new ConformalGroup(null, null, scores)] };
            double[][] fresh = given.GetProperty("fresh").Rows(), lows = given.GetProperty("low").Rows(), highs = given.GetProperty("high").Rows();
            foreach ((double wanted, double found) in given.GetProperty("decides").Doubles().Zip(info.Thresholds()!))
                Assert.Equal(wanted, found, 1e-12);
            var conformal = new ConformalPredictor(info, [(new Known(fresh), 1.0)], new Known(given.GetProperty("freshLogSigma").Rows()));
            double[] low = new double[y.Columns], high = new double[y.Columns];
            for (int row = 0; row < fresh.Length; row++)
            {
                conformal.Intervals<double>([row], low, high);
                for (int target = 0; target < y.Columns; target++)
                {
                    Assert.Equal(lows[row][target], low[target], 1e-12 * Math.Max(1, Math.Abs(lows[row][target])));
                    Assert.Equal(highs[row][target], high[target], 1e-12 * Math.Max(1, Math.Abs(highs[row][target])));
                }
            }
        }
    }

    [Fact]
    public void Sets_of_folds_count_smaller_scores()
    {
        foreach (JsonElement given in All.GetProperty("folded").EnumerateArray())
        {
            double[][][] fresh = [.. given.GetProperty("fresh").EnumerateArray().Select(group => group.Rows())];
            double[][] held = given.GetProperty("held").Rows();
            var conformal = new ConformalPredictor(InfoOf(given, SetScore.Adaptive, given.GetProperty("scores").Rows()), fresh.Select(p => ((Predictor)new Known(p), 1.0)));
            var classes = new bool[4];
            for (int row = 0; row < held.Length; row++)
            {
                conformal.Set<double>([row], classes);
                int top = Enumerable.Range(0, 4).MaxBy(k => fresh.Sum(p => p[row][k])); // a set that is not randomized always holds it
                for (int k = 0; k < 4; k++)
                    Assert.Equal(held[row][k] == 1 || k == top, classes[k]);
            }
        }
    }

    [Fact]
    public void Calibration_errors_are_those_of_ten_bins()
    {
        foreach (JsonElement given in All.GetProperty("errors").EnumerateArray())
        {
            CalibrationError found = CalibrationError.Of(Labels(given), Matrix(given, "probabilities"));
            Assert.Equal(given.GetProperty("error").GetDouble(), found.Value, 1e-12);
            Assert.True(found.Low < found.High);
        }
    }

    private static ConformalInfo InfoOf(JsonElement given, SetScore? score, double[][] scores) => new()
    {
        Level = given.GetProperty("level").GetDouble(),
        SetScore = score,
        Groups = [.. scores.Select((group, g) => new ConformalGroup(scores.Length == 1 ? null : g, null, [ConformalScores.Of(group)]))],
    };

    private static Matrix<double> Matrix(JsonElement given, string name)
    {
        double[][] rows = given.GetProperty(name).Rows();
        return new Matrix<double>([.. rows.SelectMany(row => row)], rows.Length, rows[0].Length);
    }

    private static int[] Labels(JsonElement given) => [.. given.GetProperty("labels").Doubles().Select(label => (int)label)];

    /// <summary>Predicts what is known for the row whose number it is given.</summary>
    private sealed class Known(double[][] known) : Predictor
    {
        public override int OutputCount => known[0].Length;

        public override int ResultCount => known[0].Length;

        public override Reduction Reduction => Reduction.Mean;

        public override bool HasThreshold => false;

        public override Matrix<double> Outputs(RawRows rows, int threads) => throw new NotSupportedException();

        public override void Outputs<TRow>(ReadOnlySpan<TRow> row, Span<double> outputs) => known[int.CreateTruncating(row[0])].CopyTo(outputs);

        public override void Results(ReadOnlySpan<double> outputs, Span<double> results) => outputs.CopyTo(results);

        public override int ClassOf(ReadOnlySpan<double> outputs) => throw new NotSupportedException();

        public override Evaluation Evaluate(Dataset dataset, int threads) => throw new NotSupportedException();
    }
}
