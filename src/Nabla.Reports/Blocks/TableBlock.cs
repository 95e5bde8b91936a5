using System.Globalization;
using System.Text.Json;
using Nabla.Reports.Page;

namespace Nabla.Reports.Blocks;

/// <summary>A table of texts and numbers with column headings.</summary>
/// <param name="Headings">A heading for each column.</param>
/// <param name="Rows">The rows, each with a cell for each column.</param>
public sealed record TableBlock(IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<string>> Rows) : Block
{
    /// <summary>Whether it may be placed next to a picture in a wide window; false by default.</summary>
    public bool Half { get; init; }

    /// <summary>
    /// Whether each row becomes a block with the headings before its cells in a narrow window, which suits sentences; false by default.
    /// </summary>
    public bool Stacks { get; init; }

    internal override bool IsHalf => this.Half;

    internal override Block Widened() => this with { Half = false };

    internal override void WriteTo(PageWriter page)
    {
        page.Open("div", (this.Half ? "scroll" : "scroll full") + (this.Stacks ? " stacks" : string.Empty));
        page.Open("table");
        page.Open("thead");
        this.WriteRow(page, "th", this.Headings);
        page.Close("thead");
        page.Open("tbody");
        foreach (IReadOnlyList<string> row in this.Rows)
            this.WriteRow(page, "td", row);
        page.Close("tbody");
        page.Close("table");
        page.Close("div");
    }

    /// <summary>Writes a member "table" of an object: headings and rows.</summary>
    internal void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject("table");
        WriteTexts(json, "headings", this.Headings);
        json.WriteStartArray("rows");
        foreach (IReadOnlyList<string> row in this.Rows)
            WriteTexts(json, null, row);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string? name, IReadOnlyList<string> texts)
    {
        if (name is not null)
            json.WritePropertyName(name);
        json.WriteStartArray();
        foreach (string text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static bool IsNumber(string text) => double.TryParse(text.TrimEnd('%', '\u00a0').Replace('−', '-'), CultureInfo.InvariantCulture, out _);

    private void WriteRow(PageWriter page, string cell, IReadOnlyList<string> texts)
    {
        page.Open("tr");
        for (int i = 0; i < texts.Count; i++)
        {
            bool numbers = this.Rows.Count > 0 && this.Rows.All(row => IsNumber(row[i]));
            page.Element(cell, texts[i], numbers ? "number" : null, this.Stacks && cell == "td" ? this.Headings[i] : null);
        }

        page.Close("tr");
    }
}
