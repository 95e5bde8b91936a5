using Nabla.Tests;
using Nabla.Tests.Data;

[assembly: AssemblyFixture(typeof(Nabla.Cli.Tests.Flats))]

namespace Nabla.Cli.Tests;

/// <summary>The guide's table of flats, with numbers, categories, dates and gaps, and a model of it.</summary>
public sealed class Flats : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public Flats()
    {
        this.Model = this.folder.File("flats.safetensors");
        CommandLine.Succeed("train", File, "--target", "rent", "--ignore", "id", "--epochs", "5", "--hidden", "8", "--output", this.Model);
    }

    /// <summary>The table.</summary>
    public static string File { get; } = Path.Join(Repository.Root, "docs", "guide", "flats.csv");

    /// <summary>A regression of the rent.</summary>
    public string Model { get; }

    public void Dispose() => this.folder.Dispose();
}
