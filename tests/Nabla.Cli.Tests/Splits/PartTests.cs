using System.Globalization;
using System.Text;
using Nabla.Models;
using Nabla.Tests.Data;

namespace Nabla.Cli.Tests;

/// <summary>Parts by time and in files of their own; what a model keeps of its rows.</summary>
public sealed class PartTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => this.folder.Dispose();

    [Fact]
    public void The_test_part_has_the_latest_rows()
    {
        // The last forty rows are of one day, so all of them are tested on; in them the target has the other sign.
        string data = this.Written("d.csv", i => i < 60 ? $"2024-{1 + (i / 28):00}-{1 + (i % 28):00}" : "2025-01-01", i => i < 60 ? 1 : -1);
        Outcome outcome = this.Train(data, "--split-by-time", "when", "--epochs", "100");
        Assert.Matches(@"\ntest +40 ", outcome.Out);
        Model model = Model.Load(this.Saved);
        Assert.Equal("when", model.Info.Split!.Time);
        Assert.True(model.Info.Scores.Training!.RSquared > 0.5);
        Assert.True(model.Info.Scores.Test!.RSquared < 0);
        Assert.StartsWith("verified", CommandLine.Succeed("verify", this.Saved, data).Out, StringComparison.Ordinal);
        CommandLine.Succeed("evaluate", this.Saved, data, "--part", "test");
    }

    [Theory]
    [InlineData("--split-by-time name", "option '--split-by-time': column 'name' has texts, expected dates or numbers")]
    [InlineData("--split-by-time gap", "option '--split-by-time': row 3 has no value in column 'gap'")]
    [InlineData("--split-by-time whem", "there is no column 'whem': did you mean 'when'?")]
    [InlineData("--split-by-time same", "rows of too few different times cannot be split by time")]
    [InlineData("--split-by-time when --group name", "options '--group' and '--split-by-time' exclude each other")]
    [InlineData("--group nam", "there is no column 'nam': did you mean 'name'?")]
    [InlineData("--validation d.csv --validation-size 0.2", "options '--validation' and '--validation-size' exclude each other")]
    [InlineData("--test d.csv --test-size 0.2", "options '--test' and '--test-size' exclude each other")]
    [InlineData("--validation none.csv", "none.csv'")]
    [InlineData("--test less.csv", "there is no column 'a'")]
    [InlineData("--validation wrong.csv", "wrong.csv: line 3, column 'a'")]
    public void Parts_that_cannot_be_made_are_refused(string options, string sentence)
    {
        string data = this.folder.File("d.csv");
        var text = new StringBuilder("when,name,gap,same,a,y\n");
        for (int i = 0; i < 50; i++)
            text.Append(CultureInfo.InvariantCulture, $"{2000 + i},{"PQR"[i % 3]},{(i == 3 ? string.Empty : i)},7,{i * 37 % 11},{i * 37 % 11}.5\n");
        File.WriteAllText(data, text.ToString());
        File.WriteAllText(this.folder.File("less.csv"), "when,name,gap,same,y\n2000,P,1,7,1.5\n2001,Q,1,7,1.5\n");
        File.WriteAllText(this.folder.File("wrong.csv"), "when,name,gap,same,a,y\n2000,P,1,7,1,1.5\n2001,P,1,7,many,1.5\n");
        string[] words = [.. options.Split(' ').Select(word => word.EndsWith(".csv", StringComparison.Ordinal) ? this.folder.File(word) : word)];
        Outcome outcome = CommandLine.Run(["train", data, "--target", "y", "--epochs", "1", "--output", this.Saved, .. words]);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(sentence, outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(this.Saved));
    }

    [Theory]
    [InlineData("--validation")]
    [InlineData("--test")]
    public void A_part_in_a_file_is_for_files(string option)
    {
        string data = this.Written("d.csv", i => $"{i}", _ => 1);
        Outcome outcome = CommandLine.Run("train", "iris", option, data, "--output", this.Saved);
        Assert.Equal((1, $"nabla: option '{option}' is for CSV files, not for 'iris'\n"), (outcome.ExitCode, outcome.Error));
    }

    [Fact]
    public void A_validation_file_says_when_to_stop_and_verify_asks_for_it()
    {
        string data = this.Written("d.csv", i => $"{i}", _ => 1), held = this.Written("v.csv", i => $"{i + 200}", _ => -1);
        this.Train(data, "--validation", held, "--early-stopping", "--patience", "3", "--epochs", "500");
        Model model = Model.Load(this.Saved);
        Assert.True(model.Info.History[^1].Epoch < 500); // learning the other sign makes it worse at once
        Assert.NotNull(model.Info.Scores.Validation);
        Outcome without = CommandLine.Run("verify", this.Saved, data);
        Assert.Equal(1, without.ExitCode);
        Assert.Contains("the model's validation part was read from a separate file: give it with option '--validation'", without.Error, StringComparison.Ordinal);
        Assert.StartsWith("verified", CommandLine.Succeed("verify", this.Saved, data, "--validation", held).Out, StringComparison.Ordinal);
        Outcome other = CommandLine.Run("verify", this.Saved, data, "--validation", data);
        Assert.StartsWith("not verified: other data: ", other.Out, StringComparison.Ordinal);
        Assert.Contains("was read from a separate file: give that file as DATA", CommandLine.Run("evaluate", this.Saved, data, "--part", "validation").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_may_keep_nothing_of_its_rows()
    {
        string data = this.Written("d.csv", i => $"{i}", _ => 1);
        this.Train(data);
        Assert.NotNull(Model.Load(this.Saved).Rows);
        Assert.Contains("the model was trained on 75 of these 100 rows", CommandLine.Succeed("evaluate", this.Saved, data).Out, StringComparison.Ordinal);
        this.Train(data, "--no-row-memory");
        Assert.Null(Model.Load(this.Saved).Rows);
        Assert.DoesNotContain("was trained on", CommandLine.Succeed("evaluate", this.Saved, data).Out, StringComparison.Ordinal);

        // Without it, a model that continues calls other parts seen all the same: what it cannot know it does not promise.
        string later = this.folder.File("later.safetensors");
        CommandLine.Succeed("train", data, "--from", this.Saved, "--seed", "5", "--epochs", "1", "--output", later);
        Assert.Equal(25, Model.Load(later).Info.SeenTestRows);
    }

    [Fact]
    public void An_encoding_is_named_where_it_is_needed_and_used()
    {
        string data = this.folder.File("d.csv");
        string text = "place,x,y\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{(i % 2 == 0 ? "Café" : "Zürich")},{i},{i * 37 % 11}.5\n"));
        File.WriteAllText(data, text, Encoding.Latin1);
        Outcome refused = CommandLine.Run("train", data, "--target", "y", "--output", this.Saved);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("line 2", refused.Error, StringComparison.Ordinal);
        Assert.Contains("--encoding", refused.Error, StringComparison.Ordinal);
        CommandLine.Succeed("train", data, "--target", "y", "--encoding", "latin-1", "--epochs", "1", "--output", this.Saved);
        Assert.Equal(["Café", "Zürich"], Model.Load(this.Saved).Preprocessor.Schema.Columns[0].Levels.Order(StringComparer.Ordinal));
        Assert.Equal(41, CommandLine.Succeed("predict", this.Saved, data, "--encoding", "windows-1252").Lines.Length);
        Assert.Equal(1, CommandLine.Run("predict", this.Saved, data).ExitCode);
        Assert.Contains("'klingon' is not the name of an encoding", CommandLine.Run("predict", this.Saved, data, "--encoding", "klingon").Error, StringComparison.Ordinal);
    }

    private string Saved => this.folder.File("m.safetensors");

    private Outcome Train(string data, params string[] options)
        => CommandLine.Succeed(["train", data, "--target", "y", "--output", this.Saved, .. options, .. options.Contains("--epochs") ? Array.Empty<string>() : ["--epochs", "2"]]);

    private string Written(string name, Func<int, string> when, Func<int, int> sign)
    {
        var text = new StringBuilder("when,a,y\n");
        for (int i = 0; i < 100; i++)
            text.Append(CultureInfo.InvariantCulture, $"{when(i)},{Math.Sin(i * 1.3):F4},{sign(i) * (Math.Sin(i * 1.3) + (0.01 * Math.Sin(i))):F5}\n");
        File.WriteAllText(this.folder.File(name), text.ToString());
        return this.folder.File(name);
    }
}
