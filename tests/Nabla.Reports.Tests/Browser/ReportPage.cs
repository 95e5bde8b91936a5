using Microsoft.Playwright;
using Nabla.Tests.Browser;
using Nabla.Tests.Data;

namespace Nabla.Reports.Tests.Browser;

/// <summary>A report in a browser, with all that went wrong or out of the file since it was opened.</summary>
public sealed class ReportPage : IAsyncDisposable
{
    private const float Patience = 10 * 60_000;

    private readonly List<string> troubles = [];

    private readonly TemporaryFolder folder = new();

    private ReportPage(IPage page) => this.Page = page;

    public IPage Page { get; }

    /// <summary>Errors of the page's scripts, dialogs, and requests for anything but the file itself.</summary>
    public IReadOnlyList<string> Troubles => this.troubles;

    public ILocator Pictures => this.Page.Locator(".picture");

    /// <summary>Opens a report from a file and draws all of its pictures.</summary>
    public static async Task<ReportPage> OpenAsync(Chromium chromium, Report written, ColorScheme colors = ColorScheme.Light, int width = 1200)
    {
        IPage page = await chromium.NewPageAsync(colors, width, height: 900);
        var report = new ReportPage(page);
        string path = report.folder.File("report.html");
        written.Write(path);
        string address = new Uri(path).AbsoluteUri;
        page.Console += (_, message) => report.Note(message.Type == "error", $"console: {message.Text}");
        page.PageError += (_, error) => report.Note(true, $"error: {error}");
        page.Dialog += (_, dialog) => report.Note(true, $"dialog: {dialog.Message}");
        page.Request += (_, request) => report.Note(
            request.Url != address && !request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal),
            $"request: {request.Url}");
        page.SetDefaultTimeout(Patience); // a busy machine draws slowly
        Assertions.SetDefaultExpectTimeout(Patience);
        await page.GotoAsync(address);
        await report.DrawAllAsync();
        return report;
    }

    public ILocator Picture(string name) => this.Page.Locator($"#{name}");

    /// <summary>The number of colors in a chart as it would be saved, and the part of its pixels that are not its first pixel's color.</summary>
    public async Task<(int Colors, double Part)> PixelsAsync(ILocator picture)
    {
        double[] found = await picture.EvaluateAsync<double[]>("""
            async element => {
              const plot = element.querySelector('.plot');
              const image = new Image();
              image.src = plot ? await Plotly.toImage(plot, { format: 'png', width: 500, height: 350 }) : '';
              const canvas = plot ? document.createElement('canvas') : element.querySelector('canvas');
              const context = canvas.getContext('2d');
              if (plot) {
                await image.decode();
                [canvas.width, canvas.height] = [500, 350];
                context.drawImage(image, 0, 0);
              }
              const colors = new Uint32Array(context.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
              return [new Set(colors).size, colors.filter(color => color !== colors[0]).length / colors.length];
            }
            """);
        return ((int)found[0], found[1]);
    }

    public async Task<double> OverflowAsync() => await this.Page.EvaluateAsync<double>("document.documentElement.scrollWidth - innerWidth");

    public async ValueTask DisposeAsync()
    {
        await this.Page.CloseAsync();
        this.folder.Dispose();
    }

    private async Task DrawAllAsync()
    {
        for (int i = 0; i < await this.Pictures.CountAsync(); i++)
        {
            ILocator picture = this.Pictures.Nth(i);
            await picture.ScrollIntoViewIfNeededAsync();
            await Assertions.Expect(picture).ToHaveAttributeAsync("data-drawn", "true");
        }
    }

    private void Note(bool trouble, string text)
    {
        if (trouble)
            this.troubles.Add(text);
    }
}
