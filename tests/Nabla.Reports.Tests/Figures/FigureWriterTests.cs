using System.Buffers;
using System.Text;
using System.Text.Json;
using Nabla.Numerics;
using Nabla.Reports.Figures;

namespace Nabla.Reports.Tests.Figures;

public class FigureWriterTests
{
    [Fact]
    public void Text_cannot_leave_the_script_element()
    {
        foreach (string name in Samples.HostileNames)
        {
            string json = Json(new LineTrace(name, [0], [0]));
            Assert.DoesNotContain('<', json);
            Assert.DoesNotContain('&', json);
            Assert.Equal(name, Trace(json).GetProperty("name").GetString());
        }
    }

    [Fact]
    public void What_is_no_number_is_null()
    {
        JsonElement y = Trace(Json(new LineTrace("a", [0, 1, 2], [double.NaN, double.PositiveInfinity, 1]))).GetProperty("y");
        Assert.Equal("[null,null,1]", y.GetRawText());
    }

    [Fact]
    public void Whole_numbers_keep_their_digits_and_others_seven()
    {
        JsonElement x = Trace(Json(new LineTrace("a", [123456789, 1 / 3.0, -2.5e-10, 1e300], [0, 0, 0, 0]))).GetProperty("x");
        Assert.Equal("[123456789,0.3333333,-2.5E-10,1E+300]", x.GetRawText());
    }

    [Fact]
    public void Numbers_are_written_alike_in_every_culture()
    {
        var before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new("de-DE");
            Assert.Equal("[1.5]", Trace(Json(new LineTrace("a", [1.5], [0]))).GetProperty("x").GetRawText());
            Assert.Equal("var(--ink)/0.5", (Tint.Ink with { Opacity = 0.5 }).ToString());
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Grids_are_rows_of_numbers()
    {
        var grid = new HeatmapTrace("a", [0, 1], [0], Matrix<double>.From([[3.0, 4.0]]), ColorScale.Ink);
        Assert.Equal("[[3,4]]", Trace(Json(grid)).GetProperty("z").GetRawText());
    }

    [Fact]
    public void A_color_scale_of_classes_has_a_step_for_each()
    {
        double[] places = [.. ColorScale.Classes(3).Stops.Select(stop => stop.Place)];
        Assert.Equal([0, 1 / 3.0, 1 / 3.0, 2 / 3.0, 2 / 3.0, 1], places);
    }

    private static string Json(Trace trace)
    {
        var json = new ArrayBufferWriter<byte>();
        new Figure("figure", "Figure", "A figure.") { Traces = [trace] }.WriteData(json);
        return Encoding.UTF8.GetString(json.WrittenSpan);
    }

    private static JsonElement Trace(string json) => JsonDocument.Parse(json).RootElement.GetProperty("traces")[0];
}
