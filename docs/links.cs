#:property RunAnalyzersDuringBuild=false
// Every link inside a folder of HTML pages leads to a file, and to a place in it:  dotnet run docs/links.cs FOLDER
using System.Net;
using System.Text.RegularExpressions;

string root = Path.GetFullPath(args[0]);
string[] pages = Directory.GetFiles(root, "*.html", SearchOption.AllDirectories);
var places = new Dictionary<string, HashSet<string>>();
int links = 0, dead = 0;
foreach (string page in pages)
{
    foreach (Match match in Regex.Matches(File.ReadAllText(page), "(?:href|src)=\"([^\"]*)\""))
    {
        string link = WebUtility.HtmlDecode(match.Groups[1].Value);
        if (link.Length == 0 || Regex.IsMatch(link, "^([a-z]+:|//)"))
            continue;
        links++;
        string[] parts = link.Split('#', 2);
        string path = parts[0].Split('?')[0];
        string target = path.Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, Uri.UnescapeDataString(path)));
        if (Directory.Exists(target))
            target = Path.Combine(target, "index.html");
        if (!File.Exists(target))
            Report(page, link, "no such file");
        else if (parts.Length == 2 && parts[1].Length > 0 && target.EndsWith(".html", StringComparison.Ordinal) && !Places(target).Contains(Uri.UnescapeDataString(parts[1])))
            Report(page, link, "no such place in the page");
    }
}

Console.WriteLine($"{links} links on {pages.Length} pages, {dead} dead");
return dead == 0 && links > 0 ? 0 : 1;

HashSet<string> Places(string page)
{
    if (!places.TryGetValue(page, out HashSet<string>? found))
    {
        found = [.. Regex.Matches(File.ReadAllText(page), "(?:id|name)=\"([^\"]*)\"").Select(match => WebUtility.HtmlDecode(match.Groups[1].Value))];
        places[page] = found;
    }

    return found;
}

void Report(string page, string link, string what)
{
    dead++;
    Console.WriteLine($"{Path.GetRelativePath(root, page)}: {link}: {what}");
}
