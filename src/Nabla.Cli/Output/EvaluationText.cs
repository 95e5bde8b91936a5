using System.Globalization;
using Nabla.Data;
using Nabla.Inspection;
using Nabla.Metrics;

namespace Nabla.Cli.Output;

/// <summary>Writes a model's scores as text.</summary>
internal static class EvaluationText
{
    private const int FewClasses = 12;

    /// <summary>Writes all tables except the first, whose scores training also prints.</summary>
    public static void Write(ModelEvaluation evaluation, Dataset data, Streams streams)
    {
        Compare(evaluation, streams);
        if (evaluation.Model.Classification is { } classes)
        {
            ByClass(classes, data, streams);
            Calibration(classes, evaluation, streams);
        }
        else if (evaluation.Model.Labels is { } labels)
        {
            ByLabel(labels, streams);
        }
        else if (evaluation.Model.Regression is { } regression)
        {
            Residuals(regression, streams);
        }

        if (evaluation.Coverage is { } coverage)
            Covered(coverage, streams);
    }

    private static void Compare(ModelEvaluation evaluation, Streams streams)
    {
        PredictorScores[] all = [evaluation.Model, .. evaluation.Baselines];
        var table = new Table(["score", .. all.Select(scores => scores.Name)]);
        foreach ((string name, Func<PredictorScores, double?> value) in Scores(evaluation.Model))
            table.Add([name, .. all.Select(scores => Texts.Number(value(scores)))]);
        streams.Out.WriteLine();
        table.Write(streams);
        streams.Out.WriteLine(evaluation.BaselineTraining);
    }

    /// <summary>Scores by name, for a model and its baselines.</summary>
    private static IEnumerable<(string Name, Func<PredictorScores, double?> Value)> Scores(PredictorScores model)
    {
        if (model.Labels is not null)
        {
            yield return ("all labels right", scores => scores.Labels?.SubsetAccuracy);
            yield return ("labels right", scores => scores.Labels?.LabelAccuracy);
            yield return ("macro F1", scores => scores.Labels?.MacroF1);
            yield return ("log-loss", scores => scores.Labels?.LogLoss);
            yield return ("ROC area", scores => scores.Labels?.RocArea);
            yield return ("average precision", scores => scores.Labels?.AveragePrecision);
            yield break;
        }

        if (model.Classification is not { } classes)
        {
            yield return ("R²", scores => scores.Regression?.Overall.RSquared);
            yield return ("explained variance", scores => scores.Regression?.Overall.ExplainedVariance);
            yield return ("RMSE", scores => scores.Regression?.Overall.RootMeanSquaredError);
            yield return ("MAE", scores => scores.Regression?.Overall.MeanAbsoluteError);
            yield return ("median absolute error", scores => scores.Regression?.Overall.MedianAbsoluteError);
            yield return ("largest error", scores => scores.Regression?.Overall.MaxError);
            yield break;
        }

        yield return ("accuracy", scores => scores.Classification?.Accuracy);
        for (int i = 0; i < classes.TopK.Count; i++)
        {
            int place = i;
            yield return ($"top-{classes.TopK[i].K} accuracy", scores => scores.Classification?.TopK[place].Accuracy);
        }

        yield return ("macro F1", scores => scores.Classification?.Confusion.Macro.F1);
        yield return ("Cohen's κ", scores => scores.Classification?.Confusion.CohensKappa);
        yield return ("Matthews correlation", scores => scores.Classification?.Confusion.MatthewsCorrelation);
        yield return ("log-loss", scores => scores.Classification?.LogLoss);
        yield return ("Brier score", scores => scores.Classification?.BrierScore);
        yield return ("ROC area", scores => scores.Classification?.RocArea);
        yield return ("average precision", scores => scores.Classification?.AveragePrecision);
        yield return ("calibration error", scores => scores.Classification?.CalibrationError);
    }

    private static void ByClass(ClassifierScores scores, Dataset data, Streams streams)
    {
        ConfusionMatrix confusion = scores.Confusion;
        bool few = data.ClassNames.Count <= FewClasses;
        var table = new Table(["class", "precision", "recall", "F1", "rows", .. few ? data.ClassNames.Select(name => $"as {name}") : []]);
        for (int k = 0; k < confusion.Classes; k++)
        {
            int actual = k;
            table.Add(
            [
                .. Row(data.ClassNames[k], confusion.ByClass[k]),
                .. few ? Enumerable.Range(0, confusion.Classes).Select(predicted => Texts.Count((long)confusion.Counts[actual, predicted])) : [],
            ]);
        }

        string[] blank = [.. Enumerable.Repeat(string.Empty, few ? confusion.Classes : 0)];
        table.Add([.. Row("macro average", confusion.Macro), .. blank]);
        table.Add([.. Row("weighted average", confusion.Weighted), .. blank]);
        streams.Out.WriteLine();
        table.Write(streams);

        static string[] Row(string name, ClassScores scores)
            => [name, Texts.Number(scores.Precision), Texts.Number(scores.Recall), Texts.Number(scores.F1), Texts.Count((long)scores.Support)];
    }

    private static void ByLabel(LabelReport report, Streams streams)
    {
        var table = new Table("label", "precision", "recall", "F1", "ROC area", "rows with it");
        foreach (LabelScores label in report.Labels)
        {
            ClassScores yes = label.Yes;
            table.Add(label.Name, Texts.Number(yes.Precision), Texts.Number(yes.Recall), Texts.Number(yes.F1), Texts.Number(label.RocArea), Texts.Count((long)yes.Support));
        }

        streams.Out.WriteLine();
        table.Write(streams);
    }

    private static void Covered(Coverage coverage, Streams streams)
    {
        var table = new Table(Invariant($"covered, of {coverage.Level} requested"), "rows", "covered", coverage.OfClasses ? "classes in a set" : "mean width");
        foreach (GroupCoverage group in coverage.Groups.Concat(coverage.OfLevels))
            table.Add(group.Name, Texts.Count(group.Rows), Texts.Number(group.Covered), Texts.Number(group.Size));
        streams.Out.WriteLine();
        table.Write(streams);
        if (coverage.Groups[0].Empty > 0)
            streams.Out.WriteLine(Invariant($"{coverage.Groups[0].Empty:P1} of the sets are empty: no class fits these rows at this level"));
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static string Error(CalibrationError error) => $"{Texts.Number(error.Value)} ({Texts.Number(error.Low)} to {Texts.Number(error.High)})";

    private static void Calibration(ClassifierScores scores, ModelEvaluation evaluation, Streams streams)
    {
        var table = new Table("mean probability", "came true", "rows");
        foreach (CalibrationBin bin in scores.Calibration.Bins)
            table.Add(Texts.Number(bin.MeanProbability), Texts.Number(bin.FractionPositive), Texts.Count((long)bin.Weight));
        streams.Out.WriteLine();
        table.Write(streams);
        if (evaluation.CalibrationError is { } error)
            streams.Out.WriteLine($"calibration error {Error(error)}{(evaluation.CalibrationErrorBefore is { } before ? $"; without the temperature {Error(before)}" : string.Empty)}");
    }

    private static void Residuals(RegressionReport report, Streams streams)
    {
        TargetReport first = report.Targets[0];
        var table = new Table(["residual quantiles", .. first.Residuals.Select(quantile => quantile.Level.ToString("0.##", CultureInfo.InvariantCulture))]);
        foreach (TargetReport target in report.Targets)
            table.Add([target.Name, .. target.Residuals.Select(quantile => Texts.Number(quantile.Residual))]);
        streams.Out.WriteLine();
        table.Write(streams);
    }
}
