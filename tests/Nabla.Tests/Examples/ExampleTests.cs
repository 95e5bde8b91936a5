using System.Diagnostics;
using System.Globalization;
using Nabla.Tests.Data;

namespace Nabla.Tests.Examples;

/// <summary>The programs of examples/ as a reader runs them; their last lines against what the tutorials report.</summary>
[Trait("Category", "Slow")]
public sealed class ExampleTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => this.folder.Dispose();

    [Fact]
    public void Digits_in_ten_lines() => this.Run("digits");

    [Fact]
    public void Feed_forward()
    {
        Dictionary<string, double> result = this.Result("feed-forward");
        Assert.InRange(result["output"], 0.8354, 0.8355);
        Assert.Equal(2.249965, result["minimum"], 1e-6);
        Assert.True(result["speedup"] > 1, "matrices beat loops");
    }

    [Fact]
    public void Digits_by_gradient_descent()
        => Assert.InRange(this.Result("digits-gradient-descent")["accuracy"], 0.82, 0.92);

    [Fact]
    public void Digits_by_conjugate_gradients()
    {
        Dictionary<string, double> result = this.Result("digits-conjugate-gradient");
        foreach (string solver in (string[])["cg", "lbfgs"])
        {
            Assert.True(result[$"{solver}_cost"] <= result[$"scipy_{solver}_cost"] + 0.003, solver);
            Assert.True(result[$"{solver}_evaluations"] <= 1.05 * result[$"scipy_{solver}_evaluations"], solver);
        }

        Assert.True(result["accuracy"] >= 0.95);
    }

    [Fact]
    public void Digits_by_stochastic_gradient_descent()
    {
        Dictionary<string, double> result = this.Result("digits-sgd");
        Assert.Equal(["sigmoid_quadratic", "sigmoid_cross_entropy", "softmax_log_likelihood", "relu", "leaky_relu"], result.Keys);
        Assert.All(result.Values, accuracy => Assert.InRange(accuracy, 0.94, 1));
    }

    [Fact]
    public void Sleep_and_study()
    {
        Dictionary<string, double> result = this.Result("sleep-study");
        Assert.InRange(result["iterations"], 1, 200);
        Assert.True(result["cost"] < 5e-7, "prints as 0.000000");
        Assert.True(result["gradient"] <= 1e-5);
        Assert.True(result["cured_test_cost"] < result["overfit_test_cost"]);
    }

    [Fact]
    public void Circles()
    {
        Dictionary<string, double> result = this.Result("circles");
        Assert.Equal(1, result["accuracy"]);
        Assert.True(result["gradient_error"] <= 1e-7);
    }

    [Fact]
    public void Pictures_go_where_the_reader_wants_them()
    {
        string elsewhere = this.folder.File("pictures");
        Directory.CreateDirectory(elsewhere);
        this.Run("circles", elsewhere);
        Assert.Contains("circles-hidden.html", Directory.EnumerateFiles(elsewhere).Select(Path.GetFileName));
    }

    /// <summary>The numbers of a program's last line. The pictures that the line before it names are there.</summary>
    private Dictionary<string, double> Result(string example)
    {
        string[] lines = this.Run(example).TrimEnd().Split('\n');
        string last = lines[^1];
        string pictures = Assert.Single(lines, line => line.StartsWith("pictures: ", StringComparison.Ordinal));
        foreach (string picture in pictures["pictures: ".Length..].Split(", ").Where(part => part.EndsWith(".html", StringComparison.Ordinal)))
            Assert.Contains("<figure", File.ReadAllText(this.folder.File(picture)), StringComparison.Ordinal);
        Assert.StartsWith("result: ", last, StringComparison.Ordinal);
        return last["result: ".Length..].Split(' ').Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => double.Parse(pair[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }

    private string Run(string example, params string[] args)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("NABLA_SLOW_TESTS") == "1", "set NABLA_SLOW_TESTS=1");
        var start = new ProcessStartInfo("dotnet", ["run", "-c", "Release", Path.Combine(Repository.Root, "examples", example + ".cs"), .. args])
        {
            WorkingDirectory = this.folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{example}: exit code {process.ExitCode}: {output}{error.Result}");
        return output;
    }
}
