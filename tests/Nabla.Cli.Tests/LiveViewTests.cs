using Nabla.Cli.Training;
using Nabla.Training;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Nabla.Cli.Tests;

/// <summary>What a person sees of a run as it goes.</summary>
public class LiveViewTests
{
    [Theory]
    [InlineData(100)]
    [InlineData(60)]
    [InlineData(30)]
    [InlineData(16)]
    public void ItFitsTheWindow(int width)
    {
        string text = Show(width, [.. Enumerable.Range(0, 41).Select(epoch => new EpochRecord(
            epoch, 2.5 * Math.Pow(0.9, epoch), 1 - Math.Pow(0.9, epoch + 1), 0.4 + Math.Pow(0.8, epoch) + (epoch * 0.01), 0.9 - Math.Pow(0.8, epoch + 1), 0.001))]);
        GoldenText.Check($"live-{width}", text);
        Assert.All(text.Split('\n'), line => Assert.True(line.Length <= width, line));
    }

    [Fact]
    public void ARegressionHasOneCurveAndNoAccuracy()
        => GoldenText.Check("live-regression", Show(80, [.. Enumerable.Range(0, 300).Select(epoch => new EpochRecord(epoch, 1 + (100.0 / (1 + (epoch * epoch))), null, null, null, 0.001))]));

    [Fact]
    public void ACurveThatIsFlatOrNotFiniteIsDrawn()
    {
        GoldenText.Check("live-flat", Show(60, [.. Enumerable.Range(0, 5).Select(epoch => new EpochRecord(epoch, 0, null, null, null, 0.001))]));
        Assert.DoesNotContain("by its logarithm", Show(60, [.. Enumerable.Range(0, 5).Select(epoch => new EpochRecord(epoch, epoch % 2 == 0 ? double.NaN : double.PositiveInfinity, null, null, null, 0.001))]), StringComparison.Ordinal);
    }

    private static string Show(int width, EpochRecord[] records)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(writer) });
        (console.Profile.Width, console.Profile.Capabilities.Unicode) = (width, true);
        IRenderable? last = null;
        var view = new LiveView(shown => last = shown, width);
        foreach (EpochRecord record in records)
            view.Report(new TrainingProgress(record.Epoch, records.Length - 1, 0, 4, record));
        console.Write(last!);
        return writer.ToString();
    }
}
