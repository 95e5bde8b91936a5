using System.Text.RegularExpressions;
using Nabla.Tests;

namespace Nabla.Cli.Tests;

/// <summary>
/// What a person sees, held by files in Golden. Run the tests with NABLA_UPDATE_GOLDEN=1 to write the files anew, and read what changed.
/// </summary>
internal static partial class GoldenText
{
    private static readonly bool Update = Environment.GetEnvironmentVariable("NABLA_UPDATE_GOLDEN") is "1";

    /// <summary>Compares a text, with what differs from run to run masked, to the file of a name.</summary>
    public static void Check(string name, string text)
    {
        string path = Path.Join(Repository.Root, "tests", "Nabla.Cli.Tests", "Golden", $"{name}.txt");
        string masked = Versions().Replace(Digests().Replace(Sizes().Replace(Durations().Replace(text, "TIME"), "N bytes"), "SHA-256 …"), "Nabla VERSION");
        if (Update)
            File.WriteAllText(path, masked);
        Assert.True(File.Exists(path), $"{path} is missing: run the tests with NABLA_UPDATE_GOLDEN=1");
        Assert.Equal(File.ReadAllText(path), masked);
    }

    [GeneratedRegex(@"\b[0-9.]+ (s|min|h)\b")]
    private static partial Regex Durations();

    [GeneratedRegex(@"Nabla \d+\.\d+\.\d+")]
    private static partial Regex Versions();

    [GeneratedRegex(@"[0-9,]+ bytes")]
    private static partial Regex Sizes();

    [GeneratedRegex("SHA-256 [0-9a-f]+…")]
    private static partial Regex Digests();
}
