using Microsoft.Playwright;

namespace Nabla.Reports.Tests.Browser;

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

    private readonly string folder = Directory.CreateTempSubdirectory("nabla-reports-").FullName;
    private IPlaywright? playwright;
    private IBrowser? browser;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Skips the test where it cannot or should not run.</summary>
    public static void SkipUnlessThere()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("NABLA_SLOW_TESTS") == "1", "browser tests run with NABLA_SLOW_TESTS=1");
        Assert.SkipUnless(File.Exists(Executable), $"browser tests need {Executable} (Debian's package chromium)");
    }

    /// <summary>Opens a report from a file and draws all of its pictures.</summary>
    public async Task<ReportPage> OpenAsync(Report report, ColorScheme colors = ColorScheme.Light, int width = 1200)
    {
        this.playwright ??= await Playwright.CreateAsync();
        this.browser ??= await this.playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Args = Arguments });
        string path = Path.Combine(this.folder, Guid.NewGuid().ToString("N") + ".html");
        report.Write(path);
        IPage page = await this.browser.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = colors });
        return await ReportPage.OpenAsync(page, path);
    }

    public async ValueTask DisposeAsync()
    {
        if (this.browser is not null)
            await this.browser.DisposeAsync();
        this.playwright?.Dispose();
        Directory.Delete(this.folder, recursive: true);
    }
}
