using Nabla.Data;
using Nabla.Inspection;
using Nabla.Models;
using Nabla.Training;
using Xunit;

namespace Nabla.Tests.Models;

/// <summary>Rows that are kept for calibration are in neither the run that chooses the number of epochs nor the one that follows.</summary>
public sealed class RefitCalibrationTests
{
    private static readonly Dataset Iris = Datasets.Iris();

    [Theory]
    [InlineData("sets")]
    [InlineData("temperature")]
    [InlineData("both")]
    public void Rows_for_calibration_choose_nothing_and_are_not_trained_on(string asked)
    {
        UncertaintySettings uncertainty = new() { Sets = asked == "temperature" ? null : 0.8, Temperature = asked == "sets" ? null : true };
        MlpSettings usual = new() { Training = new() { Epochs = 20 } };
        Model model = new MlpClassifier(usual with { Uncertainty = uncertainty }).Fit(Iris);
        var plan = TrainingPlan.Of(new DataParts(Iris), DefaultRecipe.Apply(usual with { Uncertainty = uncertainty }, Iris));
        Assert.Equal((30, 120, 18), (plan.Calibration!.Rows, plan.Parts.Train.Rows, model.Info.HeldOutRows!.Value));
        Assert.Same(plan.Calibration, plan.Choosing!.Calibration);
        Assert.Equal([64, 64], model.Info.Settings.Network.HiddenLayers);

        // As if there had never been such rows.
        Model without = new MlpClassifier(usual).Fit(plan.Parts.Train);
        Assert.Equal(Parameters(without), Parameters(model));
        Assert.Equal((without.Info.ChosenEpoch, without.Info.Scores.Validation!.Accuracy), (model.Info.ChosenEpoch, model.Info.Scores.Validation!.Accuracy));
        Assert.Equal(asked == "temperature" ? null : asked == "both" ? 14 : 30, model.Info.Conformal?.Rows);
        Assert.Equal(Iris.Fingerprint(), model.Info.DataFingerprint);
        Assert.Equal(Iris.Rows, model.Rows!.Count(Iris));
        Verification verified = Verification.Of(Model.Load(new MemoryStream(Bytes(model))), new DataParts(Iris));
        Assert.True(verified.IsVerified, verified.Sentence);
    }

    [Fact]
    public void A_model_of_the_first_run_is_calibrated_too()
    {
        MlpSettings settings = DefaultRecipe.Apply(new() { Training = new() { Epochs = 10 }, Uncertainty = new() { Sets = 0.8 } }, Iris);
        using var cancellation = new CancellationTokenSource();
        var stop = new Told(progress =>
        {
            if (progress.IsRefit)
                cancellation.Cancel();
        });
        Model model = ModelTrainer.Train(new DataParts(Iris), settings, new RunControl { Progress = stop, Cancellation = cancellation.Token }).Model;
        Assert.Equal((false, 30), (model.Info.IsRefit, model.Info.Conformal!.Rows));
        Assert.Equal((Iris.Fingerprint(), Iris.Rows), (model.Info.DataFingerprint, model.Rows!.Count(Iris)));
    }

    [Fact]
    public void Rows_for_calibration_do_not_count_among_the_50()
    {
        MlpSettings intervals = new() { Uncertainty = new() { Sets = 0.8 } };
        Assert.Same(intervals, DefaultRecipe.Apply(intervals, Tables(61)));
        Assert.NotEqual(intervals, DefaultRecipe.Apply(intervals, Tables(63)));
        MlpSettings none = new() { Uncertainty = new() { Temperature = false } };
        Assert.NotEqual(none, DefaultRecipe.Apply(none, Tables(50)));
    }

    private static Dataset Tables(int rows) => Datasets.Load("moons", new() { Rows = rows });

    private static double[] Parameters(Model model) => [.. model.Slices.SelectMany(model.Parameters)];

    private static byte[] Bytes(Model model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        return stream.ToArray();
    }

    private sealed class Told(Action<TrainingProgress> told) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => told(value);
    }
}
