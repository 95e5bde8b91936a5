using System.Diagnostics;
using System.Text.Json;
using Nabla.Tests;
using Nabla.Tests.Data;

namespace Nabla.Cli.Tests.Reproducibility;

/// <summary><c>nabla doctor --machine</c>: it knows this machine's bits, and a build whose sums have another order.</summary>
public sealed class MachineTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => this.folder.Dispose();

    [Fact]
    public void This_machine_gives_the_bits()
    {
        Outcome outcome = CommandLine.Succeed("doctor", "--machine", "--threads", "2");
        Assert.Matches(@"^this machine: .*\nit multiplies matrices at .* in double, on one thread\nits results have the expected bits: all \d+ training runs have the known SHA-256", outcome.Out);
        using var json = JsonDocument.Parse(CommandLine.Succeed("doctor", "--machine", "--json").Out);
        Assert.True(json.RootElement.GetProperty("givesTheBits").GetBoolean());
        Assert.All(json.RootElement.GetProperty("runs").EnumerateArray(), run => Assert.Equal(run.GetProperty("expected").GetString(), run.GetProperty("found").GetString()));
    }

    [Fact]
    public void It_looks_at_nothing_else()
    {
        Assert.Equal("nabla: option '--machine' tests only this machine: leave out 'iris'\n", CommandLine.Run("doctor", "iris", "--machine").Error);
        Assert.Equal("nabla: option '--epochs' is for a run on data, and option '--machine' tests only this machine\n", CommandLine.Run("doctor", "--machine", "--epochs", "3").Error);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void A_build_with_another_order_of_reductions_is_caught()
    {
        SlowTests.SkipUnlessWanted();
        const string Order = "Vector256<double> four = eight.GetLower() + eight.GetUpper();";
        string library = this.CopyOfTheLibrary();
        string file = Path.Join(library, "Numerics", "Reductions", "FixedOrderSum.cs"), source = File.ReadAllText(file);
        Assert.Single(source.Split(Order)[1..]);
        File.WriteAllText(file, source.Replace(Order, $"if (eight[0] != 0) return ((((((eight[0] + eight[1]) + eight[2]) + eight[3]) + eight[4]) + eight[5]) + eight[6]) + eight[7]; {Order}", StringComparison.Ordinal));
        string bin = this.folder.File("bin");
        Run("build", library, "-c", "Release", "-o", bin, "-p:RunAnalyzers=false", "-p:TreatWarningsAsErrors=false");

        string program = this.folder.File("program");
        Directory.CreateDirectory(program);
        foreach (string part in Directory.EnumerateFiles(AppContext.BaseDirectory))
            File.Copy(part, Path.Join(program, Path.GetFileName(part)));
        File.Copy(Path.Join(bin, "Nabla.dll"), Path.Join(program, "Nabla.dll"), overwrite: true);
        (int exitCode, string output) = Start("exec", Path.Join(program, "Nabla.Cli.dll"), "doctor", "--machine");
        Assert.Equal(1, exitCode);
        Assert.Contains("its results do not have the expected bits: ", output, StringComparison.Ordinal);
        Assert.Contains("…, expected ", output, StringComparison.Ordinal);
    }

    private string CopyOfTheLibrary()
    {
        string source = Path.Join(Repository.Root, "src", "Nabla"), target = this.folder.File(Path.Join("copy", "src", "Nabla"));
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string relative = Path.GetRelativePath(source, file);
            if (relative.Split(Path.DirectorySeparatorChar)[0] is "bin" or "obj")
                continue;
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Join(target, relative))!);
            File.Copy(file, Path.Join(target, relative));
        }

        foreach (string file in (string[])["Directory.Build.props", "Directory.Packages.props", "global.json", "README.md", "LICENSE"])
            File.Copy(Path.Join(Repository.Root, file), this.folder.File(Path.Join("copy", file)));
        File.Copy(Path.Join(Repository.Root, "src", "Directory.Build.props"), this.folder.File(Path.Join("copy", "src", "Directory.Build.props")));
        return target;
    }

    private static void Run(params string[] args)
    {
        (int exitCode, string output) = Start(args);
        Assert.True(exitCode == 0, output);
    }

    private static (int ExitCode, string Output) Start(params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", args) { UseShellExecute = false, RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
