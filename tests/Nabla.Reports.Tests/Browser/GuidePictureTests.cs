using Microsoft.Playwright;
using Nabla.Reports.Figures;
using Nabla.Reports.Tests.Guide;
using Nabla.Tests;

namespace Nabla.Reports.Tests.Browser;

/// <summary>
/// The pictures of docs/guide/from-neuron-to-network.md, drawn anew from real runs. With NABLA_UPDATE_PICTURES=1 they are written to
/// docs/images/guide; otherwise it is checked that each can be drawn and that its file is there and small.
/// </summary>
[Trait("Category", "Slow")]
public class GuidePictureTests : IClassFixture<Chromium>
{
    private const int LargestFile = 60_000;

    private static readonly string Folder = Path.Combine(Repository.Root, "docs", "images", "guide");

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
        await using ReportPage page = await this.chromium.OpenAsync(Report.Of(figure), width: 520);
        string file = Path.Combine(Folder, name + ".png");
        if (Environment.GetEnvironmentVariable("NABLA_UPDATE_PICTURES") == "1")
            await page.Page.Locator(".plot").ScreenshotAsync(new LocatorScreenshotOptions { Path = file });
        Assert.Empty(page.Troubles);
        Assert.InRange(new FileInfo(file).Length, 1, LargestFile);
    }
}
