using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Selection;
using Nabla.Tests.Models;

namespace Nabla.Tests.Selection;

public class CrossValidationTests
{
    private static readonly MlpSettings Small = new() { Network = new(4), Training = new() { Epochs = 5, LearningRate = 0.01 } };

    public static TheoryData<ScalerMethod> Scalers => [.. Enum.GetValues<ScalerMethod>()];

    [Theory]
    [MemberData(nameof(Scalers))]
    public void No_row_held_back_reaches_what_is_fitted(ScalerMethod scaling)
    {
        // Whatever stands in the rows held back, the model of the fold has the same bytes.
        MlpSettings settings = Small with { Preprocessing = Small.Preprocessing with { Scaling = scaling } };
        Dataset iris = Datasets.Iris();
        foreach (Fold fold in Folds.Of(iris, 3))
        {
            Dataset poisoned = Poison(iris, fold.Test);
            Assert.Equal(Fit(iris, fold, settings), Fit(poisoned, fold, settings));
            FoldScore clean = Assert.Single(CrossValidation.Run(iris, settings, [fold]).Folds);
            FoldScore dirty = Assert.Single(CrossValidation.Run(poisoned, settings, [fold]).Folds);
            Assert.Equal(clean.Training, dirty.Training);
            Assert.NotEqual(clean.Test.Loss, dirty.Test.Loss);
        }

        static byte[] Fit(Dataset data, Fold fold, MlpSettings settings)
            => SampleModels.ToBytes(ModelTrainer.Train(new DataParts(fold.Apply(data).Training), settings).Model);
    }

    [Fact]
    public void No_target_held_back_reaches_the_scaler_of_targets()
    {
        Dataset sine = Datasets.Load("sine");
        Fold fold = Folds.Of(sine, 4)[2];
        Matrix<double> targets = sine.Targets!.SelectRows(Enumerable.Range(0, sine.Rows).ToArray());
        foreach (int row in fold.Test)
            targets[row, 0] = 1e99;
        Dataset poisoned = Dataset.Regression("sine", sine.Features, sine.FeatureNames, targets, sine.TargetNames);
        Assert.Equal(
            CrossValidation.Run(sine, Small, [fold]).Folds[0].Training,
            CrossValidation.Run(poisoned, Small, [fold]).Folds[0].Training);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(2)]
    public void No_category_or_gap_held_back_reaches_what_is_fitted(int maxLevels)
    {
        MlpSettings settings = Small with { Preprocessing = Small.Preprocessing with { MaxLevels = maxLevels } };
        Dataset clean = Cities([]);
        foreach (Fold fold in Folds.Of(clean, 3))
        {
            Dataset poisoned = Cities(fold.Test);
            FoldScore before = Assert.Single(CrossValidation.Run(clean, settings, [fold]).Folds);
            FoldScore after = Assert.Single(CrossValidation.Run(poisoned, settings, [fold]).Folds);
            Assert.Equal(before.Training, after.Training);
            Assert.NotEqual(before.Test.Loss, after.Test.Loss);
            (Model a, Model b) = (Fit(clean, fold), Fit(poisoned, fold));
            Assert.Equal(a.Preprocessor.FeatureNames, b.Preprocessor.FeatureNames);
            Assert.All(a.Slices, slice => Assert.Equal(a.Parameters(slice), b.Parameters(slice)));
        }

        Model Fit(Dataset data, Fold fold) => ModelTrainer.Train(new DataParts(fold.Apply(data).Training), settings).Model;
    }

    [Fact]
    public void A_search_fits_nothing_on_categories_held_back()
    {
        // In each fold alone of the search: its training scores stay, whatever stands in the rows it is judged by.
        var space = new SearchSpace(Dimension.Parse("hidden=2;3"));
        var options = new TuningOptions { Method = SearchMethod.Grid, Folds = 3 };
        TuningResult clean = Search([]);
        IReadOnlyList<Fold> folds = Folds.Of(Cities([]), 3);
        for (int fold = 0; fold < folds.Count; fold++)
        {
            TuningResult poisoned = Search(folds[fold].Test);
            for (int trial = 0; trial < clean.Trials.Count; trial++)
            {
                (FoldScore before, FoldScore after) = (clean.Trials[trial].Scores!.Folds[fold], poisoned.Trials[trial].Scores!.Folds[fold]);
                Assert.Equal(before.Training, after.Training);
                Assert.NotEqual(before.Test.Loss, after.Test.Loss);
            }
        }

        TuningResult Search(int[] poisoned) => Tuner.Run(
            Cities(poisoned), space, candidate => candidate.Values.Count == 0 ? Small : Small with { Network = Small.Network with { HiddenLayers = [candidate["hidden"] == "2" ? 2 : 3] } }, options);
    }

    [Fact]
    public void A_fold_scores_as_a_model_trained_by_hand()
    {
        Dataset iris = Datasets.Iris();
        IReadOnlyList<Fold> folds = Folds.Of(iris, 4);
        CrossValidation scores = CrossValidation.Run(iris, Small, folds);
        for (int i = 0; i < folds.Count; i++)
        {
            (Dataset training, Dataset test) = folds[i].Apply(iris);
            Model model = ModelTrainer.Train(new DataParts(training, Test: test), Small).Model;
            Assert.Equal(model.Info.Scores.Test, scores.Folds[i].Test);
            Assert.Equal(model.Info.Scores.Training, scores.Folds[i].Training);
        }

        Assert.Equal(scores.Folds.Average(fold => fold.Test.Accuracy!.Value), scores.Test.Mean);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void The_scores_do_not_depend_on_threads(int threads)
    {
        Dataset iris = Datasets.Iris();
        IReadOnlyList<Fold> folds = Folds.Of(iris, 3, repeats: 2);
        Assert.Equal(
            CrossValidation.Run(iris, Small, folds, new RunControl { Threads = 1 }).Folds,
            CrossValidation.Run(iris, Small, folds, new RunControl { Threads = threads }).Folds);
    }

    [Fact]
    public void A_fold_of_one_class_has_a_score()
    {
        Dataset iris = Datasets.Iris();
        int[] setosa = [.. Enumerable.Range(0, 50)], others = [.. Enumerable.Range(50, 100)];
        CrossValidation scores = CrossValidation.Run(iris, Small with { Training = Small.Training with { Epochs = 100 } }, [new Fold(setosa, others), new Fold(others, setosa)]);
        Assert.Equal(0, scores.Folds[1].Test.Accuracy);
        Assert.Equal(1, scores.Folds[0].Training.Accuracy);
    }

    [Fact]
    public void More_rows_help_on_a_learning_curve()
    {
        Dataset digits = Datasets.Digits();
        IReadOnlyList<Fold> folds = Folds.Of(digits, 3);
        LearningCurve curve = LearningCurve.Run(digits, Small with { Network = Small.Network with { HiddenLayers = [16] } }, folds, [1, 0.05, 0.3]);
        Assert.Equal([59, 359, 1198], curve.Points.Select(point => point.Rows));
        Assert.Equal(curve.Points.OrderBy(point => point.Scores.Test.Mean), curve.Points);
        Assert.Equal(CrossValidation.Run(digits, Small with { Network = Small.Network with { HiddenLayers = [16] } }, folds).Folds, curve.Points[2].Scores.Folds);
        Assert.Throws<ArgumentException>(() => LearningCurve.Run(digits, Small, folds, [0.0]));
        Assert.Throws<ArgumentException>(() => LearningCurve.Run(digits, Small, [], [0.5]));
    }

    [Fact]
    public void A_validation_curve_cross_validates_each_value()
    {
        Dataset iris = Datasets.Iris();
        IReadOnlyList<Fold> folds = Folds.Of(iris, 3);
        ValidationCurve<double> curve = ValidationCurve<double>.Run(iris, [0.001, 0.1], rate => Small with { Training = Small.Training with { LearningRate = rate } }, folds);
        Assert.Equal(CrossValidation.Run(iris, Small with { Training = Small.Training with { LearningRate = 0.1 } }, folds).Folds, curve.Points[1].Scores.Folds);
        Assert.Equal([0.001, 0.1], curve.Points.Select(point => point.Value));
    }

    [Fact]
    public void Spread_is_that_of_NumPy()
    {
        Spread spread = Spread.Of([1, 2, 4]);
        Assert.Equal((1 + 2 + 4) / 3.0, spread.Mean, 1e-15);
        Assert.Equal(1.247219128924647, spread.Deviation, 1e-15); // numpy.std([1, 2, 4])
        Assert.Equal(double.NaN, Spread.Of([]).Mean);
    }

    [Fact]
    public void Cancellation_ends_it()
    {
        var cancelled = new RunControl { Cancellation = new CancellationToken(canceled: true) };
        Assert.Throws<OperationCanceledException>(() => CrossValidation.Run(Datasets.Iris(), Small, Folds.Of(Datasets.Iris()), cancelled));
    }

    private static Dataset Poison(Dataset data, int[] rows)
    {
        Matrix<double> features = data.Features.SelectRows(Enumerable.Range(0, data.Rows).ToArray());
        int[] labels = [.. data.Labels];
        foreach (int row in rows)
        {
            features.Row(row).Fill(row % 2 == 0 ? 1e30 : -1e30);
            labels[row] = (labels[row] + 1) % data.ClassNames.Count;
        }

        return Dataset.Classification(data.Name, features, data.FeatureNames, labels, data.ClassNames);
    }

    /// <summary>A table of a category, a number and a date, with other levels, gaps and dates in the poisoned rows.</summary>
    private static Dataset Cities(int[] poisoned)
    {
        string[] cities = ["Basel", "Genf", "Bern", "Chur"];
        bool[] bad = new bool[60];
        foreach (int row in poisoned)
            bad[row] = true;
        Table table = Columns.From(
            Enumerable.Range(0, bad.Length),
            ("city", row => bad[row] ? row % 2 == 0 ? $"Aarau {row}" : null : cities[row * 7 % 4]),
            ("number", row => bad[row] ? row % 2 == 0 ? 1e6 : double.NaN : row * 3 % 11),
            ("day", row => bad[row] ? row % 2 == 0 ? new DateTime(1900, 2, 3) : default(DateTime?) : new DateTime(2020, 1 + (row % 5), 1)),
            ("class", row => row % 3 == 0 ? "no" : "yes"));
        return Dataset.FromTable("cities", table, TargetSchema.Of(table, ["class"]));
    }
}
