using Microsoft.Playwright;

namespace Nabla.Tests.Browser;

/// <summary>Debian's browser, started when a test first wants it.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Executable = "/usr/bin/chromium";

    // No sandbox and no graphics processor, as in a container; charts in space are drawn by software.
    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--enable-unsafe-swiftshader", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? playwright;
    private IBrowser? browser;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Skips the test where it cannot or should not run.</summary>
    public static void SkipUnlessThere()
    {
        SlowTests.SkipUnlessWanted();
        Assert.SkipUnless(File.Exists(Executable), $"browser tests need {Executable} (Debian's package chromium)");
    }

    /// <summary>Opens an empty page.</summary>
    public async Task<IPage> NewPageAsync(ColorScheme colors, int width, int height)
    {
        this.playwright ??= await Playwright.CreateAsync();
        this.browser ??= await this.playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Args = Arguments });
        return await this.browser.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = colors, AcceptDownloads = true });
    }

    public async ValueTask DisposeAsync()
    {
        if (this.browser is not null)
            await this.browser.DisposeAsync();
        this.playwright?.Dispose();
    }
}
