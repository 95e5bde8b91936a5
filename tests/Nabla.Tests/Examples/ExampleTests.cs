using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
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
        Assert.Equal(["output", "minimum", "speedup"], result.Keys);
        Assert.InRange(result["output"], 0.8354, 0.8355);
        Assert.Equal(2.249965, result["minimum"], 1e-6);
        Assert.True(result["speedup"] > 1, "matrices beat loops");
    }

    [Fact]
    public void Backpropagation_without_the_engine()
    {
        Dictionary<string, double> result = this.Result("backpropagation", hasPictures: false);
        Assert.Equal(["accuracy", "apart", "engine", "numeric", "speedup", "speedup_3_layers", "speedup_4_layers", "speedup_large"], result.Keys);
        Assert.InRange(result["accuracy"], 0.82, 0.92);
        Assert.InRange(result["apart"], 0, 1e-12);
        Assert.InRange(result["engine"], 0, 1e-14);
        Assert.InRange(result["numeric"], 0, 1e-8);
        Assert.True(result["speedup_large"] > result["speedup_4_layers"], "matrices gain more in larger networks");
        Assert.True(result["speedup"] > 1, "matrices beat loops");
    }

    [Fact]
    public void Backpropagation_without_the_engine_is_short_and_names_its_equations()
    {
        string[] lines = File.ReadAllLines(Path.Combine(Repository.Root, "examples", "backpropagation.cs"));
        Assert.InRange(lines.Length, 1, 140);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 170));
        foreach (string equation in (string[])["BP1", "BP2", "BP3", "BP4"])
            Assert.Equal(2, lines.Count(line => line.EndsWith("// " + equation, StringComparison.Ordinal)));
    }

    [Fact]
    public void Digits_by_gradient_descent()
    {
        Dictionary<string, double> result = this.Result("digits-gradient-descent");
        Assert.Equal(["accuracy", "cost", "seconds"], result.Keys);
        Assert.InRange(result["accuracy"], 0.82, 0.92);
        Assert.InRange(result["cost"], 0.41, 0.45); // NumPy on four splits: .4247 to .4379
        Assert.True(result["seconds"] > 0);
    }

    [Fact]
    public void Digits_by_conjugate_gradients()
    {
        Dictionary<string, double> result = this.Result("digits-conjugate-gradient");
        Assert.Equal(
            [
                "cg_cost", "cg_evaluations", "scipy_cg_cost", "scipy_cg_evaluations",
                "lbfgs_cost", "lbfgs_evaluations", "scipy_lbfgs_cost", "scipy_lbfgs_evaluations", "accuracy",
            ],
            result.Keys);
        JsonElement scipy = Fixture.Json("Optimization/digits_full_batch.json").GetProperty("rows")[0];
        foreach (string solver in (string[])["cg", "lbfgs"])
        {
            JsonElement reference = scipy.GetProperty(solver.ToUpperInvariant());
            Assert.Equal(reference.GetProperty("cost").GetDouble(), result[$"scipy_{solver}_cost"], 1e-6);
            Assert.Equal(reference.GetProperty("evaluations").GetInt32(), result[$"scipy_{solver}_evaluations"]);
            Assert.True(result[$"{solver}_cost"] <= result[$"scipy_{solver}_cost"] + 0.003, solver);
            Assert.True(result[$"{solver}_evaluations"] <= 1.05 * result[$"scipy_{solver}_evaluations"], solver);
        }

        Assert.True(result["accuracy"] >= 0.965);
    }

    [Fact]
    public void Digits_by_stochastic_gradient_descent()
    {
        Dictionary<string, double> result = this.Result("digits-sgd");
        Assert.Equal(["sigmoid_half_squared_error", "sigmoid_binary_cross_entropy", "softmax_cross_entropy", "relu", "leaky_relu"], result.Keys);
        Assert.All(result.Values, accuracy => Assert.InRange(accuracy, 0.94, 1));
    }

    [Fact]
    public void Sleep_and_study()
    {
        Dictionary<string, double> result = this.Result("sleep-study");
        Assert.Equal(["iterations", "evaluations", "cost", "gradient", "overfit_test_cost", "cured_test_cost"], result.Keys);
        Assert.InRange(result["iterations"], 1, 57);
        Assert.InRange(result["evaluations"], 1, 63);
        Assert.True(result["cost"] < 5e-7, "prints as 0.000000");
        Assert.True(result["gradient"] <= 1e-5);
        Assert.True(result["cured_test_cost"] < result["overfit_test_cost"]);
    }

    [Fact]
    public void Circles()
    {
        Dictionary<string, double> result = this.Result("circles");
        Assert.Equal(["accuracy", "cost", "gradient_error"], result.Keys);
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
    private Dictionary<string, double> Result(string example, bool hasPictures = true)
    {
        string[] lines = this.Run(example).TrimEnd().Split('\n');
        string last = lines[^1];
        string pictures = hasPictures ? Assert.Single(lines, line => line.StartsWith("pictures: ", StringComparison.Ordinal)) : "pictures: ";
        foreach (string picture in pictures["pictures: ".Length..].Split(", ").Where(part => part.EndsWith(".html", StringComparison.Ordinal)))
            Assert.Contains("<figure", File.ReadAllText(this.folder.File(picture)), StringComparison.Ordinal);
        Assert.StartsWith("result: ", last, StringComparison.Ordinal);
        return last["result: ".Length..].Split(' ').Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => double.Parse(pair[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }

    private string Run(string example, params string[] args)
    {
        SlowTests.SkipUnlessWanted();
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
