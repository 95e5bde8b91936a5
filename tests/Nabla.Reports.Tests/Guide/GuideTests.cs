using Microsoft.Playwright;
using Nabla.Data;
using Nabla.Models;
using Nabla.Reports.Tests.Browser;
using Nabla.Tests;

namespace Nabla.Reports.Tests.Guide;

/// <summary>What docs/guide/from-neuron-to-network.md says is so, and its pictures are there.</summary>
public sealed class GuideTests(Chromium chromium) : IClassFixture<Chromium>
{
    /// <summary>What a picture on a page may weigh.</summary>
    private const int MostBytes = 90_000;

    private static readonly string Docs = Path.Combine(Repository.Root, "docs");

    [Fact]
    public void Its_numbers_are_right()
    {
        Assert.Equal([0.8909, 0.9677, 0.9910, 0.8355], GuideSteps.Forward().Data.Select(a => Math.Round(a, 4)));
        Assert.Equal(2.249965, GuideSteps.Walk(), 5e-7);
        (Model line, Dataset circles) = GuideSteps.FitLine();
        Assert.InRange(line.Score(circles).Accuracy!.Value, 0.4, 0.7);
        Assert.Equal(1, GuideSteps.Bent.Model.Score(circles).Accuracy);
        Assert.Equal(4, GuideSteps.CheckGradient().Count); // weights and biases of two layers
    }

    [Fact]
    public void There_is_a_file_of_each_of_its_pictures_and_none_is_left_over()
    {
        string[] files = [.. Directory.GetFiles(Path.Combine(Docs, "images", "guide")).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
        Assert.Equal(GuideSteps.Pictures.Keys.Select(name => $"{name}.png").Order(StringComparer.Ordinal), files);
        string guide = File.ReadAllText(Path.Combine(Docs, "guide", "from-neuron-to-network.md"));
        Assert.All(files, file => Assert.Contains($"(../images/guide/{file})", guide, StringComparison.Ordinal));
        Assert.All(files, file => Assert.InRange(new FileInfo(Path.Combine(Docs, "images", "guide", file)).Length, 1000, MostBytes));
    }

    /// <summary>Takes the pictures again: of the guide's steps, and of the report that README opens with.</summary>
    [Fact]
    public async Task Pictures_are_taken_on_demand()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("NABLA_UPDATE_PICTURES") == "1", "set NABLA_UPDATE_PICTURES=1 to take the guide's pictures again");
        foreach ((string name, Func<Blocks.Picture> make) in GuideSteps.Pictures)
        {
            await using ReportPage page = await chromium.OpenAsync(Report.Of(make()), width: 760);
            await Take(page.Page.Locator(".plot, .drawing svg").First, Path.Combine("guide", $"{name}.png"));
        }

        DataParts digits = Split.TrainValidationTest(Datasets.Digits(), 0.2, 0.2, seed: 1);
        Model model = new MlpClassifier { HiddenLayers = [64, 32], Seed = 1 }.Fit(digits.Train, digits.Validation);
        await using ReportPage report = await chromium.OpenAsync(ModelReport.Of(model, digits.Test!, unseen: true));
        await report.Page.SetViewportSizeAsync(1200, 1060);
        await report.Page.EvaluateAsync("scrollTo(0, 0)");
        await report.Page.ScreenshotAsync(new() { Path = Path.Combine(Docs, "images", "report.png") });
    }

    private static async Task Take(ILocator picture, string file)
        => await picture.ScreenshotAsync(new() { Path = Path.Combine(Docs, "images", file) });
}
