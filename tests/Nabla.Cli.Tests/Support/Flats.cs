using Nabla.Tests;
using Nabla.Tests.Data;

[assembly: AssemblyFixture(typeof(Nabla.Cli.Tests.Flats))]

namespace Nabla.Cli.Tests;

/// <summary>The guide's table of flats, with numbers, categories, dates and gaps, and a model of it.</summary>
public sealed class Flats : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Lazy<string> model;

    // Trained when a test first asks: a process that only runs command lines has no repository above it.
    public Flats() => this.model = new(this.Train);

    /// <summary>The table.</summary>
    public static string File => Path.Join(Repository.Root, "docs", "guide", "flats.csv");

    /// <summary>A regression of the rent.</summary>
    public string Model => this.model.Value;

    public void Dispose() => this.folder.Dispose();

    private string Train()
    {
        string path = this.folder.File("flats.safetensors");
        CommandLine.Succeed("train", File, "--target", "rent", "--ignore", "id", "--epochs", "5", "--hidden", "8", "--output", path);
        return path;
    }
}
