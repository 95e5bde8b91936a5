using System.Text;
using System.Text.Json;
using Nabla.Data;
using Nabla.Tests.Data;

namespace Nabla.Cli.Tests;

/// <summary>What went wrong in other programs, each test named after it: the command line gets it right.</summary>
public sealed class PublicReportTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => this.folder.Dispose();

    // scikit-learn/scikit-learn#14034: with a warm start, rows that were trained on become validation rows.
    // openml/openml-python#210: a warm start made the score of cross-validation leap from .88 to .996.
    [Fact]
    public void A_warm_start_scores_rows_that_it_was_trained_on()
    {
        string data = this.Noise(200), first = this.folder.File("a.safetensors"), second = this.folder.File("b.safetensors");
        this.Train(data, "--epochs", "60", "--hidden", "64", "--seed", "2", "--output", first);
        using JsonDocument same = this.Train(data, "--from", first, "--epochs", "5", "--output", second);
        JsonElement test = same.RootElement.GetProperty("test");
        Assert.False(test.TryGetProperty("seen", out _));
        Assert.InRange(test.GetProperty("accuracy").GetDouble(), 0.2, 0.75);

        foreach (string[] other in (string[][])[["--seed", "3"], ["--test-size", "0.4"]])
        {
            using JsonDocument parts = this.Train([data, "--from", first, "--epochs", "5", "--output", second, .. other]);
            Assert.True(parts.RootElement.GetProperty("test").GetProperty("seen").GetBoolean(), string.Join(' ', other));
        }

        // The test part is drawn first, so a validation part leaves it as it was; but its own rows were trained on.
        using JsonDocument held = this.Train(data, "--from", first, "--epochs", "5", "--output", second, "--validation-size", "0.2");
        Assert.False(held.RootElement.GetProperty("test").TryGetProperty("seen", out _));
        Assert.True(held.RootElement.GetProperty("validation").GetProperty("seen").GetBoolean());
    }

    // The same by files: a test part that is the training data, or shares rows with it.
    [Theory]
    [InlineData(100, 100)]
    [InlineData(30, 30)]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    public void A_file_of_test_rows_has_rows_that_are_trained_on(int shared, int seen)
    {
        string[] lines = File.ReadAllLines(this.Noise(200));
        string training = this.Written("train.csv", string.Join('\n', lines[..101])), test = this.Written("test.csv", string.Join('\n', [lines[0], .. lines[(101 - shared)..(201 - shared)]]));
        string model = this.folder.File("m.safetensors"), second = this.folder.File("second.safetensors");
        using JsonDocument json = this.Train(training, "--test", test, "--epochs", "5", "--output", model);
        Assert.Equal(seen > 0, json.RootElement.GetProperty("test").TryGetProperty("seenRows", out JsonElement rows));
        if (seen > 0)
            Assert.Equal(seen, rows.GetInt32());
        using JsonDocument further = this.Train(training, "--from", model, "--test", test, "--epochs", "5", "--output", second);
        Assert.Equal(seen > 0, further.RootElement.GetProperty("test").TryGetProperty("seen", out _));

        // The rows of the first run as the test part of the second.
        using JsonDocument swapped = this.Train(test, "--from", model, "--test", training, "--epochs", "5", "--output", second);
        Assert.True(swapped.RootElement.GetProperty("test").GetProperty("seen").GetBoolean());
    }

    [Fact]
    public void A_file_that_was_trained_on_is_judged_as_if_it_were_new()
    {
        string data = this.Noise(100), model = this.folder.File("m.safetensors");
        this.Train(data, "--epochs", "5", "--output", model);
        using JsonDocument all = JsonDocument.Parse(CommandLine.Succeed("evaluate", model, data, "--json").Out);
        Assert.Equal(75, all.RootElement.GetProperty("test").GetProperty("seenRows").GetInt32());
        using JsonDocument test = JsonDocument.Parse(CommandLine.Succeed("evaluate", model, data, "--part", "test", "--json").Out);
        Assert.False(test.RootElement.GetProperty("test").TryGetProperty("seen", out _));
        Assert.Contains("the model was trained on 75 of these 100 rows: these scores do not show how good it is on new rows\n", CommandLine.Succeed("evaluate", model, data).Out, StringComparison.Ordinal);
    }

    // scikit-learn/scikit-learn#9193 and tidymodels/parsnip#471: no split and no early stopping that keeps a customer's rows together.
    [Fact]
    public void Rows_of_one_customer_are_in_several_parts()
    {
        // What a row says is only whose it is: with its customer in both parts it is known by heart, else not at all.
        string data = this.folder.File("grouped.csv");
        var text = new StringBuilder("customer,a,b,y\n");
        for (int row = 0; row < 400; row++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"c{row / 8},{row / 8 * 37 % 50},{row / 8 * 17 % 50},{(row / 8 * 7919 % 11 < 5 ? "yes" : "no")}\n");
        File.WriteAllText(data, text.ToString());
        string model = this.folder.File("m.safetensors");
        using JsonDocument trained = JsonDocument.Parse(CommandLine.Succeed("train", data, "--target", "y", "--group", "customer", "--epochs", "30", "--output", model, "--json").Out);
        Assert.Equal(0, trained.RootElement.GetProperty("split").GetProperty("test").GetInt32() % 8);
        Assert.Equal(2, trained.RootElement.GetProperty("data").GetProperty("features").GetInt32());
        CommandLine.Succeed("evaluate", model, data, "--part", "test");
        CommandLine.Succeed("predict", model, data);
        Assert.Contains("'customer' has 50 values", CommandLine.Succeed("doctor", data, "--target", "y", "--epochs", "2").Out, StringComparison.Ordinal);
    }

    // pandas-dev/pandas#37895, #14301, #19402, #25847: day and month change places in the middle of a column.
    [Fact]
    public void Day_and_month_change_places_in_the_middle_of_a_column()
    {
        string data = this.Written("d.csv", "when,x,y\n" + Rows(40, row => $"{(row % 28) + 1:00}/{(row % 12) + 1:00}/2018,{row},{row % 7}.5"));
        Outcome outcome = CommandLine.Succeed("train", data, "--target", "y", "--epochs", "1", "--output", this.folder.File("m.safetensors"));
        Assert.Contains("is read as 2018-", outcome.Error, StringComparison.Ordinal);
        Assert.Contains(", the day first\n", outcome.Error, StringComparison.Ordinal);
    }

    // tidyverse/readr#799, pandas-dev/pandas#22584: thousands separators make texts of numbers, far behind the rows that the kind was guessed from.
    [Fact]
    public void Thousands_separators_make_texts_of_numbers()
    {
        string data = this.Written("t.csv", "income,x\n" + Rows(60, row => $"\"{row * 137:N0}\",{row}"));
        Assert.Contains("task: regression", CommandLine.Succeed("train", data, "--target", "income", "--epochs", "1", "--output", this.folder.File("m.safetensors")).Error, StringComparison.Ordinal);
    }

    // autogluon/autogluon#370: columns of identifiers are learned from unless somebody thinks of naming them.
    [Theory]
    [InlineData("Id")]
    [InlineData("RowNumber")]
    [InlineData("instant")]
    [InlineData("PassengerId")]
    [InlineData("customer_id")]
    [InlineData("")]
    public void Identifiers_are_learned_from(string name)
    {
        string data = this.Written("i.csv", $"{name},x,y\n" + Rows(40, row => $"{row + 1},{row * 7 % 5},{row % 2}"));
        Outcome outcome = CommandLine.Succeed("train", data, "--target", "y", "--epochs", "1", "--output", this.folder.File("m.safetensors"));
        Assert.Contains("its numbers only identify rows", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("(1 feature, 2 classes)", outcome.Error, StringComparison.Ordinal);
    }

    // dotnet/machinelearning#1980: a missing number is read as 0, so that nothing knows that it was missing.
    [Fact]
    public void A_missing_number_is_read_as_zero()
    {
        string data = this.Written("g.csv", "age,y\n" + Rows(40, row => row % 4 == 0 ? $",{row % 2}" : $"{row},{row % 2}"));
        Outcome inspected = CommandLine.Succeed("train", data, "--target", "y", "--epochs", "1", "--output", this.folder.File("m.safetensors"));
        Assert.Equal(0, inspected.ExitCode);
        Assert.Contains("and marked", CommandLine.Succeed("inspect", this.folder.File("m.safetensors")).Out, StringComparison.Ordinal);
    }

    // dotnet/machinelearning-modelbuilder#74: files without names cannot be used, or lose their first row.
    [Fact]
    public void A_file_without_names_loses_its_first_row()
    {
        string data = this.Written("n.csv", Rows(40, row => $"{row},{row * 3},{row % 2}"));
        Assert.Contains("40 rows", CommandLine.Succeed("train", data, "--target", "column_3", "--epochs", "1", "--output", this.folder.File("m.safetensors")).Error, StringComparison.Ordinal);
    }

    // lightgbm-org/LightGBM#4102, dmlc/xgboost#8357, #2857, #10748: other predictions where columns stand in another order.
    [Fact]
    public void Columns_in_another_order_give_other_predictions()
    {
        string data = this.Written("o.csv", "a,b,y\n" + Rows(40, row => $"{row},{row * 7 % 11},{row % 3}.5"));
        string turned = this.Written("p.csv", "b,extra,a\n" + Rows(40, row => $"{row * 7 % 11},z,{row}")), model = this.folder.File("m.safetensors");
        CommandLine.Succeed("train", data, "--target", "y", "--epochs", "3", "--output", model);
        Assert.Equal(CommandLine.Succeed("predict", model, data).Out, CommandLine.Succeed("predict", model, turned).Out);
        Outcome refused = CommandLine.Run("predict", model, this.Written("q.csv", "b,c\n1,2\n"));
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("there is no column 'a'", refused.Error, StringComparison.Ordinal);
    }

    // Lightning-AI/pytorch-lightning#688, #19970: what is interrupted while it is saved destroys the model that was there.
    [Fact]
    public void A_model_that_cannot_be_saved_destroys_the_one_before()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "limits of Linux");
        CommandLine.Succeed("train", "iris", "--epochs", "1", "--output", this.folder.File("m.safetensors"));
        byte[] before = File.ReadAllBytes(this.folder.File("m.safetensors"));
        Outcome outcome = Shell.Run(this.folder.Path, "trap '' XFSZ; ulimit -f 32; DOTNET_EnableWriteXorExecute=0 exec $NABLA train digits --hidden 100 --epochs 1 --output m.safetensors");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal(before, File.ReadAllBytes(this.folder.File("m.safetensors")));
    }

    // scikit-learn/scikit-learn#29504: a network that overflows ends in "Input contains NaN" from somewhere else.
    [Fact]
    public void A_run_that_overflows_ends_in_an_error_from_elsewhere_or_saves_what_was_never_trained()
    {
        string model = this.folder.File("m.safetensors");
        string[] line = ["train", "moons", "--optimizer", "sgd", "--learning-rate", "1e30", "--activation", "relu", "--validation-size", "0.2", "--epochs", "5", "--output", model];
        Outcome outcome = CommandLine.Run(line);
        Assert.Equal(3, outcome.ExitCode);
        Assert.Contains("there was no good epoch, so nothing is saved: try a smaller --learning-rate, or --keep-diverged", outcome.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(model));
        Assert.Equal(0, CommandLine.Run([.. line, "--keep-diverged"]).ExitCode);
        Assert.True(File.Exists(model));
    }

    // scikit-learn/scikit-learn#5322: targets that are infinite, or so large that their squares are, train without a word.
    [Fact]
    public void Targets_beyond_all_measure_train_without_a_word()
    {
        string data = this.Written("l.csv", "x,y\n" + Rows(40, row => row == 7 ? "7,1e308" : $"{row},{row}.5"));
        Outcome outcome = CommandLine.Run("train", data, "--target", "y", "--output", this.folder.File("m.safetensors"));
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("row 7, column 'y': the target 1E+308 is too large", outcome.Error, StringComparison.Ordinal);
    }

    private static string Rows(int count, Func<int, string> row)
        => string.Concat(Enumerable.Range(0, count).Select(i => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{row(i)}\n")));

    private string Written(string name, string text)
    {
        string path = this.folder.File(name);
        File.WriteAllText(path, text);
        return path;
    }

    private JsonDocument Train(string data, params string[] options) => this.Train([data, .. options]);

    private JsonDocument Train(string[] options)
    {
        string[] target = options.Contains("--from") ? [] : ["--target", "y"];
        return JsonDocument.Parse(CommandLine.Succeed(["train", .. options, .. target, "--json"]).Out);
    }

    /// <summary>Features that say nothing of the class.</summary>
    private string Noise(int rows)
    {
        var random = new Random(5);
        return this.Written("noise.csv", string.Join(',', Enumerable.Range(0, 20).Select(i => $"x{i}")) + ",y\n" + Rows(rows, _ => string.Join(
            ',', Enumerable.Range(0, 20).Select(_ => random.NextDouble().ToString("0.0000", System.Globalization.CultureInfo.InvariantCulture))) + (random.Next(2) == 0 ? ",no" : ",yes")));
    }
}
