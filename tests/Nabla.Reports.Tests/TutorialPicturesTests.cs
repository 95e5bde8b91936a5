using Nabla.Reports.Figures;
using Nabla.Reports.Tutorials;

namespace Nabla.Reports.Tests;

public class TutorialPicturesTests
{
    public static TheoryData<string> Names => [.. TutorialPictures.All.Select(picture => picture.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_picture_is_made_under_its_name_with_data_and_words(string name)
    {
        Figure figure = TutorialPictures.Find(name).Make();
        Assert.Equal(name, figure.Name);
        Assert.NotEmpty(figure.Traces);
        Assert.True(figure.Description.Length > 40);
    }

    [Fact]
    public void An_unknown_name_is_answered_with_those_there_are()
        => Assert.Contains("circles-hidden", Assert.Throws<ArgumentException>(() => TutorialPictures.Find("cricles")).Message, StringComparison.Ordinal);

    [Fact]
    public void Four_rows_are_overfitted_and_weight_decay_is_the_cure()
    {
        (double training, double test) = Ends("overfitting");
        Assert.True(test > 1000 * training);
        (training, test) = Ends("regularized");
        Assert.InRange(test, training / 2, 2 * training);
    }

    private static (double Training, double Test) Ends(string name)
    {
        LineTrace[] curves = [.. TutorialPictures.Find(name).Make().Traces.Cast<LineTrace>()];
        return (curves[0].Y[^1], curves[1].Y[^1]);
    }
}
