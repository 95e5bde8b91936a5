using System.Globalization;
using Nabla.Reports.Blocks;
using Nabla.Reports.Figures;

namespace Nabla.Reports.Page;

/// <summary>The page around a report's contents.</summary>
internal static class HtmlPage
{
    // The browser enforces these limits: only the page's own styles and scripts, images it draws, and no external content.
    private const string Policy =
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'";

    /// <summary>Writes the whole page.</summary>
    public static void Write(Report report, IReadOnlyList<Figure> charts, TextWriter output)
    {
        string? script = charts.Count == 0 ? null : Resources.Script(charts.Any(figure => figure.Spatial));
        var page = new PageWriter(output);
        page.Raw($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="generator" content="Nabla">
            <meta http-equiv="Content-Security-Policy" content="{Policy}">
            <link rel="icon" href="data:,">
            <title>{PageWriter.Encode(report.Title)}</title>
            <style>
            {Resources.Style}</style>
            </head>
            <body{(report.Sections.Count == 0 && report.Lead is [Picture] ? " class=\"single\"" : string.Empty)}>

            """);
        WriteMasthead(report, page);
        page.Raw("<noscript><p>JavaScript is turned off in this browser, so charts and images are not drawn. Titles, descriptions and tables are complete without it.</p></noscript>\n");
        page.Open("main");
        foreach (Section section in report.Sections)
            WriteSection(section, page, titled: section.Title != report.Title);
        page.Close("main");
        WriteFooter(page, script is not null);
        if (script is not null)
            page.Raw($"<script>{ForScriptElement(script)}</script>\n");
        page.Raw($"<script type=\"module\">\n{Resources.PageScript}</script>\n</body>\n</html>\n");
    }

    private static void WriteMasthead(Report report, PageWriter page)
    {
        page.Open("header", "masthead");
        if (report.Subject.Length > 0)
            page.Element("p", report.Subject, "subject");
        page.Element("h1", report.Title);
        foreach (Block block in report.Lead)
            block.WriteTo(page);
        page.Close("header");
        if (report.Sections.Count > 1)
        {
            page.Raw("<nav aria-label=\"Sections\">");
            foreach (Section section in report.Sections)
                page.Raw($"<a href=\"#{section.Name}\">{PageWriter.Encode(section.Title)}</a>\n");
            page.Close("nav");
        }
    }

    private static void WriteSection(Section section, PageWriter page, bool titled)
    {
        page.Raw($"<section id=\"{page.UniqueId(section.Name)}\">\n");
        if (titled)
            page.Element("h2", section.Title);
        page.Open("div", "blocks");
        foreach (Block block in WithoutOrphans(section.Blocks))
            block.WriteTo(page);
        page.Close("div");
        page.Close("section");
    }

    /// <summary>The blocks, with each one that would be alone in half a row widened to the page.</summary>
    internal static IEnumerable<Block> WithoutOrphans(IReadOnlyList<Block> blocks)
    {
        bool beside = false;
        for (int i = 0; i < blocks.Count; i++)
        {
            bool half = blocks[i].IsHalf, alone = half && !beside && !(i + 1 < blocks.Count && blocks[i + 1].IsHalf);
            yield return alone ? blocks[i].Widened() : blocks[i];
            beside = half && !alone && !beside;
        }
    }

    private static void WriteFooter(PageWriter page, bool charts)
    {
        string version = typeof(Report).Assembly.GetName().Version!.ToString(3);
        page.Open("footer");
        page.Element("p", string.Create(CultureInfo.InvariantCulture, $"Made by Nabla {version}. This page loads nothing from anywhere."));
        if (charts)
        {
            page.Raw("<details><summary>Licenses of plotly.js, which draws the charts, and of its parts</summary><pre>");
            page.Raw(PageWriter.Encode(Resources.Licenses));
            page.Raw("</pre></details>\n");
        }

        page.Close("footer");
    }

    /// <summary>A script without text that would end its element.</summary>
    private static string ForScriptElement(string script)
        => script.Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase)
            .Replace("<!--", "<\\!--", StringComparison.Ordinal);
}
