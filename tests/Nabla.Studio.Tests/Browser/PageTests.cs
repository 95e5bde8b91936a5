using Microsoft.Playwright;
using Nabla.Tests;
using Nabla.Tests.Browser;

namespace Nabla.Studio.Tests.Browser;

/// <summary>What a person does with the page; the same in both hosts.</summary>
public abstract class PageTests(Chromium chromium)
{
    private static readonly string Flats = Path.Combine(Repository.Root, "docs", "guide", "flats.csv");

    protected abstract Uri Address { get; }

    [Fact]
    public async Task Circles_give_the_model_of_the_command_line()
    {
        await using StudioTab tab = await StudioTab.OpenAsync(chromium, this.Address);
        await tab.SetAsync("epochs", "60");
        await tab.TrainAsync();
        await tab.SameModelAsync();
        Assert.Empty(tab.Troubles);
    }

    [Fact]
    public async Task Iris_give_the_model_of_the_command_line_forwards_and_back()
    {
        await using StudioTab tab = await StudioTab.OpenAsync(chromium, this.Address);
        await tab.OpenDataAsync("iris");
        await tab.PressAsync("epoch");
        await tab.PressAsync("epoch");
        await Assertions.Expect(tab.Page.Locator("#clock")).ToContainTextAsync("epoch 2 of");
        string two = await tab.SameModelAsync();
        await tab.PressAsync("epoch");
        await tab.PressAsync("step");
        await Assertions.Expect(tab.Page.Locator("#clock")).ToContainTextAsync("epoch 3 of");
        await Assertions.Expect(tab.Page.Locator("#clock")).ToContainTextAsync("step 1 of");
        await tab.PressAsync("back");
        await tab.PressAsync("back");
        await Assertions.Expect(tab.Page.Locator("#clock")).ToContainTextAsync("epoch 2 of");
        await tab.PressAsync("restart");
        await Assertions.Expect(tab.Page.Locator("#clock")).ToContainTextAsync("epoch 0 of");
        await tab.PressAsync("epoch");
        await tab.PressAsync("epoch");
        await Assertions.Expect(tab.Page.Locator("#clock")).ToContainTextAsync("epoch 2 of");
        Assert.Equal(two, await tab.SameModelAsync());
        Assert.Empty(tab.Troubles);
    }

    [Fact]
    public async Task A_file_is_dropped_trained_on_changed_and_trained_on_again()
    {
        await using StudioTab tab = await StudioTab.OpenAsync(chromium, this.Address);
        await tab.DropAsync(Flats);
        await tab.Page.SelectOptionAsync("#target", "rent");
        await Assertions.Expect(tab.Page.Locator("#command")).ToContainTextAsync("--target rent");
        await tab.Page.GetByLabel("use id", new() { Exact = true }).UncheckAsync();
        await Assertions.Expect(tab.Page.Locator("#command")).ToContainTextAsync("--ignore id");
        await tab.PressAsync("play");
        await Assertions.Expect(tab.Page.Locator("#clock")).Not.ToContainTextAsync("epoch 0 of");
        await tab.PressAsync("play");
        await Assertions.Expect(tab.Page.Locator("#play")).ToHaveTextAsync("Play");
        int epoch = await tab.EpochAsync();
        await tab.SameModelAsync();
        await tab.PressAsync("step");
        await tab.PressAsync("back");
        Assert.InRange(await tab.EpochAsync(), epoch - 1, epoch + 1);

        await tab.Page.GetByLabel("remove layer 1").ClickAsync();
        await tab.PressAsync("add-layer");
        await tab.Page.GetByLabel("add a unit to layer 1").ClickAsync();
        await Assertions.Expect(tab.Page.Locator("#command")).ToContainTextAsync("--hidden 5");
        await tab.SetAsync("epochs", "3");
        await tab.TrainAsync();
        await tab.SameModelAsync();
        Assert.Empty(tab.Troubles);
    }

    [Fact]
    public async Task Digits_give_the_model_of_the_command_line()
    {
        await using StudioTab tab = await StudioTab.OpenAsync(chromium, this.Address);
        await tab.OpenDataAsync("digits");
        await Assertions.Expect(tab.Page.Locator("#why")).ToContainTextAsync("epochs take");
        await tab.SetAsync("epochs", "2");
        await tab.TrainAsync();
        await tab.SameModelAsync();
        Assert.Empty(tab.Troubles);
    }

    [Fact]
    public async Task A_report_and_a_model_for_other_programs_are_saved()
    {
        await using StudioTab tab = await StudioTab.OpenAsync(chromium, new Uri(this.Address, "#data=circles&options=--hidden 3 --epochs 30"));
        await tab.TrainAsync();
        await tab.Page.Locator("#take summary").ClickAsync();
        IDownload report = await tab.Page.RunAndWaitForDownloadAsync(() => tab.PressAsync("export-report"));
        string html = await File.ReadAllTextAsync(await report.PathAsync(), TestContext.Current.CancellationToken);
        Assert.StartsWith("<!doctype html>", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("classified correctly</title>", html, StringComparison.Ordinal);
        Assert.Contains("plotly.js", html, StringComparison.Ordinal);
        IDownload onnx = await tab.Page.RunAndWaitForDownloadAsync(() => tab.PressAsync("export-onnx"));
        Assert.NotEqual(0, new FileInfo(await onnx.PathAsync()).Length);
        Assert.Empty(tab.Troubles);
    }

    [Fact]
    public async Task A_lesson_that_fails_says_why_and_a_button_cures_it()
    {
        await using StudioTab tab = await StudioTab.OpenAsync(chromium, new Uri(this.Address, "#recipe=too-fast&data=friedman1&options=--hidden 32 --optimizer sgd --learning-rate 50 --epochs 60"));
        await Assertions.Expect(tab.Page.Locator("#explanation")).ToContainTextAsync("Each step overshoots");
        await tab.TrainAsync();
        await Assertions.Expect(tab.Page.Locator("#why")).ToContainTextAsync("diverged in epoch");
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "try a learning rate of 5", Exact = true }).ClickAsync();
        await Assertions.Expect(tab.Page.Locator("#command")).ToContainTextAsync("--learning-rate 5 ");
        Assert.Contains("learning-rate+5", tab.Page.Url, StringComparison.Ordinal);
        Assert.Empty(tab.Troubles);
    }

    [Fact]
    public async Task A_point_is_looked_at_forwards_and_backwards()
    {
        await using StudioTab tab = await StudioTab.OpenAsync(chromium, this.Address);
        await tab.PressAsync("epoch");
        await tab.Page.SelectOptionAsync("#row-list", "3");
        await Assertions.Expect(tab.Page.Locator("#row .formula").First).ToContainTextAsync("z = Σ w·x + b = ");
        await Assertions.Expect(tab.Page.Locator("#row .formula").Last).ToContainTextAsync("δ = ∂C/∂z = ");
        await tab.Page.Locator(".unit").First.ClickAsync();
        await Assertions.Expect(tab.Page.Locator("#row .formula").Last).ToContainTextAsync("δ = (Σ w·δ′)·f′(z) = ");
        Assert.Empty(tab.Troubles);
    }

    [Fact]
    public async Task Points_are_painted_and_trained_on()
    {
        await using StudioTab tab = await StudioTab.OpenAsync(chromium, this.Address);
        await tab.PressAsync("paint");
        LocatorBoundingBoxResult box = (await tab.Page.Locator("canvas.chart").BoundingBoxAsync())!;
        await tab.Page.Mouse.ClickAsync(box.X + (box.Width / 2), box.Y + (box.Height / 2));
        await tab.PressAsync("use-painted");
        await Assertions.Expect(tab.Page.Locator("#data")).ToContainTextAsync("painted.csv: 101 rows");
        Assert.Empty(tab.Troubles);
    }

    [Fact]
    public async Task Bad_input_is_refused_in_a_sentence_and_stays_as_it_was()
    {
        await using StudioTab tab = await StudioTab.OpenAsync(chromium, this.Address);
        ILocator rate = tab.Page.Locator("#option-learning-rate");
        await rate.FillAsync("fast");
        await rate.PressAsync("Enter");
        await rate.BlurAsync();
        await Assertions.Expect(tab.Page.Locator("#message")).ToHaveTextAsync("option '--learning-rate': 'fast' is not a number");
        await Assertions.Expect(rate).ToHaveValueAsync("0.02");
        await tab.Page.SetInputFilesAsync("#file", new FilePayload { Name = "broken.csv", MimeType = "text/csv", Buffer = "a,b\n1,2\n3\n"u8.ToArray() });
        await Assertions.Expect(tab.Page.Locator("#message")).ToContainTextAsync("broken.csv: line 3");
        Assert.Empty(tab.Troubles);
    }

    [Fact]
    public async Task Keys_do_what_buttons_do_and_everything_has_a_name()
    {
        await using StudioTab tab = await StudioTab.OpenAsync(chromium, this.Address);
        await tab.Page.Locator("h2").First.ClickAsync();
        await tab.Page.Keyboard.PressAsync("e");
        await Assertions.Expect(tab.Page.Locator("#clock")).ToContainTextAsync("epoch 1 of");
        await tab.Page.Keyboard.PressAsync("ArrowLeft");
        await Assertions.Expect(tab.Page.Locator("#clock")).ToContainTextAsync("epoch 0 of");
        await tab.Page.Keyboard.PressAsync(" ");
        await Assertions.Expect(tab.Page.Locator("#clock")).Not.ToContainTextAsync("epoch 0 of");
        await tab.Page.Keyboard.PressAsync("r");
        await Assertions.Expect(tab.Page.Locator("#clock")).ToContainTextAsync("epoch 0 of");
        string[] nameless = await tab.Page.EvaluateAsync<string[]>("""
            [...document.querySelectorAll('button, input, select, canvas[role=img], [role=region]')]
              .filter(element => !(element.getAttribute('aria-label') || element.textContent.trim() || element.labels?.length || element.title))
              .map(element => element.outerHTML.slice(0, 120))
            """);
        Assert.Empty(nameless);
    }

    [Theory]
    [InlineData(ColorScheme.Light, 390)]
    [InlineData(ColorScheme.Dark, 390)]
    [InlineData(ColorScheme.Light, 1100)]
    [InlineData(ColorScheme.Dark, 1440)]
    [InlineData(ColorScheme.Light, 2000)]
    public async Task Every_window_holds_all_of_it(ColorScheme colors, int width)
    {
        await using StudioTab tab = await StudioTab.OpenAsync(chromium, this.Address, colors, width);
        await tab.PressAsync("epoch");
        Assert.Equal(0, await tab.OverflowAsync());
        await tab.OpenDataAsync("digits");
        Assert.Equal(0, await tab.OverflowAsync());
        Assert.Empty(tab.Troubles);
    }
}
