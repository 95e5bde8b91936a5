using System.Net;
using System.Text;

namespace Nabla.Reports.Page;

/// <summary>Writes HTML. What comes from data goes through <see cref="Encode"/> and nothing else.</summary>
internal sealed class PageWriter(TextWriter output)
{
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);

    /// <summary>Text as it may stand between tags or in a quoted attribute.</summary>
    public static string Encode(string text) => WebUtility.HtmlEncode(text);

    /// <summary>A name that no element has yet: the name itself, or with a number behind it.</summary>
    public string UniqueId(string name)
    {
        string id = name;
        for (int number = 2; !this.ids.Add(id); number++)
            id = Invariant($"{name}-{number}");
        return id;
    }

    /// <summary>HTML as it is.</summary>
    public void Raw(string html) => output.Write(html);

    public void Open(string tag, string? cssClass = null)
        => output.Write(cssClass is null ? $"<{tag}>" : $"<{tag} class=\"{cssClass}\">");

    public void Close(string tag) => output.Write($"</{tag}>\n");

    /// <summary>An element with text, which runs from right to left if its first letter does.</summary>
    public void Element(string tag, string text, string? cssClass = null, string? heading = null)
    {
        string attributes = cssClass is null ? string.Empty : $" class=\"{cssClass}\"";
        if (heading is not null)
            attributes += $" data-heading=\"{Encode(heading)}\"";
        output.Write($"<{tag}{attributes} dir=\"auto\">{Encode(text)}</{tag}>\n");
    }

    /// <summary>JSON for the page's script; it must have no &lt; in it.</summary>
    public void Json(ReadOnlySpan<byte> json)
    {
        output.Write("<script type=\"application/json\">");
        output.Write(Encoding.UTF8.GetString(json));
        output.Write("</script>\n");
    }
}
