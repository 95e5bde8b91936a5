using System.Text.RegularExpressions;

namespace Nabla.Tests.Architecture;

/// <summary>The law of the house: which room may import which.</summary>
public partial class RoomTests
{
    private static readonly string[] Work = ["Descriptions", "Numerics", "Optimization", "Networks", "Data", "Metrics"];

    private static readonly Dictionary<string, string[]> MayImport = new(StringComparer.Ordinal)
    {
        ["Descriptions"] = [],
        ["Numerics"] = [],
        ["Optimization"] = ["Descriptions", "Numerics"],
        ["Networks"] = ["Descriptions", "Numerics"],
        ["Data"] = ["Descriptions", "Numerics"],
        ["Metrics"] = ["Numerics"],
        ["Training"] = Work,
        ["Models"] = [.. Work, "Training"],
        ["Inspection"] = [.. Work, "Training", "Models", "Selection"],
        ["Selection"] = [.. Work, "Training", "Models"],
    };

    [Fact]
    public void Every_folder_of_the_library_is_a_room()
        => Assert.All(
            Directory.GetDirectories(Library()).Select(Path.GetFileName).Where(name => name is not ("bin" or "obj")),
            name => Assert.Contains(name!, MayImport.Keys));

    [Fact]
    public void Rooms_import_only_what_they_may()
    {
        var wrong = new List<string>();
        foreach ((string room, string[] allowed) in MayImport)
        {
            foreach (string file in SourceFiles(Path.Combine(Library(), room)))
            {
                foreach (Match match in NablaName().Matches(File.ReadAllText(file)))
                {
                    string other = match.Groups[1].Value;
                    if (other != room && MayImport.ContainsKey(other) && !allowed.Contains(other))
                        wrong.Add($"{Path.GetRelativePath(Library(), file)} names Nabla.{other}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_file_of_a_room_is_in_its_namespace()
    {
        foreach (string room in MayImport.Keys)
        {
            foreach (string file in SourceFiles(Path.Combine(Library(), room)))
                Assert.Matches($@"(?m)^namespace Nabla\.{room};\r?$", File.ReadAllText(file));
        }
    }

    [Fact]
    public void The_library_depends_on_the_base_class_library_and_tensors_alone()
    {
        string[] allowed = ["System.Numerics.Tensors"];
        IEnumerable<string> references = typeof(Nabla.Networks.NetworkSpec).Assembly.GetReferencedAssemblies().Select(name => name.Name!);
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        Assert.All(references, name => Assert.True(allowed.Contains(name) || File.Exists(Path.Combine(runtime, name + ".dll")), name));
    }

    private static IEnumerable<string> SourceFiles(string folder)
        => Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories) : [];

    private static string Library() => Path.Combine(Repository.Root, "src", "Nabla");

    [GeneratedRegex(@"\bNabla\.([A-Z][A-Za-z]+)")]
    private static partial Regex NablaName();
}
