using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Nabla.Models;
using Nabla.Tests.Data;

namespace Nabla.Cli.Tests;

/// <summary><c>nabla serve</c> as a process: it answers, describes itself, loads a replaced file, and ends when it is told to.</summary>
public class ServeTests(Flats flats)
{
    private const string Flat = """{"area":64.9,"rooms":2,"district":"North","floor":1,"balcony":"yes","built":"NA","listed":"2025-12-26","heating":"gas"}""";

    [Fact]
    public async Task A_model_is_served_until_Ctrl_C()
    {
        using var nabla = new Serving(flats.Model, "http://127.0.0.1:0");
        using var client = new HttpClient { BaseAddress = new Uri(nabla.Address) };
        using HttpResponseMessage response = await Post(client, Flat);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using JsonDocument answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var row = new Dictionary<string, object?>
        {
            ["area"] = 64.9,
            ["rooms"] = 2,
            ["district"] = "North",
            ["floor"] = 1,
            ["balcony"] = "yes",
            ["built"] = null,
            ["listed"] = "2025-12-26",
            ["heating"] = "gas",
        };
        Assert.Equal(Model.Load(flats.Model).PredictValue(row), answer.RootElement.GetProperty("predictions")[0].GetDouble());
        Assert.Single(answer.RootElement.EnumerateObject());

        using JsonDocument api = JsonDocument.Parse(await client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken));
        Assert.Equal("/predict", api.RootElement.GetProperty("paths").EnumerateObject().First(path => path.Value.TryGetProperty("post", out _)).Name);
        Assert.Equal("Healthy", await client.GetStringAsync("/health", TestContext.Current.CancellationToken));
        using HttpResponseMessage bad = await Post(client, Flat.Replace("64.9", "\"large\"", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        Assert.Contains("row 0, column 'area': 'large' is not a number", JsonDocument.Parse(await bad.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, nabla.Interrupt());
    }

    [Fact]
    public async Task A_threshold_holds_in_a_service()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("m.safetensors");
        CommandLine.Succeed("train", "moons", "--epochs", "5", "--threshold", "0.99", "--output", path);
        Model model = Model.Load(path);
        Assert.True(model.PredictProbabilities(new Nabla.Numerics.Matrix<double>([1.0, -0.5], 1, 2))[0, 1] is > 0.5 and < 0.99);
        using var nabla = new Serving(path, "http://127.0.0.1:0");
        using var client = new HttpClient { BaseAddress = new Uri(nabla.Address) };
        using HttpResponseMessage response = await Post(client, """{"x":1,"y":-0.5}""");
        using JsonDocument answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(model.ClassNames[0], answer.RootElement.GetProperty("predictions")[0].GetString());
    }

    [Fact]
    public async Task It_ends_with_whoever_started_it()
    {
        using var nabla = new Serving(flats.Model, "http://127.0.0.1:0");
        nabla.Kill();
        using var client = new HttpClient { BaseAddress = new Uri(nabla.Address) };
        for (int i = 0; i < 200; i++)
        {
            try
            {
                (await client.GetAsync("/health", TestContext.Current.CancellationToken)).Dispose();
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }
            catch (HttpRequestException)
            {
                return; // nobody listens
            }
        }

        Assert.Fail("the web host still runs");
    }

    [Fact]
    public void What_cannot_be_served_is_refused_in_a_sentence()
    {
        Assert.Contains("none.safetensors'", Fail("serve", "none.safetensors"), StringComparison.Ordinal);
        Assert.Contains("option '--urls': 'https://x' is not an address such as http://127.0.0.1:5000", Fail("serve", flats.Model, "--urls", "https://x"), StringComparison.Ordinal);
        using var first = new Serving(flats.Model, "http://127.0.0.1:0");
        Outcome second = CommandProcess.Run(Path.GetTempPath(), "serve", flats.Model, "--urls", first.Address);
        Assert.Equal(1, second.ExitCode);
        Assert.Contains("the address is in use by another program: choose another with --urls", second.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", second.Error, StringComparison.Ordinal);
    }

    private static string Fail(params string[] args)
    {
        Outcome outcome = CommandLine.Run(args);
        Assert.Equal(1, outcome.ExitCode);
        return outcome.Error;
    }

    private static async Task<HttpResponseMessage> Post(HttpClient client, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        return await client.PostAsync("/predict", content, TestContext.Current.CancellationToken);
    }

    private sealed class Serving : IDisposable
    {
        private readonly Process process;

        public Serving(string model, string urls)
        {
            this.process = Process.Start(new ProcessStartInfo(CommandProcess.Launcher[0], [.. CommandProcess.Launcher[1..], "exec", Path.Join(AppContext.BaseDirectory, "Nabla.Cli.dll"), "serve", model, "--urls", urls]) { UseShellExecute = false, RedirectStandardOutput = true })!;
            string line = this.process.StandardOutput.ReadLine() ?? string.Empty;
            Assert.StartsWith("serving ", line, StringComparison.Ordinal);
            int start = line.IndexOf("http://", StringComparison.Ordinal);
            this.Address = line[start..line.IndexOf("/predict", start, StringComparison.Ordinal)];
        }

        public string Address { get; }

        public int Interrupt()
        {
            using (Process kill = Process.Start("kill", ["-INT", $"{this.process.Id}"]))
                kill.WaitForExit();
            Assert.True(this.process.WaitForExit(TimeSpan.FromMinutes(1)));
            return this.process.ExitCode;
        }

        public void Kill()
        {
            this.process.Kill();
            this.process.WaitForExit();
        }

        public void Dispose()
        {
            if (!this.process.HasExited)
                this.process.Kill(entireProcessTree: true);
            this.process.Dispose();
        }
    }
}
