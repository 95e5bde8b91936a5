using Nabla.Data;
using Nabla.Inspection;
using Nabla.Models;

namespace Nabla.Tests.Inspection;

/// <summary>What docs/guide/judging.md shows in C#.</summary>
public class JudgingGuideTests
{
    [Fact]
    public void A_model_stands_beside_baselines()
    {
        DataParts parts = Split.TrainTest(Datasets.Iris(), testFraction: 0.25, seed: 1);
        Model model = new MlpClassifier(new() { Network = new(64), Training = new() { Epochs = 200 } }).Fit(parts.Train);
        ModelEvaluation evaluation = ModelEvaluation.Of(model, parts.Test!, parts.Train);
        foreach (PredictorScores scores in evaluation.Baselines.Prepend(evaluation.Model))
            Console.WriteLine($"{scores.Name}: {scores.Classification!.Accuracy:0.0000}");

        // The figures of the page.
        Assert.Equal([36 / 38.0, 37 / 38.0, 12 / 38.0], evaluation.Baselines.Prepend(evaluation.Model).Select(scores => scores.Classification!.Accuracy));
    }

    [Fact]
    public void The_doctor_says_what_is_wrong()
    {
        DataParts parts = Split.TrainTest(Datasets.Iris(), testFraction: 0.25, seed: 1);
        var settings = new MlpSettings { Training = new() { LearningRate = 1e-5, Epochs = 60 } };
        Model slow = ModelTrainer.Train(parts, settings).Model;
        foreach (Finding finding in Doctor.Examine(slow, parts))
            Console.WriteLine($"{finding.Severity}: {finding.Sentence}");
        IReadOnlyList<Finding> drift = Doctor.Compare(parts.Train, parts.Test!);

        Assert.Contains(Doctor.Examine(slow, parts), finding => finding.Kind == FindingKind.LearningRateTooLow);
        Assert.Empty(drift);
    }
}
