using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Nabla.Cli.Tests;
using Nabla.Tests;
using Nabla.Tests.Browser;
using Nabla.Tests.Data;

namespace Nabla.Studio.Tests.Browser;

/// <summary>The Studio in a tab: what a person does with it, and what went wrong in it.</summary>
internal sealed partial class StudioTab : IAsyncDisposable
{
    private const float Patience = 120_000;

    private readonly ConcurrentQueue<string> troubles = new();

    private StudioTab(IPage page) => this.Page = page;

    public IPage Page { get; }

    /// <summary>Errors, and requests to anywhere else.</summary>
    public IReadOnlyCollection<string> Troubles => this.troubles;

    /// <summary>Opens the Studio at an address.</summary>
    public static async Task<StudioTab> OpenAsync(Chromium chromium, Uri address, ColorScheme colors = ColorScheme.Light, int width = 1440, int height = 900)
    {
        IPage page = await chromium.NewPageAsync(colors, width, height);
        var tab = new StudioTab(page);
        page.SetDefaultTimeout(Patience);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                tab.troubles.Enqueue($"{message.Type}: {message.Text}");
        };
        page.PageError += (_, error) => tab.troubles.Enqueue($"error: {error}");
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal) && new Uri(request.Url).Authority != address.Authority)
                tab.troubles.Enqueue($"request to {request.Url}");
        };
        await page.GotoAsync(address.AbsoluteUri);
        await page.Locator(".unit").First.WaitForAsync();
        return tab;
    }

    public async Task OpenDataAsync(string name)
    {
        await this.Page.SelectOptionAsync("#dataset", name);
        await Assertions.Expect(this.Page.Locator("#command")).ToContainTextAsync($"nabla train {name}", Longer);
    }

    public async Task DropAsync(string file)
    {
        await this.Page.SetInputFilesAsync("#file", file);
        await Assertions.Expect(this.Page.Locator("#command")).ToContainTextAsync($"nabla train {Path.GetFileName(file)}", Longer);
    }

    /// <summary>Sets a field, and waits until the engine has taken it.</summary>
    public async Task SetAsync(string option, string value)
    {
        ILocator input = this.Page.Locator($"#option-{option}");
        await input.FillAsync(value);
        await input.PressAsync("Enter");
        await input.BlurAsync();
        if (option != "epochs")
            await Assertions.Expect(this.Page.Locator("#command")).ToContainTextAsync($"--{option} ", Longer);
        else
            await Assertions.Expect(this.Page.Locator("#clock")).ToContainTextAsync($"of {int.Parse(value, CultureInfo.InvariantCulture).ToString("N0", CultureInfo.InvariantCulture)}", Longer);
    }

    public Task PressAsync(string button) => this.Page.Locator($"#{button}").ClickAsync();

    public async Task<int> EpochAsync()
        => int.Parse(EpochText().Match(await this.Page.Locator("#clock").InnerTextAsync()).Groups[1].Value.Replace(",", string.Empty, StringComparison.Ordinal), CultureInfo.InvariantCulture);

    /// <summary>Trains until the run is over by itself.</summary>
    public async Task TrainAsync()
    {
        await this.Page.SelectOptionAsync("#speed", "full speed");
        await this.PressAsync("play");
        await Assertions.Expect(this.Page.Locator("#why")).ToContainTextAsync("The run is over", Longer);
    }

    /// <summary>Saves the model, runs the command line that the page shows, and compares the two files.</summary>
    public async Task<string> SameModelAsync()
    {
        ILocator menu = this.Page.Locator("#take");
        if (await menu.GetAttributeAsync("open") is null)
            await menu.Locator("summary").ClickAsync();
        IDownload download = await this.Page.RunAndWaitForDownloadAsync(() => this.PressAsync("export-model"));
        string command = await this.Page.Locator("#command").InnerTextAsync();
        using var folder = new TemporaryFolder();
        string[] words = [.. Studio.Tests.Page.Words(command).Skip(1)];
        string guide = Path.Combine(Repository.Root, "docs", "guide", words[1]);
        words[1] = File.Exists(guide) ? guide : words[1];
        CommandLine.Succeed([.. words, "--output", folder.File("model.safetensors")]);
        string shown = Hash(folder.File("model.safetensors"));
        Assert.Equal(shown, Hash(await download.PathAsync()));
        await Assertions.Expect(this.Page.Locator("#taken")).ToContainTextAsync(shown);
        await menu.Locator("summary").ClickAsync();
        return shown;
    }

    /// <summary>By how many pixels the page is wider than its window.</summary>
    public Task<int> OverflowAsync() => this.Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

    public async ValueTask DisposeAsync() => await this.Page.CloseAsync();

    private static LocatorAssertionsToContainTextOptions Longer => new() { Timeout = Patience };

    private static string Hash(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));

    [GeneratedRegex("epoch ([0-9,]+) of")]
    private static partial Regex EpochText();
}
