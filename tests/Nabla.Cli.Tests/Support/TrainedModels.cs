using Nabla.Tests.Data;

[assembly: AssemblyFixture(typeof(Nabla.Cli.Tests.TrainedModels))]

namespace Nabla.Cli.Tests;

/// <summary>Model files that many tests use, trained once.</summary>
public sealed class TrainedModels : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public TrainedModels()
    {
        this.Digits = this.Train("digits", "--epochs", "3");
        this.Moons = this.Train("moons", "--hidden", "4", "--output-activation", "sigmoid", "--epochs", "5");
        this.Sine = this.Train("sine", "--hidden", "4", "--activation", "tanh", "--validation-size", "0.2", "--epochs", "5");
    }

    /// <summary>Ten classes.</summary>
    public string Digits { get; }

    /// <summary>Two classes, one output.</summary>
    public string Moons { get; }

    /// <summary>A regression.</summary>
    public string Sine { get; }

    public void Dispose() => this.folder.Dispose();

    private string Train(string data, params string[] options)
    {
        string path = this.folder.File($"{data}.safetensors");
        CommandLine.Succeed(["train", data, "--output", path, .. options]);
        return path;
    }
}
