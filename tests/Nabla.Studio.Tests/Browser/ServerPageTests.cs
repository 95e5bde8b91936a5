using Microsoft.Playwright;
using Nabla.Tests;
using Nabla.Tests.Browser;

namespace Nabla.Studio.Tests.Browser;

/// <summary>The page of <c>nabla studio</c>.</summary>
[Trait("Category", "Slow")]
public sealed class ServerPageTests : PageTests, IClassFixture<Chromium>, IDisposable
{
    private readonly Chromium chromium;
    private readonly StudioProcess studio;

    public ServerPageTests(Chromium chromium)
        : base(chromium)
    {
        Chromium.SkipUnlessThere();
        this.chromium = chromium;
        this.studio = new StudioProcess(Path.GetTempPath());
    }

    protected override Uri Address => this.studio.Address;

    // NABLA_UPDATE_PICTURES=1 draws the pictures of the guide anew.
    [Theory]
    [InlineData("studio", ColorScheme.Light, 1440, 1000)]
    [InlineData("studio-dark", ColorScheme.Dark, 1440, 1000)]
    [InlineData("studio-narrow", ColorScheme.Light, 390, 1500)]
    [InlineData("studio-wide", ColorScheme.Dark, 2000, 1100)]
    public async Task Pictures_of_the_guide(string name, ColorScheme colors, int width, int height)
    {
        await using StudioTab tab = await StudioTab.OpenAsync(this.chromium, this.Address, colors, width, height);
        await tab.TrainAsync();
        await tab.Page.SelectOptionAsync("#row-list", "3");
        await Assertions.Expect(tab.Page.Locator("#row .formula").First).ToBeVisibleAsync();
        await tab.Page.Mouse.MoveAsync(0, 0);
        byte[] picture = await tab.Page.ScreenshotAsync();
        Assert.True(picture.Length > 20_000);
        Assert.Empty(tab.Troubles);
        string file = Path.Combine(Repository.Root, "docs", "images", $"{name}.png");
        if (Environment.GetEnvironmentVariable("NABLA_UPDATE_PICTURES") == "1")
            await File.WriteAllBytesAsync(file, picture, TestContext.Current.CancellationToken);
        Assert.True(File.Exists(file));
    }

    public void Dispose() => this.studio.Dispose();
}
