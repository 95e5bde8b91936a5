using System.Globalization;
using System.Text.Json;
using Nabla.Data;
using Nabla.Models;
using Xunit;

namespace Nabla.Tests.Models;

/// <summary>Without any option, over ten splits of each data set, as good as scikit-learn's defaults or better.</summary>
public sealed class DefaultsTests(ITestOutputHelper output)
{
    private const int Splits = 10;

    private static readonly JsonElement Peer = Fixture.Json("Models/defaults.json").GetProperty("scores");

    public static TheoryData<string> Sets => ["iris", "digits", "friedman1", "moons", "gaussians"];

    [Theory]
    [MemberData(nameof(Sets))]
    public void The_mean_score_is_at_least_that_of_the_peer(string name)
    {
        double mean = Parts(name).Average(parts => Score(parts.Parts, parts.Seed));
        double peer = Peer.GetProperty(name).GetDouble();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}\t{mean:F4}\t{peer:F4}"));
        Assert.True(mean >= peer, string.Create(CultureInfo.InvariantCulture, $"{name}: {mean}, scikit-learn {peer}"));
    }

    // In 225 rows of ten columns the noise has 1.5 times the variance of what can be learned, then 17 times. 0 is as good as the mean.
    [Theory]
    [InlineData("friedman1+noise6", 0.2, 0.4)]
    [InlineData("friedman1+noise20", -0.1, 0.1)]
    public void Small_noisy_tables_are_not_learned_by_heart(string name, double least, double most)
        => Assert.InRange(Parts(name).Average(parts => Score(parts.Parts, parts.Seed)), least, most);

    [Fact]
    public void What_depends_on_the_rows_is_decided_and_kept()
    {
        MlpSettings few = new MlpSettings().For(Datasets.Iris());
        Assert.Equal(("adamw:0.5:0.9:0.999:1E-08", 600, 100), (few.Training.Optimizer!.ToString(), few.Training.Epochs, few.Training.Patience));
        MlpSettings many = new MlpSettings().For(Datasets.Load("moons", new DatasetOptions { Rows = 20_000 }));
        Assert.Equal(("adamw:0.025:0.9:0.999:1E-08", 60, 10), (many.Training.Optimizer!.ToString(), many.Training.Epochs, many.Training.Patience));
        Assert.Equal("adam:0.9:0.999:1E-08", new MlpSettings { Training = new() { WeightDecay = 0.1 } }.For(Datasets.Iris()).Training.Optimizer!.ToString());
        Assert.Equal(few, few.For(Datasets.Digits()));
    }

    [Fact]
    public void The_splits_are_written()
    {
        string? folder = Environment.GetEnvironmentVariable("NABLA_DEFAULTS_FOLDER");
        Assert.SkipUnless(folder is not null, "set NABLA_DEFAULTS_FOLDER to a folder to write to");
        Directory.CreateDirectory(folder!);
        foreach (string name in Sets)
        {
            foreach ((ulong seed, DataParts parts) in Parts(name))
            {
                File.WriteAllLines(Path.Join(folder, $"{name}-{seed}-train.csv"), Lines(parts.Train));
                File.WriteAllLines(Path.Join(folder, $"{name}-{seed}-test.csv"), Lines(parts.Test!));
            }
        }
    }

    private static IEnumerable<(ulong Seed, DataParts Parts)> Parts(string name)
    {
        string[] kind = name.Split("+noise");
        var options = new DatasetOptions { Seed = 1 }; // as on the command line
        if (kind.Length > 1)
            options = options with { Rows = 300, Noise = double.Parse(kind[1], CultureInfo.InvariantCulture) };
        Dataset all = Datasets.Load(kind[0], options);
        return Enumerable.Range(1, Splits).Select(seed => ((ulong)seed, Split.TrainTest(all, 0.25, (ulong)seed)));
    }

    private static double Score(DataParts parts, ulong seed)
    {
        Scores scores = ModelTrainer.Train(new DataParts(parts.Train), new MlpSettings { Seed = seed }).Model.Score(parts.Test!);
        return (scores.Accuracy ?? scores.RSquared)!.Value;
    }

    private static IEnumerable<string> Lines(Dataset part) => Enumerable.Range(0, part.Rows).Select(row => string.Join(
        ',',
        part.Features.Row(row).ToArray().Append(part.Targets?[row, 0] ?? part.Labels[row]).Select(value => value.ToString("R", CultureInfo.InvariantCulture))));
}
