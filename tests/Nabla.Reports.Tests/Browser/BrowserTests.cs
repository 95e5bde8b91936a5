using System.Globalization;
using Microsoft.Playwright;
using Nabla.Data;
using Nabla.Models;
using Nabla.Reports.Figures;
using Nabla.Reports.Tutorials;
using Nabla.Tests.Browser;

namespace Nabla.Reports.Tests.Browser;

[Trait("Category", "Slow")]
public class BrowserTests : IClassFixture<Chromium>
{
    private readonly Chromium chromium;

    public BrowserTests(Chromium chromium)
    {
        Chromium.SkipUnlessThere();
        this.chromium = chromium;
    }

    public static TheoryData<string> Kinds => ["digits", "moons", "minimized", "scores", "customers", "labels", "hostile", "large"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Each_kind_of_report_is_drawn_without_an_error_or_a_request(string kind)
    {
        await using ReportPage page = await ReportPage.OpenAsync(this.chromium, ReportOf(kind));
        await AllDrawn(page);
        Assert.Empty(page.Troubles);
    }

    [Fact]
    public async Task Every_picture_of_the_tutorials_is_drawn()
    {
        var all = new Section("all", "All", [.. TutorialPictures.All.Select(picture => picture.Make())]);
        await using ReportPage page = await ReportPage.OpenAsync(this.chromium, new Report("Pictures") { Sections = [all] });
        await AllDrawn(page);
        Assert.Equal(TutorialPictures.All.Select(picture => picture.Name), await page.Pictures.EvaluateAllAsync<string[]>("all => all.map(one => one.id)"));
        Assert.Empty(page.Troubles);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_narrow_dark_window_holds_all_of_it(string kind)
    {
        await using ReportPage page = await ReportPage.OpenAsync(this.chromium, ReportOf(kind), ColorScheme.Dark, width: 390);
        Assert.Equal(0, await page.OverflowAsync());
        Assert.Empty(page.Troubles);
    }

    [Fact]
    public async Task Charts_follow_light_and_dark()
    {
        await using ReportPage page = await ReportPage.OpenAsync(this.chromium, ReportOf("moons"));
        ILocator tick = page.Picture("loss").Locator(".xtick text").First;
        ILocator body = page.Page.Locator("html");
        string light = await ColorAsync(tick, "fill"), paper = await ColorAsync(body, "backgroundColor");
        await page.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await Assertions.Expect(tick).Not.ToHaveCSSAsync("fill", light);
        Assert.NotEqual(paper, await ColorAsync(body, "backgroundColor"));
    }

    [Fact]
    public async Task A_surface_is_turned_by_dragging_and_by_keys()
    {
        await using ReportPage page = await ReportPage.OpenAsync(this.chromium, Report.Of(TutorialPictures.Find("sleep-study-surface").Make()));
        ILocator plot = page.Page.Locator(".plot");
        string start = await EyeAsync(plot);
        LocatorBoundingBoxResult box = (await plot.BoundingBoxAsync())!;
        await page.Page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + (box.Height / 2));
        await page.Page.Mouse.DownAsync();
        await page.Page.Mouse.MoveAsync(box.X + (box.Width / 2) + 150, box.Y + (box.Height / 2), new() { Steps = 8 });
        await page.Page.Mouse.UpAsync();
        string dragged = await EyeAsync(plot);
        Assert.NotEqual(start, dragged);
        await plot.FocusAsync();
        await page.Page.Keyboard.PressAsync("ArrowRight");
        await page.Page.WaitForFunctionAsync("eye => JSON.stringify(document.querySelector('.plot')._fullLayout.scene.camera.eye) !== eye", dragged);
        Assert.Empty(page.Troubles);
    }

    [Fact]
    public async Task A_cell_of_the_confusion_matrix_leads_to_the_images_in_it()
    {
        await using ReportPage page = await ReportPage.OpenAsync(this.chromium, ReportOf("digits"));
        ILocator picture = page.Picture("confusion"), cell = picture.Locator("td button").First;
        int count = int.Parse(await cell.InnerTextAsync(), CultureInfo.InvariantCulture);
        Assert.Equal(16, await picture.Locator(".mistakes canvas").CountAsync()); // some are there without a click
        await cell.ClickAsync();
        Assert.Equal(count, await picture.Locator(".mistakes canvas").CountAsync());
        (int colors, _) = await page.PixelsAsync(picture);
        Assert.InRange(colors, 5, 64);
        await cell.ClickAsync();
        await Assertions.Expect(picture.Locator(".mistakes h4")).ToContainTextAsync("most confident");
    }

    [Fact]
    public async Task Mistakes_in_a_table_show_rows_and_names_as_text()
    {
        await using ReportPage page = await ReportPage.OpenAsync(this.chromium, ReportOf("hostile"));
        ILocator picture = page.Picture("confusion");
        await picture.Locator(".pairs button").First.ClickAsync();
        string[] headings = [.. await picture.Locator(".mistakes th").AllInnerTextsAsync()];
        Assert.Equal(["row", "confidence", .. Samples.HostileNames], headings);
    }

    [Fact]
    public async Task Hostile_names_stand_in_legends_as_they_are()
    {
        await using ReportPage page = await ReportPage.OpenAsync(this.chromium, ReportOf("hostile"));
        string[] legend = [.. await page.Picture("hidden-space").Locator(".legendtext").AllTextContentsAsync()];
        Assert.Equal(Samples.HostileNames, legend.Select(text => text.Replace(' ', ' ')));
        Assert.False(await page.Page.EvaluateAsync<bool>("'hacked' in window"));
        Assert.Empty(page.Troubles);
    }

    [Fact]
    public async Task Mistakes_in_a_users_table_stand_as_in_the_file()
    {
        await using ReportPage page = await ReportPage.OpenAsync(this.chromium, ReportOf("customers"));
        ILocator picture = page.Picture("confusion");
        await picture.Locator(".pairs button").First.ClickAsync();
        Assert.Equal(["row", "confidence", .. Samples.CustomerColumns], await picture.Locator(".mistakes th").AllInnerTextsAsync());
        string[] first = [.. await picture.Locator(".mistakes tbody tr").First.Locator("td").AllInnerTextsAsync()];
        Assert.Contains(first[4], (string[])["Zürich", "<b>Bern</b>", Samples.LongCity]);
        Assert.Matches("^20[0-9]{2}-[0-9]{2}-[0-9]{2}", first[5]);
    }

    [Theory]
    [InlineData(1200)]
    [InlineData(390)]
    public async Task Long_categories_are_cut_and_leave_the_chart_its_room(int width)
    {
        var cities = new Figure("cities", "Predictions by city", "The mean prediction of each city.")
        {
            X = new Axis("city") { Categories = true },
            Y = new Axis("mean prediction"),
            Traces = [new BarTrace(string.Empty, [0.3, 0.1, 0.2]) { Names = ["Zürich", "<b>Bern</b>", Samples.LongCity] }],
        };
        await using ReportPage page = await ReportPage.OpenAsync(this.chromium, Report.Of(cities), width: width);
        ILocator plot = page.Page.Locator("#cities .js-plotly-plot");
        string[] ticks = [.. await plot.Locator(".xtick").AllTextContentsAsync()];
        Assert.Equal(["Zürich", "<b>Bern</b>"], ticks[..2]);
        Assert.StartsWith("Llanfair", ticks[2], StringComparison.Ordinal);
        Assert.EndsWith("…", ticks[2], StringComparison.Ordinal);
        LocatorBoundingBoxResult all = (await plot.BoundingBoxAsync())!, bars = (await plot.Locator(".barlayer").First.BoundingBoxAsync())!;
        Assert.True(bars.Height > 0.35 * all.Height, $"bars {bars.Height} high in a chart of {all.Height}");
    }

    [Theory]
    [InlineData("gradient-norms")]
    [InlineData("weight-norms")]
    public async Task Norms_are_drawn_by_layer(string name)
    {
        await using ReportPage page = await ReportPage.OpenAsync(this.chromium, ReportOf("moons"));
        ILocator picture = page.Picture(name);
        Assert.Equal(["layer 1", "layer 2"], await picture.Locator(".legendtext").AllTextContentsAsync());

        // Gradients jump from epoch to epoch: a smooth line over a faint one of what was measured.
        Assert.Equal(name == "gradient-norms" ? 4 : 2, await picture.Locator(".scatterlayer .js-line").CountAsync());
        await Assertions.Expect(picture.Locator("figcaption")).ToContainTextAsync("in layer 2");
    }

    [Fact]
    public async Task The_doctors_findings_are_a_table_in_words()
    {
        await using ReportPage page = await ReportPage.OpenAsync(this.chromium, ReportOf("customers"), width: 1200);
        string[] rows = [.. await page.Page.Locator("#doctor tbody tr").AllInnerTextsAsync()];
        Assert.Equal(["severity", "about", "finding", "advice"], await page.Page.Locator("#doctor th").AllInnerTextsAsync());
        Assert.Contains(rows, row => row.StartsWith("warning\tlearning rate\tthe training loss was still ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("moons", 2)]
    [InlineData("digits", 1)]
    [InlineData("scores", 2)]
    public async Task The_pictures_of_a_model_stand_on_a_page_of_their_own(string kind, int pictures)
    {
        (Model model, Dataset data) = kind == "moons" ? Samples.Moons : kind == "digits" ? Samples.Digits : Samples.Scores;
        Section section = Nabla.Reports.Pictures.ModelPictures.Section(model, data)!;
        await using ReportPage page = await ReportPage.OpenAsync(this.chromium, new Report(section.Title) { Sections = [section] }, ColorScheme.Dark, width: 390);
        Assert.Equal(pictures, await page.Pictures.CountAsync());
        await AllDrawn(page);
        Assert.Equal(0, await page.OverflowAsync());
        Assert.Empty(page.Troubles);
    }

    [Fact]
    public async Task A_report_of_labels_has_a_curve_and_scores_for_each()
    {
        await using ReportPage page = await ReportPage.OpenAsync(this.chromium, ReportOf("labels"));
        Assert.Equal(2, await page.Picture("label-roc").Locator(".legendtext").CountAsync()); // no row has the third
        string[] names = [.. await page.Page.Locator("#labels tbody tr td:first-child").AllInnerTextsAsync()];
        Assert.Equal(["large", "rare", "never"], names[^3..]);
    }

    [Fact]
    public async Task A_chart_turns_logarithmic_by_a_click()
    {
        await using ReportPage page = await ReportPage.OpenAsync(this.chromium, ReportOf("moons"));
        ILocator picture = page.Picture("loss"), button = picture.GetByText("Log scale");
        await button.ClickAsync();
        await Assertions.Expect(button).ToHaveAttributeAsync("aria-pressed", "true");
        await Assertions.Expect(picture).ToHaveAttributeAsync("data-drawn", "true");
        Assert.Equal("log", await picture.Locator(".plot").EvaluateAsync<string>("plot => plot._fullLayout.yaxis.type"));
    }

    [Fact]
    public async Task A_picture_gives_its_data_as_a_table_and_as_CSV()
    {
        await using ReportPage page = await ReportPage.OpenAsync(this.chromium, ReportOf("moons"));
        ILocator picture = page.Picture("loss");
        await picture.Locator("details.data summary").ClickAsync();
        await Assertions.Expect(picture.Locator("details th")).ToHaveCountAsync(3);
        Assert.Equal(["epoch", "training", "validation"], await picture.Locator("details th").AllInnerTextsAsync());
        IDownload download = await page.Page.RunAndWaitForDownloadAsync(() => picture.GetByText("CSV").ClickAsync());
        Assert.Equal("loss.csv", download.SuggestedFilename);
        string[] lines = (await File.ReadAllTextAsync(await download.PathAsync())).TrimEnd().Split("\r\n");
        Assert.Equal("epoch,training,validation", lines[0]);
        Assert.Equal(1 + Samples.Moons.Model.Info.History.Count, lines.Length);
        Assert.Equal(await picture.Locator("details tbody tr").First.Locator("td").AllInnerTextsAsync(), lines[1].Split(','));
    }

    [Theory]
    [InlineData("loss")]
    [InlineData("hidden-space")]
    public async Task A_picture_can_be_saved(string name)
    {
        await using ReportPage page = await ReportPage.OpenAsync(this.chromium, ReportOf("moons"));
        IDownload download = await page.Page.RunAndWaitForDownloadAsync(() => page.Picture(name).GetByText("PNG").ClickAsync());
        Assert.Equal($"{name}.png", download.SuggestedFilename);
        byte[] image = await File.ReadAllBytesAsync(await download.PathAsync());
        Assert.Equal("PNG"u8.ToArray(), image[1..4]);
        Assert.Empty(page.Troubles);
    }

    [Fact]
    public async Task A_section_of_ones_own_is_drawn_with_its_data()
    {
        var importance = new Figure("importance", "Importance", "How much accuracy is lost when a feature is shuffled.")
        {
            X = new Axis("accuracy lost") { Format = ".0%" },
            Y = new Axis("feature") { Categories = true },
            Traces = [new BarTrace("importance", [0.3, 0.1]) { Names = Samples.HostileNames[..2], Spread = [0.05, 0.02], Horizontal = true }],
        };
        await using ReportPage page = await ReportPage.OpenAsync(this.chromium, new Report("Importance") { Sections = [new Section("inspection", "Inspection", importance)] });
        await AllDrawn(page);
        string[] ticks = [.. await page.Page.Locator(".ytick").AllTextContentsAsync()];
        Assert.Equal(Samples.HostileNames[..2].Select(name => name[..23] + "…"), ticks);
        await page.Page.Locator("details.data summary").ClickAsync();
        await Assertions.Expect(page.Page.Locator("details th")).ToHaveTextAsync(["feature", "importance", "spread"]);
        Assert.Empty(page.Troubles);
    }

    [Fact]
    public async Task Paper_is_white_whatever_the_theme()
    {
        await using ReportPage page = await ReportPage.OpenAsync(this.chromium, ReportOf("moons"), ColorScheme.Dark);
        await page.Page.EvaluateAsync("dispatchEvent(new Event('beforeprint'))");
        Assert.Equal("rgb(255, 255, 255)", await ColorAsync(page.Page.Locator("html"), "backgroundColor"));
        await page.Page.EvaluateAsync("dispatchEvent(new Event('afterprint'))");
        Assert.NotEqual("rgb(255, 255, 255)", await ColorAsync(page.Page.Locator("html"), "backgroundColor"));
        Assert.NotEmpty(await page.Page.PdfAsync());
        Assert.Empty(page.Troubles);
    }

    private static Report ReportOf(string kind)
    {
        if (kind == "large")
            return Samples.Large();
        (Model model, Dataset data) = kind switch
        {
            "digits" => Samples.Digits,
            "moons" => Samples.Moons,
            "minimized" => Samples.Minimized,
            "scores" => Samples.Scores,
            "customers" => Samples.Customers,
            "labels" => Samples.Labels,
            _ => Samples.Hostile,
        };
        return ModelReport.Of(model, data, unseen: true);
    }

    private static async Task AllDrawn(ReportPage page)
    {
        int count = await page.Pictures.CountAsync();
        Assert.True(count > 0);
        for (int i = 0; i < count; i++)
        {
            ILocator picture = page.Pictures.Nth(i);
            string name = (await picture.GetAttributeAsync("id"))!;
            if (await picture.GetAttributeAsync("data-kind") is "chart" or "images")
            {
                (int colors, double part) = await page.PixelsAsync(picture);
                Assert.True(colors > 4 && part > 0.003, $"{name} is drawn in {colors} colors on {part:P1} of its pixels");
            }
            else
            {
                Assert.True(await picture.Locator("svg circle, td.right, .pairs button, .whatif input").CountAsync() > 0, $"{name} has no marks");
            }
        }
    }

    private static Task<string> ColorAsync(ILocator element, string property)
        => element.EvaluateAsync<string>("(element, property) => getComputedStyle(element)[property]", property);

    private static Task<string> EyeAsync(ILocator plot) => plot.EvaluateAsync<string>("plot => JSON.stringify(plot._fullLayout.scene.camera.eye)");
}
