using Microsoft.Playwright;
using Nabla.Data;
using Nabla.Inspection;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Reports.Figures;
using Nabla.Reports.Pictures;
using Nabla.Reports.Sections;
using Nabla.Reports.Tutorials;
using Nabla.Tests.Browser;

namespace Nabla.Reports.Tests.Browser;

/// <summary>What a designer would look for, as far as a browser can measure it.</summary>
[Trait("Category", "Slow")]
public class DesignTests : IClassFixture<Chromium>
{
    private static readonly Dictionary<string, Lazy<Model>> Models = new()
    {
        ["circles"] = new(() => new MlpClassifier(new() { Network = new(3) { Activation = new Tanh() }, Training = new() { Epochs = 60 } }).Fit(Generators.Circles())),
        ["iris"] = new(() => new MlpClassifier(new() { Network = new(5), Training = new() { Epochs = 30 } }).Fit(Datasets.Iris())),
        ["friedman1"] = new(() => new MlpRegressor(new() { Network = new(8), Training = new() { Epochs = 20 } }).Fit(Generators.Friedman1())),
        ["dropout"] = new(() => new MlpClassifier(new() { Network = new(5) { Dropout = [0.2] }, Training = new() { Epochs = 30 } }).Fit(Datasets.Iris())),
        ["sigmoids"] = new(() => new MlpClassifier(new() { Network = new(5) { OutputActivation = new Sigmoid() }, Training = new() { Epochs = 30 } }).Fit(Datasets.Iris())),
    };

    private readonly Chromium chromium;

    public DesignTests(Chromium chromium)
    {
        Chromium.SkipUnlessThere();
        this.chromium = chromium;
    }

    public static TheoryData<string, int> PicturesAndWidths
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (TutorialPicture picture in TutorialPictures.All)
            {
                data.Add(picture.Name, 1200);
                data.Add(picture.Name, 390);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(PicturesAndWidths))]
    public async Task No_two_texts_of_a_picture_overlap(string name, int width)
    {
        await using ReportPage page = await ReportPage.OpenAsync(this.chromium, Report.Of(TutorialPictures.Find(name).Make()), width: width);
        Assert.Empty(await OverlapsAsync(page.Pictures.First));
        Assert.Equal(0, await page.OverflowAsync());
        Assert.Empty(page.Troubles);
    }

    [Theory]
    [InlineData(1200)]
    [InlineData(390)]
    public async Task No_two_texts_of_a_report_overlap(int width)
    {
        (Model model, Dataset data) = Samples.Moons;
        Report report = ModelReport.Of(model, data, unseen: true, Split.TrainValidationTest(Datasets.Load("moons"), 0.2, 0.2, seed: 1).Train);
        await using ReportPage page = await ReportPage.OpenAsync(this.chromium, report, width: width);
        for (int i = 0; i < await page.Pictures.CountAsync(); i++)
            Assert.Empty(await OverlapsAsync(page.Pictures.Nth(i)));
        Assert.Empty(page.Troubles);
    }

    [Theory]
    [InlineData("labels", 1200)]
    [InlineData("labels", 390)]
    [InlineData("minimized", 1200)]
    [InlineData("minimized", 390)]
    [InlineData("digits", 1200)]
    [InlineData("digits", 390)]
    public async Task Texts_of_a_report_are_not_too_small_and_its_legends_are_whole(string kind, int width)
    {
        (Model model, Dataset data) = kind switch { "labels" => Samples.Labels, "minimized" => Samples.Minimized, _ => Samples.Digits };
        await using ReportPage page = await ReportPage.OpenAsync(this.chromium, ModelReport.Of(model, data, unseen: true), width: width);
        string[] small = await page.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('.picture svg text')]
              .filter(text => text.textContent.trim() && parseFloat(getComputedStyle(text).fontSize) * Math.hypot(text.getScreenCTM().a, text.getScreenCTM().b) < 8.99)
              .map(text => `${text.closest('.picture').id}: ${text.textContent}`)
            """);
        Assert.Empty(small);
        double[] bars = await page.Page.Locator(".legend .scrollbar").EvaluateAllAsync<double[]>("all => all.map(bar => bar.getBoundingClientRect().height)");
        Assert.All(bars, height => Assert.Equal(0, height));
        Assert.Equal(0, await page.OverflowAsync());
        Assert.Empty(page.Troubles);
    }

    [Theory]
    [InlineData("circles")]
    [InlineData("descent-path")]
    [InlineData("overfitting")]
    [InlineData("backpropagation-hidden")]
    public async Task A_single_picture_is_in_view_without_scrolling(string name)
    {
        await using ReportPage page = await ReportPage.OpenAsync(this.chromium, Report.Of(TutorialPictures.Find(name).Make()));
        await page.Page.SetViewportSizeAsync(1200, 760);
        LocatorBoundingBoxResult box = (await page.Page.Locator(".plot, .drawing").First.BoundingBoxAsync())!;
        Assert.True(box.Y + box.Height <= 760, $"it ends at {box.Y + box.Height}");
        Assert.True(box.Height > 300, $"it is {box.Height} high");
    }

    [Theory]
    [InlineData("backpropagation-hidden")]
    [InlineData("backpropagation-output")]
    public async Task Texts_of_a_drawing_can_be_read_in_a_narrow_window(string name)
    {
        await using ReportPage page = await ReportPage.OpenAsync(this.chromium, Report.Of(TutorialPictures.Find(name).Make()), width: 390);
        Assert.InRange(await SmallestTextAsync(page.Pictures.First), 9.5, 20);
    }

    [Fact]
    public async Task The_diagram_of_a_network_can_be_read_in_a_narrow_window()
    {
        (Model model, Dataset data) = Samples.Digits;
        await using ReportPage page = await ReportPage.OpenAsync(this.chromium, ModelReport.Of(model, data, unseen: true), width: 390);
        Assert.InRange(await SmallestTextAsync(page.Picture("network-diagram")), 9, 20);
        Assert.Equal(0, await page.OverflowAsync());
        double title = (await page.Picture("hidden-space").Locator("h3").BoundingBoxAsync())!.Width;
        Assert.True(title > 140, $"the title beside the buttons is {title} pixels wide");
    }

    [Fact]
    public async Task Names_that_are_numbers_stand_at_their_own_bars()
    {
        var areas = new Figure("areas", "Areas", "Areas by class.")
        {
            X = new Axis("area"),
            Y = new Axis("class") { Categories = true },
            Traces = [new BarTrace("area", [0.1, 0.2, 0.3]) { Names = ["2", "0", "1"], Horizontal = true }],
        };
        await using ReportPage page = await ReportPage.OpenAsync(this.chromium, Report.Of(areas));
        Assert.Equal(["2", "0", "1"], await TicksFromBelowAsync(page));
    }

    [Fact]
    public async Task Right_and_wrong_predictions_stand_on_each_other()
    {
        (Model model, Dataset data) = Samples.Moons;
        await using ReportPage page = await ReportPage.OpenAsync(this.chromium, ModelReport.Of(model, data, unseen: true));
        Assert.Equal("stack", await page.Picture("confidence").Locator(".plot").EvaluateAsync<string>("plot => plot._fullLayout.barmode"));
    }

    [Fact]
    public async Task Steps_of_descent_are_square_to_the_lines_of_equal_cost()
    {
        await using ReportPage page = await ReportPage.OpenAsync(this.chromium, Report.Of(TutorialPictures.Find("descent-path").Make()));
        Assert.Equal(1, await ScaleAsync(page), 0.02);
    }

    [Fact]
    public async Task Circles_are_round()
    {
        await using ReportPage page = await ReportPage.OpenAsync(this.chromium, Report.Of(DecisionRegions.Of(Models["circles"].Value, Generators.Circles())));
        Assert.Equal(1, await ScaleAsync(page), 0.02);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Each_role_has_a_color_of_its_own(ColorScheme scheme)
    {
        await using ReportPage page = await ReportPage.OpenAsync(this.chromium, Report.Of(TutorialPictures.Find("circles").Make()), scheme);
        string[] roles = ["training", "validation", "test", "right", "wrong", "positive", "negative", "layer", .. Enumerable.Range(1, 10).Select(k => $"series-{k}")];
        string[] colors = [.. await page.Page.EvaluateAsync<string[]>("names => names.map(name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim())", roles)];
        Assert.Equal(roles.Length, colors.Distinct().Count());
        Assert.All(colors, color => Assert.Matches("^#[0-9a-f]{6}$", color));
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Layers_have_one_hue_that_grows_with_depth_and_can_be_seen(ColorScheme scheme)
    {
        Model model = new MlpClassifier(new() { Network = new(9, 8, 7), Training = new() { Epochs = 12 } }).Fit(Datasets.Iris());
        await using ReportPage page = await ReportPage.OpenAsync(this.chromium, ModelReport.Of(model, Datasets.Iris(), unseen: false), scheme);
        double[] paper = await ChannelsAsync(page, "getComputedStyle(document.documentElement).getPropertyValue('--paper')");
        foreach ((string picture, string part) in new[] { ("gradient-norms", "line"), ("weight-norms", "line"), ("weights", "marker") })
        {
            string[] colors = await page.Picture(picture).Locator(".plot").EvaluateAsync<string[]>(
                "(plot, part) => plot._fullData.filter(trace => trace.name.startsWith('layer')).map(trace => trace[part].color)", part);
            Assert.Equal(4, colors.Length);
            double[] contrasts = [.. colors.Select(color => Contrast(Parsed(color), paper))];
            Assert.All(contrasts, contrast => Assert.True(contrast >= 3, $"{picture}: {string.Join(' ', contrasts)}"));
            for (int layer = 1; layer < contrasts.Length; layer++)
                Assert.True(contrasts[layer] > 1.15 * contrasts[layer - 1], $"{picture}: {string.Join(' ', contrasts)}");
        }

        Assert.Empty(page.Troubles);
    }

    [Theory]
    [InlineData(1200)]
    [InlineData(390)]
    public async Task Ticks_of_charts_in_space_keep_away_from_the_corners(int width)
    {
        foreach (TutorialPicture picture in TutorialPictures.All.Where(one => one.Name is "circles-hidden" or "sleep-study-surface"))
        {
            await using ReportPage page = await ReportPage.OpenAsync(this.chromium, Report.Of(picture.Make()), width: width);
            double[][] axes = await page.Page.Locator(".plot").First.EvaluateAsync<double[][]>(
                "plot => ['xaxis', 'yaxis', 'zaxis'].map(name => plot._fullLayout.scene[name]).map(axis => [...axis.range, ...axis.tickvals])");
            Assert.All(axes, axis => Assert.InRange(axis.Length, 4, 8));
            Assert.All(axes, axis => Assert.All(axis.Skip(2), tick => Assert.InRange((tick - axis[0]) / (axis[1] - axis[0]), 0.05, 0.95)));
            Assert.Empty(page.Troubles);
        }
    }

    [Fact]
    public async Task What_the_doctor_found_is_a_list_in_a_narrow_window_and_a_table_in_a_wide_one()
    {
        Finding[] findings = [new(FindingKind.NonFiniteValues, Severity.Warning, "a_feature_with_a_long_name", "it has values that are infinite, or not numbers", "repair them")];
        Report report = new("Doctor") { Sections = [FindingsSection.Of(findings)] };
        foreach (int width in (int[])[390, 1200])
        {
            await using ReportPage page = await ReportPage.OpenAsync(this.chromium, report, width: width);
            double[] lefts = await page.Page.Locator(".stacks td").EvaluateAllAsync<double[]>("cells => cells.map(cell => cell.getBoundingClientRect().left)");
            Assert.Equal(width == 390 ? 1 : 4, lefts.Distinct().Count());
            string[] headings = await page.Page.Locator(".stacks td").EvaluateAllAsync<string[]>("cells => cells.map(cell => getComputedStyle(cell, '::before').content)");
            Assert.Equal(width == 390 ? ["\"severity\"", "\"about\"", "\"finding\"", "\"advice\""] : ["none", "none", "none", "none"], headings);
            Assert.Equal(0, await page.OverflowAsync());
            Assert.Empty(page.Troubles);
        }
    }

    [Fact]
    public async Task Training_validation_and_test_keep_their_colors()
    {
        (Model model, Dataset data) = Samples.Moons;
        Report report = ModelReport.Of(model, data, unseen: true, Split.TrainValidationTest(Datasets.Load("moons"), 0.2, 0.2, seed: 1).Train);
        await using ReportPage page = await ReportPage.OpenAsync(this.chromium, report);
        foreach ((string picture, int trace, string role) in new[] { ("loss", 0, "training"), ("loss", 1, "validation"), ("truth", 0, "training"), ("truth", 1, "test") })
        {
            string expected = await page.Page.EvaluateAsync<string>("name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim()", role);
            string found = await page.Picture(picture).Locator(".plot").EvaluateAsync<string>("(plot, trace) => plot._fullData[trace].line.color", trace);
            Assert.Equal(expected, found);
        }
    }

    [Theory]
    [InlineData("circles")]
    [InlineData("iris")]
    [InlineData("friedman1")]
    [InlineData("sigmoids")]
    [InlineData("dropout")]
    public async Task The_page_predicts_what_the_model_predicts(string name)
    {
        Model model = Models[name].Value;
        Dataset data = name switch { "circles" => Generators.Circles(), "friedman1" => Generators.Friedman1(), _ => Datasets.Iris() };
        await using ReportPage page = await ReportPage.OpenAsync(this.chromium, new Report("What if") { Sections = [new Section("what-if", "What if", WhatIf.Of(model, data)!)] });
        ILocator sliders = page.Page.Locator(".whatif input"), picture = page.Pictures.First;
        for (int turn = 0; turn < 3; turn++)
        {
            double[] row = await sliders.EvaluateAllAsync<double[]>("all => all.map(slider => Number(slider.value))");
            double[] shown = await picture.EvaluateAsync<double[]>("element => JSON.parse(element.dataset.answer)");
            var expected = new double[shown.Length];
            if (model.Task == LearningTask.Classification)
                model.PredictProbabilities<double>(row, expected);
            else
                model.PredictValues<double>(row, expected);
            Assert.All(expected.Zip(shown), pair => Assert.Equal(pair.First, pair.Second, 1e-4 * Math.Max(1, Math.Abs(pair.First))));
            await sliders.Nth(turn % row.Length).FocusAsync();
            for (int press = 0; press < 20; press++)
                await page.Page.Keyboard.PressAsync(turn == 1 ? "ArrowLeft" : "ArrowRight");
        }

        Assert.Equal(0, await page.OverflowAsync());
        Assert.Empty(page.Troubles);
    }

    [Fact]
    public async Task Points_in_space_can_be_seen_as_a_plane_of_two_axes()
    {
        (Model model, Dataset data) = Samples.Digits;
        await using ReportPage page = await ReportPage.OpenAsync(this.chromium, Report.Of(HiddenSpace.Of(model, data)));
        ILocator picture = page.Pictures.First;
        await picture.GetByText("1 · 3").ClickAsync();
        await Assertions.Expect(picture).ToHaveAttributeAsync("data-drawn", "true");
        Assert.Equal("component 3", await picture.Locator(".plot").EvaluateAsync<string>("plot => plot._fullLayout.yaxis.title.text"));
        await picture.GetByText("space").ClickAsync();
        await Assertions.Expect(picture).ToHaveAttributeAsync("data-drawn", "true");
        Assert.True(await picture.Locator(".plot").EvaluateAsync<bool>("plot => !!plot._fullLayout.scene"));
        Assert.Empty(page.Troubles);
    }

    private static async Task<double[]> ChannelsAsync(ReportPage page, string color) => Parsed(await page.Page.EvaluateAsync<string>(color));

    /// <summary>Red, green and blue of <c>#rrggbb</c> or <c>rgb(r,g,b)</c>.</summary>
    private static double[] Parsed(string color)
        => color.Trim() is ['#', .. var hex]
            ? [.. Enumerable.Range(0, 3).Select(i => (double)Convert.ToInt32(hex.Substring(2 * i, 2), 16))]
            : [.. color[(color.IndexOf('(', StringComparison.Ordinal) + 1)..color.IndexOf(')', StringComparison.Ordinal)].Split(',').Select(part => double.Parse(part, System.Globalization.CultureInfo.InvariantCulture))];

    /// <summary>The contrast of two colors as WCAG 2 has it, from 1 to 21.</summary>
    private static double Contrast(double[] one, double[] other)
    {
        double a = Luminance(one), b = Luminance(other);
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);

        static double Luminance(double[] color)
        {
            double[] linear = [.. color.Select(value => value / 255).Select(value => value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4))];
            return (0.2126 * linear[0]) + (0.7152 * linear[1]) + (0.0722 * linear[2]);
        }
    }

    /// <summary>The length of a unit on the horizontal axis as a part of that on the vertical axis.</summary>
    private static async Task<double> ScaleAsync(ReportPage page)
    {
        double[] scales = await page.Page.Locator(".plot").EvaluateAsync<double[]>(
            "plot => ['xaxis', 'yaxis'].map(name => plot._fullLayout[name]).map(axis => axis._length / Math.abs(axis.range[1] - axis.range[0]))");
        return scales[0] / scales[1];
    }

    /// <summary>The smallest size of letters in a drawing, in pixels of the screen.</summary>
    private static Task<double> SmallestTextAsync(ILocator picture) => picture.EvaluateAsync<double>("""
        element => {
          const svg = element.querySelector('.drawing svg'), scale = svg.getScreenCTM().a;
          return Math.min(...[...svg.querySelectorAll('text')].map(text => scale * parseFloat(getComputedStyle(text).fontSize)));
        }
        """);

    /// <summary>The names beside lying bars, from the lowest bar up, each with the bar that is drawn at its height.</summary>
    private static Task<string[]> TicksFromBelowAsync(ReportPage page) => page.Page.Locator(".plot").EvaluateAsync<string[]>("""
        plot => {
          const middle = element => { const box = element.getBoundingClientRect(); return box.top + box.height / 2; };
          const ticks = [...plot.querySelectorAll('.ytick')], bars = [...plot.querySelectorAll('.bars .point')];
          return bars.map(bar => ticks.reduce((a, b) => Math.abs(middle(a) - middle(bar)) < Math.abs(middle(b) - middle(bar)) ? a : b).textContent);
        }
        """);

    /// <summary>Pairs of texts whose boxes lie over each other by more than a rounding.</summary>
    private static Task<string[]> OverlapsAsync(ILocator picture) => picture.EvaluateAsync<string[]>("""
        element => {
          const texts = [...element.querySelectorAll('svg text')].filter(text => text.textContent.trim() && getComputedStyle(text).opacity !== '0' && !text.closest('.contourlabels, .hoverlayer'));
          const boxes = texts.map(text => [text.textContent, text.getBoundingClientRect()]).filter(([, box]) => box.width > 0);
          const found = [];
          for (let i = 0; i < boxes.length; i++)
            for (let j = 0; j < i; j++) {
              const [a, b] = [boxes[i][1], boxes[j][1]];
              const across = Math.min(a.right, b.right) - Math.max(a.left, b.left), down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
              if (across > 2 && down > 3) found.push(`${boxes[i][0]} | ${boxes[j][0]}`);
            }
          return found;
        }
        """);
}
