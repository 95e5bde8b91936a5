using System.Text;

namespace Nabla.Reports.Page;

/// <summary>The page's styles and scripts, embedded in the library.</summary>
internal static class Resources
{
    private static readonly string[] ScriptParts = ["colors", "layout", "charts", "images", "data", "confusion", "whatif", "planes", "tools", "page"];

    /// <summary>Whether the chart library is available.</summary>
    public static bool HasScripts => typeof(Resources).Assembly.GetManifestResourceInfo("charts/spatial.js") is not null;

    /// <summary>The chart library as a script: the large one, with charts in space, or the small one.</summary>
    /// <exception cref="InvalidOperationException">The library was built without it.</exception>
    public static string Script(bool spatial) => Find(spatial ? "charts/spatial.js" : "charts/flat.js")
        ?? throw new InvalidOperationException(
            "this build of Nabla.Reports has no charts: build it again with Node 20 or later and npm, with access to npm's registry");

    /// <summary>The licenses of the script's contents.</summary>
    public static string Licenses => Find("charts/spatial.licenses.md") ?? string.Empty;

    /// <summary>The style of the page.</summary>
    public static string Style => Find("report.css")!;

    /// <summary>The script of the page, a module.</summary>
    public static string PageScript => string.Join('\n', ScriptParts.Select(name => Find(name + ".js")!));

    private static string? Find(string name)
    {
        using Stream? stream = typeof(Resources).Assembly.GetManifestResourceStream(name);
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
