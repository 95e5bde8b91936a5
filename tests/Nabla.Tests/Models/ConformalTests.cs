using Nabla.Data;
using Nabla.Models;
using Nabla.Numerics;

namespace Nabla.Tests.Models;

/// <summary>Temperatures, intervals and sets, held against their definitions written out.</summary>
public class ConformalTests
{
    private static readonly Dataset Numbers = Generators.Friedman1(400, seed: 3);
    private static readonly Dataset Classes = Generators.Gaussians(500, seed: 4);
    private static readonly MlpSettings Quick = new() { Network = new(8), Training = new() { Epochs = 15, LearningRate = 0.02 }, Precision = Precision.Double };
    private static readonly MlpSettings Folded = Quick with { Ensemble = new() { Folds = 4 } };

    [Fact]
    public void Split_intervals_are_the_value_and_the_score_that_decides_to_both_sides()
    {
        Model model = new MlpRegressor(Quick with { Uncertainty = new() { Intervals = 0.9 } }).Fit(Numbers);
        Dataset kept = Split.TrainValidationTest(Numbers, 0, 0.2, seed: 1).Test!;
        double[] scores = [.. Enumerable.Range(0, kept.Rows).Select(row => Math.Abs(kept.Targets![row, 0] - model.PredictValue<double>(kept.Features.Row(row)))).Order()];
        double decides = scores[(int)Math.Ceiling(0.9 * (kept.Rows + 1)) - 1];
        (double low, double high) = model.PredictInterval<double>(Numbers.Features.Row(5));
        double value = model.PredictValue<double>(Numbers.Features.Row(5));
        Assert.Equal(value - decides, low, 12);
        Assert.Equal(value + decides, high, 12);
        Assert.Equal(80, model.Info.Conformal!.Rows);
        Assert.Equal(decides, Assert.Single(model.Info.Conformal.Thresholds()!), 12);
    }

    [Fact]
    public void Intervals_with_folds_are_those_of_CV_plus()
    {
        // Barber et al., 2021, section 2.3: quantiles of μ₋ₖ(x) − Rᵢ and μ₋ₖ(x) + Rᵢ over all rows i.
        Model model = new MlpRegressor(Folded with { Uncertainty = new() { Intervals = 0.8 } }).Fit(Numbers);
        IReadOnlyList<Fold> folds = Folds.Of(Numbers, 4, seed: 1);
        Model read = Model.Load(new MemoryStream(SampleModels.ToBytes(model)));
        for (int of = 0; of < 40; of++)
        {
            List<double> lower = [], upper = [];
            for (int fold = 0; fold < 4; fold++)
            {
                double here = model.Members[fold].PredictValue<double>(Numbers.Features.Row(of));
                foreach (int row in folds[fold].Test)
                {
                    double residual = Math.Abs(Numbers.Targets![row, 0] - model.Members[fold].PredictValue<double>(Numbers.Features.Row(row)));
                    lower.Add(here - residual);
                    upper.Add(here + residual);
                }
            }

            (double low, double high) = read.PredictInterval<double>(Numbers.Features.Row(of));
            Assert.Equal(lower.Order().ElementAt((int)Math.Floor(0.2 * 401 + 1e-9) - 1), low, 12);
            Assert.Equal(upper.Order().ElementAt((int)Math.Ceiling(0.8 * 401 - 1e-9) - 1), high, 12);
        }
    }

    [Theory]
    [InlineData(SetScore.Probability, false)]
    [InlineData(SetScore.Probability, true)]
    [InlineData(SetScore.Adaptive, false)]
    [InlineData(SetScore.Adaptive, true)]
    public void Sets_with_folds_hold_the_classes_that_few_scores_are_below(SetScore score, bool byClass)
    {
        // Romano, Sesia and Candès, 2020, eq. 12.
        UncertaintySettings wanted = new() { Sets = 0.9, SetScore = score, CoverageByClass = byClass, Temperature = false };
        Model model = new MlpClassifier(Folded with { Uncertainty = wanted }).Fit(Classes);
        IReadOnlyList<Fold> folds = Folds.Of(Classes, 4, seed: 1);
        Matrix<double>[] probabilities = [.. model.Members.Select(member => member.PredictProbabilities(Classes.Features))];
        IReadOnlyList<string>[] sets = model.PredictSets(Classes.Features);
        for (int of = 0; of < 40; of++)
        {
            int top = model.PredictClassIndex<double>(Classes.Features.Row(of));
            for (int k = 0; k < Classes.ClassNames.Count; k++)
            {
                (int below, int all) = (0, 0);
                for (int fold = 0; fold < 4; fold++)
                {
                    foreach (int row in folds[fold].Test.Where(row => !byClass || Classes.Labels[row] == k))
                    {
                        all++;
                        below += Score(probabilities[fold].Row(row), Classes.Labels[row]) < Score(probabilities[fold].Row(of), k) ? 1 : 0;
                    }
                }

                Assert.Equal(below < 0.9 * (all + 1) - 1e-9 || k == top, sets[of].Contains(Classes.ClassNames[k]));
            }
        }

        double Score(ReadOnlySpan<double> p, int k)
        {
            if (score == SetScore.Probability)
                return 1 - p[k];
            double sum = 0;
            for (int j = 0; j < p.Length; j++)
                sum += p[j] > p[k] || (p[j] == p[k] && j < k) ? p[j] : 0;
            return sum + p[k];
        }
    }

    [Fact]
    public void Scores_that_are_thinned_are_never_smaller()
    {
        double[] scores = [.. Enumerable.Range(0, 5003).Select(i => (double)(i * 7919 % 5003))];
        var kept = ConformalScores.Of(scores);
        Assert.Equal(ConformalScores.Most, kept.Values.Count);
        Assert.Equal(scores.Length, kept.Rows);
        foreach (int place in (int[])[1, 700, 2500, 4502, 5003])
            Assert.InRange(kept.Smallest(place), place - 1, place + 5);
    }

    [Theory]
    [InlineData(0.9, 9)]
    [InlineData(0.95, 19)]
    [InlineData(0.8, 4)]
    [InlineData(0.99, 99)]
    public void A_level_needs_so_many_rows(double level, int rows)
    {
        Assert.Equal(rows, ConformalInfo.LeastRows(level));
        Dataset few = Generators.Friedman1(20, seed: 1);
        Exception? found = Record.Exception(() => new MlpRegressor(Quick with { Uncertainty = new() { Intervals = level, CalibrationFraction = 0.4 } }).Fit(few));
        if (rows <= 8)
            Assert.Null(found);
        else
            Assert.Contains($"at least {rows} are needed", Assert.IsType<InvalidDataException>(found).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_makes_no_sense_is_refused()
    {
        Refused("sets are for classes", () => new MlpRegressor(Quick with { Uncertainty = new() { Sets = 0.9 } }).Fit(Numbers));
        Refused("intervals are for numbers", () => new MlpClassifier(Quick with { Uncertainty = new() { Intervals = 0.9 } }).Fit(Classes));
        Refused("a level of 1", () => new MlpClassifier(Quick with { Uncertainty = new() { Sets = 1 } }).Fit(Classes));
        Refused("only adaptive sets are randomized", () => new MlpClassifier(Quick with { Uncertainty = new() { Sets = 0.9, RandomizedSets = true } }).Fit(Classes));
        Refused("leave out --from", () => new MlpRegressor(Quick with { Uncertainty = new() { Intervals = 0.9 } }).Fit(Numbers, from: new MlpRegressor(Quick).Fit(Numbers)));
        Assert.Contains("trained without intervals", Assert.Throws<InvalidOperationException>(() => new MlpRegressor(Quick).Fit(Numbers).PredictInterval<double>(Numbers.Features.Row(0))).Message, StringComparison.Ordinal);

        static void Refused(string message, Action act) => Assert.Contains(message, Assert.Throws<ArgumentException>(act).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_is_predicted_without_allocation()
    {
        Model values = new MlpRegressor(Folded with { Uncertainty = new() { Intervals = 0.9 } }).Fit(Numbers);
        Model sets = new MlpClassifier(Folded with { Uncertainty = new() { Sets = 0.9, SetScore = SetScore.Adaptive } }).Fit(Classes);
        var classes = new bool[Classes.ClassNames.Count];
        Ask();
        Assert.Equal(0, Allocated.By(Ask));

        void Ask()
        {
            for (int row = 0; row < 50; row++)
            {
                values.PredictInterval<double>(Numbers.Features.Row(row));
                sets.PredictSet<double>(Classes.Features.Row(row), classes);
            }
        }
    }

    [Fact]
    public void Scores_of_many_classes_are_made_without_allocation()
    {
        var probabilities = new double[500];
        Array.Fill(probabilities, 1.0 / 500);
        SetScores.Of(SetScore.Adaptive, probabilities, 1); // takes a block from the pool
        Assert.Equal(0, Allocated.By(() => SetScores.Of(SetScore.Adaptive, probabilities, 1)));
    }

    [Fact]
    public void A_fold_without_a_class_has_no_score_of_it()
    {
        // Two rows of the third class, in three folds.
        int[] rows = [.. Enumerable.Range(0, 60), 100, 101];
        Dataset few = Datasets.Iris().SelectRows(rows);
        int[] labels = [.. few.Labels.Select((label, row) => row is 3 or 4 ? 1 : label)];
        Dataset data = Dataset.Classification("few", few.Features, few.FeatureNames, labels, few.ClassNames);
        Model model = new MlpClassifier(Quick with { Ensemble = new() { Folds = 3 }, Uncertainty = new() { Sets = 0.5, CoverageByClass = true } }).Fit(data);
        Assert.Contains(model.Info.Conformal!.Groups, group => group.Scores[2].Rows == 0);
        Assert.Equal(62, model.Info.Conformal.Rows);
        Model read = Model.Load(new MemoryStream(SampleModels.ToBytes(model)));
        Assert.Equal(model.PredictSets(data.Features), read.PredictSets(data.Features));
    }

    [Fact]
    public void The_chance_of_a_row_is_that_of_its_values_as_float_or_double()
    {
        double[] row = [0.1, -3.7, 0, double.NaN, 1e30];
        float[] single = [.. row.Select(value => (float)value)];
        Assert.Equal(SetScores.Chance<double>(1, row), SetScores.Chance<float>(1, single));
        row[2] = -0.0;
        Assert.Equal(SetScores.Chance<double>(1, row), SetScores.Chance<float>(1, single));
        row[0] = 0.2;
        Assert.NotEqual(SetScores.Chance<double>(1, row), SetScores.Chance<float>(1, single));

        var random = new CounterRandom(9, 902);
        double[] chances = [.. Enumerable.Range(0, 2000).Select(i => SetScores.Chance<double>(1, [random.Normal((uint)i), i % 3])).Order()];
        Assert.All(Enumerable.Range(0, 2000), i => Assert.InRange(chances[i], (i / 2000.0) - 0.035, (i / 2000.0) + 0.035)); // Kolmogorov and Smirnov's bound of 1 %
    }
}
