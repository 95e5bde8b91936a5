using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Nabla.Data;
using Nabla.Logging;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Training;

namespace Nabla.App.Tests.Documents;

/// <summary>The snippets of docs/guide/observing.md.</summary>
public sealed class ObservingPageTests : IDisposable
{
    private static readonly DataParts Iris = Split.TrainTest(Datasets.Iris(), testFraction: 0.25, seed: 1);
    private readonly string path = Path.Combine(Path.GetTempPath(), $"nabla-run-{Guid.NewGuid():N}.csv");

    public void Dispose() => File.Delete(this.path);

    [Fact]
    public void Logs()
    {
        (Dataset training, Dataset validation) = (Iris.Train, Iris.Test!);
        var classifier = new MlpClassifier(new() { Training = new() { Epochs = 25, EarlyStopping = false } });
        var logger = new Lines();
        {
            var control = new RunControl { Observer = new LoggerObserver(logger, every: 10) };
            Model model = classifier.Fit(training, validation, control);
            Assert.Equal(25, model.Info.History[^1].Epoch);
        }

        Assert.Equal(["epoch 0", "epoch 10", "epoch 20", "training stopped"], logger.Texts.Select(text => text.Split(':')[0]));
    }

    [Fact]
    public void A_file()
    {
        (Dataset training, Dataset validation) = (Iris.Train, Iris.Test!);
        var classifier = new MlpClassifier(new() { Training = new() { Epochs = 5, EarlyStopping = false } });
        IReadOnlyList<EpochRecord> history = Fit();
        string[] lines = File.ReadAllLines(this.path);
        Assert.Equal("epoch,training_loss,training_accuracy,validation_loss,validation_accuracy,learning_rate", lines[0]);
        Assert.Equal(history.Select(record => record.ValidationLoss!.Value), lines.Skip(1).Select(line => double.Parse(line.Split(',')[3], CultureInfo.InvariantCulture)));

        IReadOnlyList<EpochRecord> Fit()
        {
            using StreamWriter file = File.CreateText(path);
            Model model = classifier.Fit(training, validation, new RunControl { Observer = new CsvObserver(file) });
            return model.Info.History;
        }
    }

    [Fact]
    public void An_observer_of_your_own()
    {
        var worst = new WorstLayer();
        new MlpClassifier(new() { Training = new() { Epochs = 3 } }).Fit(Iris.Train, null, new RunControl { Observer = worst });
        Assert.True(worst.Largest > 0);
    }

    [Fact]
    public async Task In_the_background()
    {
        (Dataset training, Dataset validation) = (Iris.Train, Iris.Test!);
        var classifier = new MlpClassifier(new() { Training = new() { Epochs = 3 } });
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        Model model = await classifier.FitAsync(training, validation, cancellation: cancellation.Token);
        Assert.Equal(3, model.Info.History[^1].Epoch);
    }

    [Fact]
    public void What_a_model_says()
    {
        var random = new Random(1);
        var builder = new TableBuilder("x", "y", "z");
        for (int i = 0; i < 200; i++)
        {
            double x = random.NextDouble();
            builder.Add(x, 3 * x, 100 - x);
        }

        Table table = builder.ToTable();
        Model several = new MlpRegressor(new() { Training = new() { Epochs = 20 }, Seed = 1 }).Fit(table, ["y", "z"]);
        Dataset training = Dataset.FromTable("table", table, several.Target!);
        Model model = several;
        {
            Console.WriteLine(model);                                              // what nabla inspect shows
            IReadOnlyDictionary<string, Scores> scores = several.ScoresByTarget(table); // of each target or label
            string json = JsonSerializer.Serialize(model.Info.Scores.Training);    // scores and matrices are JSON
            Model more = model.Continue(training, epochs: 20);                     // train on

            Assert.Equal(["y", "z"], scores.Keys);
            Assert.Equal(several.Score(table).RSquared!.Value, scores.Values.Average(one => one.RSquared!.Value), 1e-12);
            Assert.Equal(model.Info.Scores.Training, JsonSerializer.Deserialize<Scores>(json));
            Assert.Equal(20, more.Info.History[^1].Epoch);
            Assert.True(more.Info.History[0].TrainingLoss < 1.5 * several.Info.History[^1].TrainingLoss, "it begins where the other ended");
        }

        string text = model.ToString();
        Assert.Contains("targets      y, z", text, StringComparison.Ordinal);
        Assert.Contains("R²", text, StringComparison.Ordinal);
        Assert.Equal("1-64-64-2, relu, identity output, half-squared-error (mean)", model.Network.ToString());
        Numerics.Matrix<double> matrix = model.PredictValues(table.SelectRows([0, 1]));
        Assert.Equal(matrix.Data, JsonSerializer.Deserialize<Numerics.Matrix<double>>(JsonSerializer.Serialize(matrix))!.Data);
        Assert.Equal("[[1,null],[2,3]]", JsonSerializer.Serialize(Numerics.Matrix<float>.From([[1, float.NaN], [2, 3]])));
    }

    private sealed class Lines : ILogger
    {
        public List<string> Texts { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => this.Texts.Add(formatter(state, exception));
    }
}

internal sealed class WorstLayer : ITrainingObserver
{
    public double Largest { get; private set; }

    public void EpochEnded<T>(Network<T> network, Examples<T> training, EpochRecord record)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => this.Largest = Math.Max(this.Largest, record.GradientNorms?.Max() ?? 0);
}
