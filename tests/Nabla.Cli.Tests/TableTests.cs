using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Nabla.Data;
using Nabla.Models;
using Nabla.Tests.Data;

namespace Nabla.Cli.Tests;

/// <summary>From a CSV file to a model file to predictions.</summary>
public sealed class TableTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => this.folder.Dispose();

    [Fact]
    public void TheSameRowsGiveTheSameModelWhateverTheDialect()
    {
        string text = IrisText();
        string plain = this.Train(this.Write("a.csv", text), "--target", "species");
        Assert.Equal(plain, this.Train(this.Write("b.csv", text.Replace(',', ';').Replace('.', ',')), "--target", "species", "--decimal-comma"));
        Assert.Equal(plain, this.Train(this.Write("c.tsv", "\ufeff" + text.Replace(",", "\t", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal)), "--target", "species"));
        Assert.Equal(plain, this.Train(this.Write("d.csv.gz", text), "--target", "species"));
        Assert.Equal(plain, this.Train(this.Write("e.csv", text.Replace(",", "~", StringComparison.Ordinal)), "--target", "species", "--separator", "~"));
    }

    [Fact]
    public void StandardInputIsAFile()
    {
        string path = this.folder.File("m.safetensors");
        Outcome outcome = CommandLine.RunWith(IrisText(), "train", "-", "--target", "species", "--epochs", "1", "--output", path);
        Assert.Equal(0, outcome.ExitCode);
        Assert.StartsWith("read standard input: 150 rows, 5 columns (4 numbers, 1 category)\n", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(151, CommandLine.RunWith(IrisText(), "predict", path, "-").Lines.Length);
    }

    [Fact]
    public void WhatIsFoundOutIsSaid()
    {
        string text = IrisText() + "1,2,3,4,\n1,2,x,4,setosa\n1,2,3\n";
        Outcome outcome = CommandLine.Succeed(
            "train", this.Write("iris.csv", text), "--target", "species", "--on-error", "skip", "--epochs", "1", "--output", this.folder.File("m.safetensors"));
        GoldenText.Check("train-table", (outcome.Error + "--\n" + outcome.Out).Replace(this.folder.Path, "FOLDER", StringComparison.Ordinal));
    }

    [Fact]
    public void AFileWithoutNamesIsReadByPosition()
    {
        string text = IrisText();
        string file = this.Write("numbers.csv", text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..]), model = this.folder.File("m.safetensors");
        CommandLine.Succeed("train", file, "--target", "column_5", "--epochs", "1", "--output", model);
        Assert.Equal(150, CommandLine.Succeed("predict", model, file).Lines.Length);
        Assert.Equal(CommandLine.Succeed("predict", model, file).Out, CommandLine.Succeed("predict", model, file, "--no-header").Out);
    }

    [Theory]
    [InlineData("option '--target' is missing: which column of FILE is the target? There are sepal_length, sepal_width")]
    [InlineData("there is no column 'kind': there are sepal_length", "--target", "kind")]
    [InlineData("FILE: there is no column 'id': there are sepal_length", "--target", "species", "--ignore", "id")]
    [InlineData("option '--rows' is for generated data, not for 'FILE'", "--target", "species", "--rows", "5")]
    [InlineData("option '--separator': 'ab' is not a separator", "--target", "species", "--separator", "ab")]
    [InlineData("options '--header' and '--no-header' exclude each other", "--target", "species", "--header", "--no-header")]
    [InlineData("option '--task': 'guess' is none of classification, regression, multilabel", "--target", "species", "--task", "guess")]
    [InlineData("has texts, which are no Regression", "--target", "species", "--task", "regression")]
    [InlineData("option '--date-formats': '%' is not a date format", "--target", "species", "--date-formats", "%")]
    [InlineData("FILE: line 2, column 'species': 'setosa' is not a number", "--target", "petal_width", "--numeric", "species")]
    public void WhatCannotBeIsRefusedInOneSentence(string sentence, params string[] options)
    {
        string file = this.Write("iris.csv", IrisText());
        Outcome outcome = CommandLine.Run(["train", file, .. options, "--output", this.folder.File("m.safetensors")]);
        Assert.Contains(sentence.Replace("FILE", file, StringComparison.Ordinal), outcome.Error, StringComparison.Ordinal);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Single(outcome.Error.TrimEnd('\n').Split('\n'), line => line.StartsWith("nabla: ", StringComparison.Ordinal));
        Assert.False(File.Exists(this.folder.File("m.safetensors")));
    }

    [Fact]
    public void OptionsOfFilesAreRefusedForOtherData()
    {
        Assert.Equal("nabla: option '--target' is for CSV files, not for 'iris'\n", CommandLine.Run("train", "iris", "--target", "species").Error);
        Assert.StartsWith("nabla: there is no file, folder or data set 'nowhere.csv': data sets are digits", CommandLine.Run("train", "nowhere.csv", "--target", "y").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void ADataSetWrittenAsAFileIsTheSameData()
    {
        string file = this.folder.File("iris.csv"), model = this.folder.File("m.safetensors");
        Assert.Empty(CommandLine.Succeed("datasets", "iris", "--output", file).Out);
        Assert.Equal(File.ReadAllText(file), CommandLine.Succeed("datasets", "iris").Out);
        CommandLine.Succeed("train", "iris", "--epochs", "2", "--output", model);
        string[] predictions = CommandLine.Succeed("predict", model, file).Lines;
        Assert.Equal("predicted_class", predictions[0]);
        Assert.Equal(CommandLine.Succeed("predict", model, "iris").Lines, predictions[1..]);

        static string WithoutNames(string json) => json[json.IndexOf("\"test\"", StringComparison.Ordinal)..];
        Assert.Equal(
            WithoutNames(CommandLine.Succeed("evaluate", model, "iris", "--json").Out),
            WithoutNames(CommandLine.Succeed("evaluate", model, file, "--target", "class", "--json").Out));
        Assert.Equal("sleep,study,score\n3,5,75\n5,1,82\n10,2,93\n", CommandLine.Succeed("datasets", "sleep-study").Out);
    }

    [Fact]
    public void AClassThatTheModelDoesNotKnowIsNamedWithItsLine()
    {
        string file = this.folder.File("iris.csv"), model = this.folder.File("m.safetensors");
        string[] lines = IrisText().TrimEnd().Split('\n');
        File.WriteAllLines(file, lines);
        CommandLine.Succeed("train", file, "--target", "species", "--epochs", "2", "--output", model);
        File.WriteAllLines(file, [.. lines[..3], "5,3,1,0.2,daisy", .. lines[3..]]);
        Outcome refused = CommandLine.Run("evaluate", model, file);
        Assert.Equal((1, $"nabla: {file}: line 4, column 'species': 'daisy' is none of setosa, versicolor, virginica. To read it anyway: nabla evaluate {model} {file} --on-error skip\n"), (refused.ExitCode, refused.Error));
        Outcome skipped = CommandLine.Succeed("evaluate", model, file, "--on-error", "skip");
        Assert.Contains("line 4, column 'species': 'daisy' is none of", skipped.Error, StringComparison.Ordinal);
        Assert.Contains("150 rows", skipped.Error, StringComparison.Ordinal);
    }

    private static string IrisText() => Csv(Datasets.Iris());

    private static string Csv(Dataset data)
    {
        var text = new StringBuilder(string.Join(',', data.FeatureNames)).Append(",species\n");
        for (int row = 0; row < data.Rows; row++)
        {
            foreach (double value in data.Features.Row(row))
                text.Append(CultureInfo.InvariantCulture, $"{value:R},");
            text.Append(data.ClassNames[data.Labels[row]]).Append('\n');
        }

        return text.ToString();
    }

    private string Write(string name, string text)
    {
        string path = this.folder.File(name);
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        using FileStream file = File.Create(path);
        using Stream stream = name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Compress) : file;
        stream.Write(bytes);
        return path;
    }

    /// <summary>Trains, and gives the bytes of the parameters.</summary>
    private string Train(string file, params string[] options)
    {
        string path = this.folder.File("m.safetensors");
        CommandLine.Succeed(["train", file, .. options, "--epochs", "2", "--output", path]);
        return string.Join(' ', Model.Load(path).Outputs(Datasets.Iris().Features).Data);
    }
}
