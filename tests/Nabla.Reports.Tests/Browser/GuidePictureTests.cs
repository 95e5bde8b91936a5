using Microsoft.Playwright;
using Nabla.Data;
using Nabla.Models;
using Nabla.Reports.Figures;
using Nabla.Reports.Tests.Guide;
using Nabla.Tests;
using Nabla.Tests.Browser;

namespace Nabla.Reports.Tests.Browser;

/// <summary>
/// The pictures of README.md and docs/guide/from-neuron-to-network.md, drawn anew from real runs. With NABLA_UPDATE_PICTURES=1 they are
/// written to docs/images; otherwise it is checked that each can be drawn and that its file is there and small.
/// </summary>
[Trait("Category", "Slow")]
public class GuidePictureTests : IClassFixture<Chromium>
{
    private const int LargestFile = 80_000;

    private static readonly string Folder = Path.Combine(Repository.Root, "docs", "images");
    private static readonly bool Update = Environment.GetEnvironmentVariable("NABLA_UPDATE_PICTURES") == "1";

    private readonly Chromium chromium;

    public GuidePictureTests(Chromium chromium)
    {
        Chromium.SkipUnlessThere();
        this.chromium = chromium;
    }

    public static TheoryData<string> Names => StepTests.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Each_picture_of_the_guide_is_drawn_and_small(string name)
    {
        Figure figure = Steps.Pictures[name]();
        await using ReportPage page = await ReportPage.OpenAsync(this.chromium, Report.Of(figure), width: 520);
        string file = Path.Combine(Folder, "guide", name + ".png");
        if (Update)
            await page.Page.Locator(".plot").ScreenshotAsync(new LocatorScreenshotOptions { Path = file });
        Assert.Empty(page.Troubles);
        Assert.InRange(new FileInfo(file).Length, 1, LargestFile);
    }

    [Fact]
    public async Task The_readme_opens_with_a_report_of_today()
    {
        DataParts digits = Split.TrainValidationTest(Datasets.Digits(), 0.2, 0.2, seed: 1);
        Model model = ModelTrainer.Train(digits, new MlpSettings { Training = new() { Epochs = 40 } }).Model;
        Report report = ModelReport.Of(model, digits.Test!, unseen: true, digits.Train);
        await using ReportPage page = await ReportPage.OpenAsync(this.chromium, report, width: 860);
        string file = Path.Combine(Folder, "report.png");
        await page.Page.EvaluateAsync("scrollTo(0, 0)");
        if (Update)
            await page.Page.ScreenshotAsync(new PageScreenshotOptions { Path = file, Clip = new Clip { Width = 860, Height = 800 } });
        string title = report.Title.Replace('\u00a0', ' ').Replace("rows", "digits", StringComparison.Ordinal);
        Assert.Contains($"![A report: {title}", await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md")), StringComparison.Ordinal);
        Assert.InRange(new FileInfo(file).Length, 1, LargestFile);
    }
}
