using System.Diagnostics;
using System.Globalization;

namespace Nabla.App.Tests.Documents;

/// <summary>The F# program of examples/, as a reader runs it.</summary>
public class FSharpTests
{
    [Fact]
    public void The_sample_trains_and_predicts()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("NABLA_SLOW_TESTS") != "1", "slow: NABLA_SLOW_TESTS=1 runs it");
        string root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Nabla.slnx")))
            root = Path.GetDirectoryName(root)!;
        var start = new ProcessStartInfo("dotnet", ["fsi", "--quiet", Path.Combine(root, "examples", "flats.fsx")]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.Result);
        string result = output.Split('\n').Last(line => line.StartsWith("result: r2=", StringComparison.Ordinal));
        Assert.InRange(double.Parse(result.Split('=')[1], CultureInfo.InvariantCulture), 0.7, 1);
    }
}
