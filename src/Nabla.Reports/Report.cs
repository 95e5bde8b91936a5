using System.Text;
using Nabla.Models;
using Nabla.Reports.Blocks;
using Nabla.Reports.Figures;
using Nabla.Reports.Page;

namespace Nabla.Reports;

/// <summary>
/// Results as one HTML file without external content; the same report gives the same bytes. A report is a list of sections, to which you can add and
/// from which you can remove any.
/// </summary>
/// <param name="Title">The main message in one sentence.</param>
public sealed record Report(string Title)
{
    /// <summary>The subject of the report, a word or two above the title.</summary>
    public string Subject { get; init; } = string.Empty;

    /// <summary>Blocks below the title.</summary>
    public IReadOnlyList<Block> Lead { get; init; } = [];

    /// <summary>The sections, in order.</summary>
    public IReadOnlyList<Section> Sections { get; init; } = [];

    /// <summary>Whether the library was built with the chart library; without it, a report with charts cannot be written.</summary>
    public static bool CanDrawCharts => Resources.HasScripts;

    private IEnumerable<Block> Blocks => [.. this.Lead, .. this.Sections.SelectMany(section => section.Blocks)];

    /// <summary>A page with a single picture.</summary>
    public static Report Of(Picture picture)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return new Report(picture.Title) { Lead = [picture with { Half = false }] };
    }

    /// <summary>The report with a section appended.</summary>
    public Report With(Section section) => this with { Sections = [.. this.Sections, section] };

    /// <summary>Writes the report to a file, which appears only when it is complete.</summary>
    /// <exception cref="InvalidOperationException">The report has charts, and the library was built without the chart library.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string path)
    {
        byte[] html = Encoding.UTF8.GetBytes(this.ToHtml());
        AtomicFile.Write(path, stream => stream.Write(html));
    }

    /// <summary>The report as an HTML page.</summary>
    /// <exception cref="InvalidOperationException">The report has charts, and the library was built without the chart library.</exception>
    public string ToHtml()
    {
        var text = new StringWriter(new StringBuilder());
        HtmlPage.Write(this, [.. this.Blocks.OfType<Figure>()], text);
        return text.ToString();
    }
}
