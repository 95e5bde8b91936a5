using Nabla.Reports.Blocks;
using Nabla.Reports.Figures;
using Nabla.Reports.Tutorials;
using Nabla.Tests;

namespace Nabla.Reports.Tests;

public class TutorialPicturesTests
{
    public static TheoryData<string> Names => [.. TutorialPictures.All.Select(picture => picture.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_picture_is_made_under_its_name_with_data_and_words(string name)
    {
        Picture picture = TutorialPictures.Find(name).Make();
        Assert.Equal(name, picture.Name);
        Assert.True(picture is Drawing or Figure { Traces.Count: > 0 });
        Assert.True(picture.Description.Length > 40);
    }

    [Fact]
    public void An_unknown_name_is_answered_with_those_there_are()
        => Assert.Contains("circles-hidden", Assert.Throws<ArgumentException>(() => TutorialPictures.Find("cricles")).Message, StringComparison.Ordinal);

    [Fact]
    public void Four_rows_are_overfitted_and_weight_decay_is_the_cure()
    {
        var figure = (Figure)TutorialPictures.Find("overfitting").Make();
        LineTrace[] curves = [.. figure.Traces.Cast<LineTrace>()];
        Assert.Equal(["training", "test", "training, with a penalty", "test, with a penalty"], curves.Select(curve => curve.Name));
        double[] ends = [.. curves.Select(curve => curve.Y[^1])];
        Assert.True(ends[1] > 1000 * ends[0]);
        Assert.True(ends[1] > 3 * curves[1].Y.Min());
        Assert.InRange(ends[3], ends[2] / 2, 2 * ends[2]);
        Assert.Equal(curves[1].Y.Min(), curves[1].Y[(int)Assert.Single(figure.Marks).X]);
        Assert.True(figure.Y.Range is var (_, top) && ends[1] < top, "the end of the test curve is in view");
    }

    [Fact]
    public void Descent_in_one_dimension_follows_the_slope()
    {
        var figure = (Figure)TutorialPictures.Find("cost-curve").Make();
        LineTrace slope = (LineTrace)figure.Traces[1], steps = (LineTrace)figure.Traces[2];
        double x = steps.X[0], expected = (4 * x * x * x) - (9 * x * x);
        Assert.Equal(expected, (slope.Y[1] - slope.Y[0]) / (slope.X[1] - slope.X[0]), 1e-9);
        Assert.Equal(x - (0.01 * expected), steps.X[1], 1e-12);
        Assert.Equal(2.25, steps.X[^1], 0.02);
    }

    [Fact]
    public void A_velocity_is_what_is_kept_and_a_push()
    {
        var figure = (Figure)TutorialPictures.Find("momentum").Make();
        LineTrace ball = (LineTrace)figure.Traces[1], kept = (LineTrace)figure.Traces[2], push = (LineTrace)figure.Traces[3];
        for (int step = 1; step + 1 < ball.X.Count; step++)
        {
            double before = ball.X[step] - ball.X[step - 1];
            Assert.Equal(0.8 * before, kept.X[(3 * step) - 2] - kept.X[(3 * step) - 3], 1e-12);
            Assert.Equal(ball.X[step + 1], push.X[(3 * step) + 1], 1e-12);
        }
    }

    [Fact]
    public void The_drawings_of_backpropagation_have_the_numbers_of_the_page()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "guide", "test-your-own-network.md"));
        var drawing = (Drawing)TutorialPictures.Find("backpropagation-output").Make();
        Assert.Equal(["−0.09344", "0.1098"], drawing.Data!.Rows.Select(row => row[3]));
        Assert.Contains("δ2    −0.0934385007   0.1097605115", page, StringComparison.Ordinal);
        Assert.Contains("its δ is −0.03771", TutorialPictures.Find("backpropagation-hidden").Make().Description, StringComparison.Ordinal);
        Assert.Contains("δ1    −0.0377115220", page, StringComparison.Ordinal);
    }
}
