using System.Text.Json;
using Nabla.Tests.Data;

namespace Nabla.Cli.Tests;

public sealed class VerifyTests(TrainedModels models) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => this.folder.Dispose();

    [Fact]
    public void A_model_is_proved_by_its_data()
    {
        Assert.Equal("verified: trained again on 1,348 rows of digits, the model is the same to the last bit\n", CommandLine.Succeed("verify", models.Digits, "digits").Out);
        Assert.StartsWith("verified: trained again on", CommandLine.Succeed("verify", models.Sine, "sine", "--threads", "1").Out, StringComparison.Ordinal);
        Assert.StartsWith("verified: the hashes of data", CommandLine.Succeed("verify", models.Moons, "moons", "--quick").Out, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(CommandLine.Succeed("verify", models.Moons, "moons", "--json").Out);
        Assert.True(json.RootElement.GetProperty("verified").GetBoolean());
    }

    [Fact]
    public void Other_rows_are_told()
    {
        Assert.Equal("other data: moons has 150 rows, the model's data had 200", Refused("verify", models.Moons, "moons", "--rows", "150"));
        Assert.StartsWith("other data: column 'x' and 1 more of the training part of moons differ in all rows", Refused("verify", models.Moons, "moons", "--seed", "7", "--quick"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_is_proved_wherever_its_file_is_and_a_changed_cell_is_told()
    {
        string model = this.folder.File("flats.safetensors"), copy = this.folder.File("copy.csv");
        CommandLine.Succeed("train", Flats.File, "--target", "rent", "--ignore", "id", "--validation-size", "0.2", "--epochs", "3", "--output", model);
        string[] lines = File.ReadAllLines(Flats.File);
        File.WriteAllLines(copy, lines);
        Assert.StartsWith("verified: trained again on", CommandLine.Succeed("verify", model, copy).Out, StringComparison.Ordinal);

        int row = Array.FindIndex(lines, line => line.Contains(",West,", StringComparison.Ordinal));
        lines[row] = lines[row].Replace(",West,", ",North,", StringComparison.Ordinal);
        File.WriteAllLines(copy, lines);
        string told = Refused("verify", model, copy);
        Assert.StartsWith("other data: column 'district' of the ", told, StringComparison.Ordinal);
        Assert.Contains(" part of copy differs in its rows ", told, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_went_on_from_another_is_proved_with_it()
    {
        string later = this.folder.File("later.safetensors");
        CommandLine.Succeed("train", "moons", "--from", models.Moons, "--epochs", "2", "--output", later);
        Assert.Equal("the training continued from another model, which is needed to verify this one", Refused("verify", later, "moons"));
        Assert.StartsWith("verified: trained again", CommandLine.Succeed("verify", later, "moons", "--from", models.Moons).Out, StringComparison.Ordinal);
        Assert.Equal("the training did not continue from the model that is given", Refused("verify", later, "moons", "--from", later));
        Outcome anew = CommandLine.Run("verify", models.Moons, "moons", "--from", later);
        Assert.Equal((1, "nabla: a model to continue from is given, but the training did not continue from another model\n"), (anew.ExitCode, anew.Error));
    }

    [Fact]
    public void A_run_that_the_clock_ended_says_so_in_its_file()
    {
        string model = this.folder.File("m.safetensors");
        CommandLine.Succeed("train", "digits", "--time-budget", "0.001", "--epochs", "100000", "--output", model);
        Assert.Contains("verifiable   no: time limit reached", CommandLine.Succeed("inspect", model).Out, StringComparison.Ordinal);
        Assert.StartsWith("the model cannot be verified: its run ended early", Refused("verify", model, "digits"), StringComparison.Ordinal);
    }

    private static string Refused(params string[] args)
    {
        Outcome outcome = CommandLine.Run(args);
        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith("not verified: ", outcome.Out, StringComparison.Ordinal);
        return outcome.Out["not verified: ".Length..].TrimEnd('\n');
    }
}
