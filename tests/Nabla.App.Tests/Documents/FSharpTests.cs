using System.Diagnostics;
using System.Globalization;
using Nabla.Tests;

namespace Nabla.App.Tests.Documents;

/// <summary>The F# program of examples/, as a reader runs it.</summary>
public class FSharpTests
{
    [Fact]
    public async Task The_sample_trains_and_predicts()
    {
        SlowTests.SkipUnlessWanted();
        string root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Nabla.slnx")))
            root = Path.GetDirectoryName(root)!;
        var start = new ProcessStartInfo("dotnet", ["fsi", "--quiet", Path.Combine(root, "examples", "flats.fsx")]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, await error);
        string result = output.Split('\n').Last(line => line.StartsWith("result: r2=", StringComparison.Ordinal));
        Assert.InRange(double.Parse(result.Split('=')[1], CultureInfo.InvariantCulture), 0.7, 1);
    }
}
