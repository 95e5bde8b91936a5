using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Reports.Figures;
using Nabla.Reports.Sections;

namespace Nabla.Reports.Tests;

/// <summary>Figures say what they leave out, and what cannot be compared; nothing in them has the color of another thing.</summary>
public class CaptionTests
{
    [Fact]
    public void Series_of_one_figure_have_different_colors()
    {
        Assert.Equal([Tint.Series(6), Tint.Series(7), Tint.Series(8)], Tint.Apart([6, 16, 7]));
        Assert.Equal(10, Tint.Apart([.. Enumerable.Range(0, 10).Select(k => 10 * k)]).Distinct().Count());
    }

    [Fact]
    public void Of_many_classes_those_are_drawn_whose_probabilities_change_most()
    {
        Dataset data = Random(7);
        Figure figure = Dependence(new MlpClassifier(new() { Network = new(4), Training = new() { Epochs = 2 } }).Fit(data), data);
        Assert.Equal(5, figure.Traces.Count(trace => trace.Name.Length > 0));
        Assert.EndsWith("Shown are the 5 of 7 classes that change most.", figure.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Targets_of_different_units_share_an_axis_of_standard_deviations()
    {
        Dataset classes = Random(2);
        var targets = new Matrix<double>(classes.Rows, 2);
        for (int row = 0; row < classes.Rows; row++)
            (targets[row, 0], targets[row, 1]) = (1000 * classes.Features[row, 0], classes.Features[row, 1]);
        Dataset data = Dataset.Regression("two", classes.Features, classes.FeatureNames, targets, ["large", "small"]);
        Model model = new MlpRegressor(new() { Network = new(4), Training = new() { Epochs = 30 } }).Fit(data);
        Figure figure = Dependence(model, data);
        Assert.Equal("change in standard deviations", figure.Y.Title);
        Assert.All(figure.Traces.OfType<LineTrace>().Where(trace => trace.Name.Length > 0), line => Assert.All(line.Y, value => Assert.InRange(value, -4, 4)));
        string html = ModelReport.Of(model, data).ToHtml();
        Assert.Contains("R² is the mean over 2 targets", html.Replace("&#178;", "²", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("<dt dir=\"auto\">Mean absolute error", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Reduction.Sum, "loss, summed over rows")]
    [InlineData(Reduction.Mean, "loss")]
    public void A_loss_that_is_a_sum_is_said_to_be_one(Reduction reduction, string title)
    {
        Dataset data = Random(2);
        Model model = new MlpClassifier(new() { Network = new(3) { Reduction = reduction }, Training = new() { Epochs = 2 } }).Fit(data);
        Figure loss = TrainingSection.Of(model)!.Blocks.OfType<Figure>().Single(figure => figure.Name == "loss");
        Assert.Equal(title, loss.Y.Title);
        Assert.Equal(reduction == Reduction.Sum, loss.Description.Contains("cannot be compared", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, "chosen")]
    [InlineData(false, "kept")]
    public void The_epoch_of_a_model_that_was_trained_anew_was_chosen_and_not_kept(bool refit, string word)
    {
        DataParts parts = Split.TrainValidationTest(Random(3), refit ? 0 : 0.2, 0.2, seed: 1);
        MlpSettings settings = new() { Network = new(3), Training = new() { Epochs = 4 }, ValidationFraction = refit ? 0.2 : null, Refit = refit };
        Figure loss = TrainingSection.Of(ModelTrainer.Train(parts, settings).Model)!.Blocks.OfType<Figure>().First();
        Assert.EndsWith(word, Assert.Single(loss.Marks).Label, StringComparison.Ordinal);
    }

    [Fact]
    public void Classes_that_repeat_a_color_differ_in_shape_and_a_large_matrix_has_their_names()
    {
        Dataset data = Random(26);
        string html = ModelReport.Of(new MlpClassifier(new() { Network = new(4), Training = new() { Epochs = 1 } }).Fit(data), data).ToHtml();
        Assert.Contains("\"symbol\":\"diamond\"", html, StringComparison.Ordinal);
        Assert.Contains("\"symbol\":\"square\"", html, StringComparison.Ordinal);
        Assert.Contains("{\"title\":\"predicted class\",\"names\":[\"class 0\",\"class 1\"", html, StringComparison.Ordinal);
    }

    private static Figure Dependence(Model model, Dataset data) => InspectionSection.Of(model, data).Blocks.OfType<Figure>().First(figure => figure.Name == "dependence");

    private static Dataset Random(int classes)
    {
        var random = new Random(1);
        var features = new Matrix<double>(30 * classes, 2);
        for (int i = 0; i < features.Data.Length; i++)
            features.Data[i] = random.NextDouble();
        return Dataset.Classification("random", features, ["a", "b"], [.. Enumerable.Range(0, features.Rows).Select(row => row % classes)], [.. Enumerable.Range(0, classes).Select(k => $"class {k}")]);
    }
}
