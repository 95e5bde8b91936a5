using System.Net;
using System.Text;

namespace Nabla.Reports.Page;

/// <summary>Writes HTML. All text from data is encoded by <see cref="Encode"/>.</summary>
internal sealed class PageWriter(TextWriter output)
{
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);

    /// <summary>Encodes text for use between tags or in a quoted attribute.</summary>
    public static string Encode(string text) => WebUtility.HtmlEncode(text);

    /// <summary>A name that is unique among elements: the name itself, or with a number appended.</summary>
    public string UniqueId(string name)
    {
        string id = name;
        for (int number = 2; !this.ids.Add(id); number++)
            id = Invariant($"{name}-{number}");
        return id;
    }

    /// <summary>Writes HTML unchanged.</summary>
    public void Raw(string html) => output.Write(html);

    public void Open(string tag, string? cssClass = null)
        => output.Write(cssClass is null ? $"<{tag}>" : $"<{tag} class=\"{cssClass}\">");

    public void Close(string tag) => output.Write($"</{tag}>\n");

    /// <summary>Writes an element with text, right to left if its first letter requires it.</summary>
    public void Element(string tag, string text, string? cssClass = null, string? heading = null)
    {
        string attributes = cssClass is null ? string.Empty : $" class=\"{cssClass}\"";
        if (heading is not null)
            attributes += $" data-heading=\"{Encode(heading)}\"";
        output.Write($"<{tag}{attributes} dir=\"auto\">{Encode(text)}</{tag}>\n");
    }

    /// <summary>Writes JSON for the page's script; it must not contain &lt;.</summary>
    public void Json(ReadOnlySpan<byte> json)
    {
        output.Write("<script type=\"application/json\">");
        output.Write(Encoding.UTF8.GetString(json));
        output.Write("</script>\n");
    }
}
