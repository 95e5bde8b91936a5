using System.Globalization;
using System.Text;
using System.Text.Json;
using Nabla.Models;
using Nabla.Tests.Data;

namespace Nabla.Cli.Tests;

/// <summary>Every way to continue a training × every way to split: the parts stay, or it is said which rows were seen.</summary>
public sealed class ContinuingTests : IDisposable
{
    private const int Rows = 240;

    private static readonly (string Name, string Options)[] Splits =
    [
        ("usual", ""), ("sizes", "--test-size 0.2 --validation-size 0.2"), ("no test part", "--test-size 0"), ("groups", "--group site --validation-size 0.2"),
        ("time", "--split-by-time day --validation-size 0.1"), ("files", "--validation v.csv --test t.csv"), ("a test file", "--test t.csv --validation-size 0.1"),
        ("weights", "--weight w"), ("weights and files", "--weight w --validation v.csv --test t.csv"),
    ];

    private readonly TemporaryFolder folder = new();

    public ContinuingTests()
    {
        string[] rows = [.. Enumerable.Range(0, Rows).Select(Row)];
        this.Write("d.csv", rows);
        this.Write("v.csv", [.. Enumerable.Range(Rows, 40).Select(Row)]);
        this.Write("t.csv", [.. Enumerable.Range(Rows + 40, 40).Select(Row)]);
    }

    public static TheoryData<string> Names => [.. Splits.Select(split => split.Name)];

    public void Dispose() => this.folder.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public void A_run_that_continues_keeps_the_parts(string split)
    {
        string[] options = OptionsOf(split);
        this.Train("a", [.. options, "--target", "y"]);
        using JsonDocument later = this.Train("b", [.. FilesOf(options), "--from", this.Model("a")]);
        Assert.Equal(Known("a"), Known("b"));
        AssertUnseen(later, this.Load("b"));
        this.Verified("b", [.. FilesOf(options), "--from", this.Model("a")]);

        (PartHashes?, PartHashes?, PartHashes?) Known(string name) => this.Load(name).Info.Provenance is { } p ? (p.Training, p.Validation, p.Test) : default;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_run_that_is_repeated_gives_the_same_bytes(string split)
    {
        string[] options = OptionsOf(split);
        this.Train("a", [.. options, "--target", "y"]);
        this.Train("b", [.. FilesOf(options), "--like", this.Model("a")]);
        Assert.Equal(File.ReadAllBytes(this.Model("a")), File.ReadAllBytes(this.Model("b")));
        this.Verified("a", FilesOf(options));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_run_that_is_resumed_gives_the_same_bytes(string split)
    {
        string[] options = [.. OptionsOf(split), "--target", "y", "--checkpoint", this.folder.File("run"), "--checkpoint-every", "1"];
        this.Train("a", options);
        foreach (string last in Directory.GetFiles(this.folder.File("run"), "epoch-*").OrderDescending(StringComparer.Ordinal).Take(1))
            File.Delete(last);
        this.Train("b", [.. options, "--resume"]);
        Assert.Equal(File.ReadAllBytes(this.Model("a")), File.ReadAllBytes(this.Model("b")));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Other_parts_of_the_same_rows_are_called_seen(string split)
    {
        string[] options = OptionsOf(split);
        this.Train("a", [.. options, "--target", "y"]);
        using JsonDocument later = this.Train("b", [.. FilesOf(options), "--from", this.Model("a"), "--seed", "9"]);
        Model model = this.Load("b");
        bool drawn = model.Info.Split is { TestFraction: > 0, Time: null };
        Assert.Equal(drawn, model.Info.SeenTestRows > 0);
        Assert.Equal(drawn, later.RootElement.TryGetProperty("test", out JsonElement test) && test.ValueKind == JsonValueKind.Object && test.TryGetProperty("seen", out _));
    }

    [Fact]
    public void A_test_file_of_rows_that_trained_the_model_is_called_seen()
    {
        this.Train("a", "--target", "y", "--test-size", "0");
        using JsonDocument later = this.Train("b", "--from", this.Model("a"), "--test", this.folder.File("d.csv"));
        Assert.True(later.RootElement.GetProperty("test").GetProperty("seen").GetBoolean());
    }

    [Theory]
    [InlineData("--task classification", "option '--task': the model to continue from is for regression")]
    [InlineData("--ignore a", "option '--ignore': the model to continue from has column 'a' as a feature (number)")]
    [InlineData("--categorical b", "option '--categorical': the model to continue from has column 'b' as a feature (number)")]
    [InlineData("--numeric site", "option '--numeric': the model to continue from has column 'site' as a feature (category)")]
    [InlineData("--hash site", "option '--hash': the model to continue from has column 'site' as a feature (category)")]
    [InlineData("--weight b", "option '--weight': the model to continue from has column 'b' as a feature (number)")]
    public void What_is_said_of_columns_is_heard_or_refused(string options, string sentence)
    {
        this.Train("a", "--target", "y", "--ignore", "day");
        this.Train("b", "--from", this.Model("a"), "--ignore", "day", "--numeric", "b", "--categorical", "site", "--task", "regression");
        Outcome refused = CommandLine.Run(["train", this.folder.File("d.csv"), "--from", this.Model("a"), .. options.Split(' '), "--output", this.Model("c")]);
        Assert.Equal((1, $"nabla: {sentence}\n"), (refused.ExitCode, refused.Error));
        Assert.False(File.Exists(this.Model("c")));
    }

    [Fact]
    public void Weights_change_a_run_that_continues()
    {
        this.Train("a", "--target", "y", "--ignore", "w");
        this.Train("plain", "--from", this.Model("a"));
        this.Train("weighted", "--from", this.Model("a"), "--weight", "w");
        Assert.NotEqual(this.Load("plain").ParametersSha256(), this.Load("weighted").ParametersSha256());
        Assert.Equal("w", this.Load("weighted").Info.WeightColumn!.Name);
        this.Verified("weighted", "--from", this.Model("a"));
        Assert.Contains("there is no column 'w'", this.Without("w", "train", "--from", this.Model("weighted")), StringComparison.Ordinal);
        Assert.Contains("there is no column 'w'", this.Without("w", "verify", this.Model("weighted")), StringComparison.Ordinal);
        CommandLine.Succeed("evaluate", this.Model("weighted"), this.folder.File("d.csv"), "--part", "test");
    }

    private static void AssertUnseen(JsonDocument json, Model model)
    {
        Assert.Equal((0, 0), (model.Info.SeenTestRows, model.Info.SeenValidationRows));
        if (json.RootElement.TryGetProperty("test", out JsonElement test) && test.ValueKind == JsonValueKind.Object)
            Assert.False(test.TryGetProperty("seen", out _));
    }

    private static string Row(int i)
    {
        double a = Math.Sin(i * 1.7), b = Math.Cos(i * 0.9);
        return string.Create(CultureInfo.InvariantCulture, $"{a:F4},{b:F4},s{i * 7 % 30},{2020 + (i * 13 % 97 / 100.0)},{1 + (i % 5)},{(2 * a) - b + (i % 5 * 0.3):F4}");
    }

    private string[] OptionsOf(string split)
        => [.. Splits.First(one => one.Name == split).Options.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.EndsWith(".csv", StringComparison.Ordinal) ? this.folder.File(word) : word)];

    // Parts in files of their own are not in the model file, so they are named again; everything else is known.
    private static string[] FilesOf(string[] options)
        => [.. options.Zip(options.Skip(1)).Where(pair => pair.Second.EndsWith(".csv", StringComparison.Ordinal)).SelectMany(pair => (string[])[pair.First, pair.Second])];

    private void Write(string name, string[] rows) => File.WriteAllText(this.folder.File(name), new StringBuilder("a,b,site,day,w,y\n").AppendJoin('\n', rows).Append('\n').ToString());

    private string Model(string name) => this.folder.File($"{name}.safetensors");

    private Model Load(string name) => Nabla.Models.Model.Load(this.Model(name));

    private JsonDocument Train(string name, params string[] options)
        => JsonDocument.Parse(CommandLine.Succeed(["train", this.folder.File("d.csv"), "--hidden", "4", "--epochs", "4", "--json", "--output", this.Model(name), .. options]).Out);

    private void Verified(string name, params string[] options)
        => Assert.StartsWith("verified: trained again", CommandLine.Succeed(["verify", this.Model(name), this.folder.File("d.csv"), .. options]).Out, StringComparison.Ordinal);

    private string Without(string column, string command, params string[] options)
    {
        string path = this.folder.File("less.csv");
        string[][] lines = [.. File.ReadLines(this.folder.File("d.csv")).Select(line => line.Split(','))];
        int index = Array.IndexOf(lines[0], column);
        File.WriteAllLines(path, lines.Select(line => string.Join(',', line.Where((_, i) => i != index))));
        Outcome outcome = command == "train"
            ? CommandLine.Run(["train", path, .. options, "--output", this.folder.File("less.safetensors")])
            : CommandLine.Run([command, .. options, path]);
        Assert.Equal(1, outcome.ExitCode);
        return outcome.Error;
    }
}
