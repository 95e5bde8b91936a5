using System.Reflection;

namespace Nabla.Web.Studio;

/// <summary>The files of the page, embedded in this program: no files are served from disk.</summary>
internal static class StudioPage
{
    private const string Prefix = "page/";

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".md"] = "text/plain; charset=utf-8",
    };

    private static readonly Dictionary<string, byte[]> Files = Read();

    /// <summary>Whether this build contains the page.</summary>
    public static bool IsThere => Files.ContainsKey("index.html");

    /// <summary>Finds a file by its exact name; the page itself for an empty name.</summary>
    /// <returns>Null if there is no such file.</returns>
    public static (byte[] Bytes, string Type)? Find(string name)
    {
        name = name.Length == 0 ? "index.html" : name;
        if (name == "host.json")
            return ("""{"host":"socket"}"""u8.ToArray(), "application/json");
        return Files.TryGetValue(name, out byte[]? bytes) ? (bytes, Types.GetValueOrDefault(Path.GetExtension(name), "application/octet-stream")) : null;
    }

    private static Dictionary<string, byte[]> Read()
    {
        Assembly assembly = typeof(StudioPage).Assembly;
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (string name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using Stream stream = assembly.GetManifestResourceStream(name)!;
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            files.Add(name[Prefix.Length..], copy.ToArray());
        }

        return files;
    }
}
