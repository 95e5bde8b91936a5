using System.Text.Json;
using System.Text.RegularExpressions;
using Nabla.Data;
using Nabla.Metrics;
using Nabla.Models;
using Nabla.Reports.Blocks;
using Nabla.Reports.Figures;
using Nabla.Reports.Page;
using Nabla.Reports.Sections;
using Nabla.Training;

namespace Nabla.Reports.Tests;

public partial class ReportTests
{
    [Fact]
    public void The_same_report_has_the_same_bytes()
    {
        (Model model, Dataset data) = Samples.Moons;
        Assert.Equal(ModelReport.Of(model, data).ToHtml(), ModelReport.Of(model, data).ToHtml());
    }

    [Fact]
    public void The_title_is_the_sentence_that_matters()
    {
        (Model model, Dataset data) = Samples.Digits;
        double accuracy = model.Score(data).Accuracy!.Value;
        string percent = (100 * accuracy).ToString("F1", System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal($"{percent}\u00a0% of 359 unseen rows classified correctly", ModelReport.Of(model, data, unseen: true).Title);
        Assert.Equal($"{percent}\u00a0% of 359 rows classified correctly", ModelReport.Of(model, data).Title);
    }

    [Fact]
    public void A_report_on_rows_of_training_says_so()
    {
        Dataset iris = Datasets.Iris();
        Model model = new MlpClassifier(new() { Network = new(3), Training = new() { Epochs = 5 } }).Fit(iris);
        Assert.Contains("The model was trained on 150 of these 150 rows, so the scores do not show", ModelReport.Of(model, iris).ToHtml(), StringComparison.Ordinal);
        (Model digits, Dataset test) = Samples.Digits;
        Assert.DoesNotContain("The model was trained on", ModelReport.Of(digits, test).ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_regression_is_told_by_its_R_squared()
    {
        (Model model, Dataset data) = Samples.Scores;
        Assert.StartsWith("R² is ", ModelReport.Of(model, data, unseen: true).Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_picture_has_a_text_alternative_and_data_that_can_be_read()
    {
        foreach ((Model model, Dataset data) in new[] { Samples.Digits, Samples.Moons, Samples.Minimized, Samples.Scores, Samples.Customers, Samples.Labels, Samples.Hostile })
        {
            string html = ModelReport.Of(model, data).ToHtml();
            MatchCollection pictures = PictureElement().Matches(html);
            Assert.NotEmpty(pictures);
            foreach (Match picture in pictures)
            {
                Assert.Matches("<figcaption[^>]*>[^<]{20,}</figcaption>", picture.Value);
                using JsonDocument json = JsonDocument.Parse(JsonElement().Match(picture.Value).Groups[1].Value);
                Assert.NotEmpty(json.RootElement.GetProperty("name").GetString()!);
            }

            string[] ids = [.. pictures.Select(picture => picture.Groups[1].Value)];
            Assert.Equal(ids.Distinct(), ids);
        }
    }

    [Fact]
    public void Cost_and_gradient_of_a_full_batch_solver_are_drawn_by_evaluation()
    {
        (Model model, Dataset data) = Samples.Minimized;
        Assert.Contains("id=\"evaluations\"", ModelReport.Of(model, data).ToHtml(), StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"evaluations\"", ModelReport.Of(Samples.Moons.Model, Samples.Moons.Data).ToHtml(), StringComparison.Ordinal);

        IReadOnlyList<EpochRecord> history = model.Info.History;
        Figure figure = TrainingSection.ByEvaluation(history, model.Info.ChosenEpoch);
        LineTrace[] curves = [.. figure.Traces.Cast<LineTrace>()];
        Assert.Equal(["cost", "norm of the gradient"], curves.Select(curve => curve.Name));
        Assert.Equal(history.Select(record => (double)record.Evaluations!.Value), curves[0].X);
        Assert.Equal(history.Select(record => record.TrainingLoss), curves[0].Y);
        Assert.Equal(double.NaN, curves[1].Y[0]); // before training there was no step
        Assert.Equal(history.Skip(1).Select(record => Math.Sqrt(record.GradientNorms!.Sum(norm => norm * norm))), curves[1].Y.Skip(1));
        Assert.Empty(figure.Marks); // nothing was chosen: there is no validation part
        Assert.True(figure.Y.Logarithmic);
    }

    [Fact]
    public void An_epoch_is_marked_where_a_validation_part_chose_it_and_nowhere_else()
    {
        ModelInfo chosen = Samples.Moons.Model.Info, last = Samples.Minimized.Model.Info;
        Assert.Equal(chosen.ChosenEpoch, Assert.Single(TrainingSection.Loss(chosen.History, chosen.ChosenEpoch).Marks).X);
        Assert.Empty(TrainingSection.Loss(last.History, last.ChosenEpoch).Marks);
    }

    [Fact]
    public void Without_a_validation_part_the_test_part_is_drawn_and_said_to_have_chosen_nothing()
    {
        (Model model, Dataset data) = Samples.Minimized;
        UnseenScore[] unseen = [new(0, 0.7, 0.5), new(10, 0.4, 0.9)];
        Figure figure = TrainingSection.Loss(model.Info.History, model.Info.ChosenEpoch, unseen);
        Assert.Equal([0.7, 0.4], Assert.IsType<LineTrace>(figure.Traces[1]).Y);
        Assert.Contains("not used to choose anything", ModelReport.Of(model, data, alongTheRun: unseen).ToHtml(), StringComparison.Ordinal);
        Assert.Contains("--validation-size", ModelReport.Of(model, data).ToHtml(), StringComparison.Ordinal);
        ModelInfo validated = Samples.Moons.Model.Info;
        Assert.Equal(["training", "validation"], TrainingSection.Loss(validated.History, validated.ChosenEpoch, unseen).Traces.Select(trace => trace.Name));
    }

    [Fact]
    public void No_picture_stands_alone_in_half_a_row()
    {
        Figure Half(string name) => new(name, name, "A line from 0 to 1.") { Traces = [new LineTrace("line", [0, 1], [0, 1])] };
        Block[] blocks = [Half("a"), Half("b"), Half("c"), new Prose("Words."), Half("d"), Half("e")];
        bool[] half = [.. HtmlPage.WithoutOrphans(blocks).Select(block => block.IsHalf)];
        Assert.Equal([true, true, false, false, true, true], half);
    }

    [Fact]
    public void Intervals_of_a_part_are_Wilsons()
    {
        // Wilson (1927), as statsmodels 0.13 has it: proportion_confint(8, 10, method="wilson") = 0.4901625, 0.9433178.
        (double up, double down) = ProbabilitySection.Interval(new CalibrationBin(0.5, 0.8, 10));
        Assert.Equal(0.9433178, 0.8 + up, 1e-6);
        Assert.Equal(0.4901625, 0.8 - down, 1e-6);
    }

    [Fact]
    public void Without_JavaScript_the_page_says_so()
        => Assert.Contains("<noscript>", ModelReport.Of(Samples.Moons.Model, Samples.Moons.Data).ToHtml(), StringComparison.Ordinal);

    [Fact]
    public void Parts_stand_side_by_side()
    {
        (Model model, Dataset test) = Samples.Moons;
        Dataset training = Split.TrainValidationTest(Datasets.Load("moons"), 0.2, 0.2, seed: 1).Train;
        Section section = FitSection.Of(model, [("training", Tint.Training, training), ("test", Tint.Test, test)])!;
        var balance = (Figure)section.Blocks[0];
        Assert.All(balance.Traces, trace => Assert.Equal(1, ((BarTrace)trace).Y.Sum(), 1e-12));
        Assert.Null(FitSection.Of(model, [("test", Tint.Test, test)]));

        (Model scores, Dataset rows) = Samples.Scores;
        Figure[] fits = [.. FitSection.Of(scores, [("training", Tint.Training, SleepStudy.Extended), ("test", Tint.Test, rows)])!.Blocks.Cast<Figure>()];
        Assert.Equal(["fit-training", "fit-test", "errors"], fits.Select(figure => figure.Name));
        Assert.Equal(fits[0].X.Range, fits[1].X.Range);
    }

    [Fact]
    public void Names_of_features_and_classes_are_text_and_never_markup()
    {
        (Model model, Dataset data) = Samples.Hostile;
        string html = ModelReport.Of(model, data).ToHtml();
        string contents = html[..html.IndexOf("<footer>", StringComparison.Ordinal)];
        Assert.DoesNotContain("<script>window", contents, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", contents, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", contents, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;window.hacked = true&lt;/script&gt;", contents, StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_names_no_address_that_a_browser_would_fetch()
    {
        (Model model, Dataset data) = Samples.Moons;
        string html = ModelReport.Of(model, data).ToHtml();
        string elements = ScriptElement().Replace(html, string.Empty);
        Assert.DoesNotMatch("""(src|href)\s*=\s*["']?(https?:)?//""", elements);
        Assert.DoesNotContain("@import", elements, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", elements, StringComparison.Ordinal);
    }

    [Fact]
    public void Sections_can_be_added_and_left_out()
    {
        (Model model, Dataset data) = Samples.Moons;
        Report report = ModelReport.Of(model, data).With(new Section("more", "More to say", new Prose("Said."), new TableBlock(["a"], [["1"]])));
        Assert.Contains("More to say", report.ToHtml(), StringComparison.Ordinal);
        report = report with { Sections = [.. report.Sections.Where(section => section.Name == "more")] };
        Assert.DoesNotContain("Settings", ScriptElement().Replace(report.ToHtml(), string.Empty), StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_without_charts_needs_no_chart_library()
        => Assert.True(new Report("Words only") { Lead = [new Prose("Nothing to see.")] }.ToHtml().Length < 60_000);

    [Fact]
    public void Charts_in_space_and_in_the_plane_have_scripts_of_their_own()
    {
        Figure flat = new("a", "A", "A line from 0 to 1.") { Traces = [new LineTrace("line", [0, 1], [0, 1])] };
        Figure spatial = new("b", "B", "A point in space.") { Z = new Axis("z"), Traces = [new SpatialPointsTrace("point", [0], [0], [0])] };
        int difference = Report.Of(spatial).ToHtml().Length - Report.Of(flat).ToHtml().Length;
        Assert.True(difference > 300_000);
    }

    [Fact]
    public void Ten_thousand_epochs_and_a_hundred_thousand_rows_stay_under_three_megabytes()
        => Assert.True(Samples.Large().ToHtml().Length < 3_000_000);

    [Fact]
    public void Data_of_another_kind_is_refused()
        => Assert.Throws<ArgumentException>(() => ModelReport.Of(Samples.Moons.Model, Samples.Digits.Data));

    [GeneratedRegex("<figure [^>]*id=\"([^\"]+)\".*?</figure>", RegexOptions.Singleline)]
    private static partial Regex PictureElement();

    [GeneratedRegex("<script type=\"application/json\">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex JsonElement();

    [GeneratedRegex("<script.*?</script>", RegexOptions.Singleline)]
    private static partial Regex ScriptElement();
}
