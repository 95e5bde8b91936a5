using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Nabla.Numerics;

namespace Nabla.Reports.Figures;

/// <summary>
/// Writes figures as JSON that is safe inside HTML: the writer's default encoding escapes &lt;, &gt;, &amp; and quotes in strings. Numbers have seven
/// digits, more than is visible in a picture.
/// </summary>
internal sealed class FigureWriter(IBufferWriter<byte> output) : IDisposable
{
    private static readonly string[] Shapes = ["circle", "diamond", "square", "cross"];

    private readonly Utf8JsonWriter json = new(output);

    /// <summary>Writes a complete figure.</summary>
    public void Write(Figure figure)
    {
        this.json.WriteStartObject();
        this.Text("name", figure.Name);
        this.Number("viewAngle", figure.ViewAngle);
        this.Flag("offersPlanes", figure.OffersPlanes);
        this.Axis("x", figure.X);
        this.Axis("y", figure.Y);
        if (figure.Z is { } z)
            this.Axis("z", z);
        this.json.WriteStartArray("traces");
        for (int i = 0; i < figure.Traces.Count; i++)
            this.Trace(figure.Traces[i], i);
        this.json.WriteEndArray();
        this.json.WriteStartArray("marks");
        foreach (Mark mark in figure.Marks)
        {
            this.json.WriteStartObject();
            this.Number("x", mark.X);
            this.Text("label", mark.Label);
            this.json.WriteEndObject();
        }

        this.json.WriteEndArray();
        this.json.WriteEndObject();
    }

    public void Open(string name) => this.json.WriteStartObject(name);

    public void Close() => this.json.WriteEndObject();

    public void Text(string name, string value) => this.json.WriteString(name, value);

    public void Boolean(string name, bool value) => this.json.WriteBoolean(name, value);

    public void Tint(string name, Tint tint) => this.json.WriteString(name, tint.ToString());

    public void Number(string name, double value)
    {
        this.json.WritePropertyName(name);
        this.Number(value);
    }

    public void Numbers(string name, IReadOnlyList<double> values)
    {
        this.json.WriteStartArray(name);
        foreach (double value in values)
            this.Number(value);
        this.json.WriteEndArray();
    }

    public void Texts(string name, IReadOnlyList<string> values)
    {
        this.json.WriteStartArray(name);
        foreach (string value in values)
            this.json.WriteStringValue(value);
        this.json.WriteEndArray();
    }

    public void Grid(string name, Matrix<double> values)
    {
        this.json.WriteStartArray(name);
        for (int row = 0; row < values.Rows; row++)
        {
            this.json.WriteStartArray();
            foreach (double value in values.Row(row))
                this.Number(value);
            this.json.WriteEndArray();
        }

        this.json.WriteEndArray();
    }

    public void ColorScale(string name, ColorScale scale)
    {
        this.json.WriteStartArray(name);
        foreach ((double place, Tint tint) in scale.Stops)
        {
            this.json.WriteStartArray();
            this.Number(place);
            this.json.WriteStringValue(tint.ToString());
            this.json.WriteEndArray();
        }

        this.json.WriteEndArray();
    }

    /// <summary>Writes the row numbers of points, shown on hover.</summary>
    public void Rows(IReadOnlyList<double>? rows)
    {
        if (rows is not null)
            this.Numbers("customdata", rows);
    }

    /// <summary>Writes the style of points: with a rim if there are few, paler if there are many.</summary>
    public void Marker(Tint tint, double size, bool many, int shape = 0, IReadOnlyList<double>? sizes = null)
    {
        this.Open("marker");
        if (sizes is { Count: > 0 })
            this.Numbers("size", sizes);
        else
            this.Number("size", size);
        this.Tint("color", tint);
        this.Number("opacity", many ? 0.6 : 0.9);
        if (shape > 0)
            this.Text("symbol", Shapes[shape % Shapes.Length]);
        if (!many)
        {
            this.Open("line");
            this.Number("width", 1);
            this.Tint("color", Figures.Tint.Paper);
            this.Close();
        }

        this.Close();
    }

    public void Dispose() => this.json.Dispose();

    private void Trace(Trace trace, int index)
    {
        this.json.WriteStartObject();
        this.Text("name", trace.Name);
        this.Boolean("isData", trace.IsData);
        if (trace.Name.Length == 0)
            this.Boolean("showlegend", false);
        trace.WriteMembers(this, trace.Color ?? Figures.Tint.Series(index));
        this.json.WriteEndObject();
    }

    private void Axis(string name, Axis axis)
    {
        this.Open(name);
        this.Text("title", axis.Title);
        if (axis.Range is var (from, to))
            this.Numbers("range", [from, to]);
        this.Flag("log", axis.Logarithmic);
        this.Flag("offersLog", axis.OffersLogarithmic);
        this.Flag("categories", axis.Categories);
        this.Flag("zero", axis.IncludesZero);
        this.Flag("hidden", axis.Hidden);
        this.Flag("sameScale", axis.SameScale);
        this.Flag("whole", axis.Whole);
        if (axis.Names.Count > 0)
            this.Texts("names", axis.Names);
        if (axis.Format is { } format)
            this.Text("format", format);
        this.Close();
    }

    private void Flag(string name, bool value)
    {
        if (value)
            this.Boolean(name, value);
    }

    private void Number(double value)
    {
        if (!double.IsFinite(value))
        {
            this.json.WriteNullValue();
            return;
        }

        // Integers, such as row numbers, keep all their digits.
        Span<byte> text = stackalloc byte[32];
        string format = Math.Abs(value) < 1e15 && value == Math.Floor(value) ? "F0" : "G7";
        value.TryFormat(text, out int length, format, CultureInfo.InvariantCulture);
        this.json.WriteRawValue(text[..length], skipInputValidation: true);
    }
}
