using System.Globalization;
using System.Text.Json;
using Nabla.Data;
using Nabla.Inspection;
using Nabla.Metrics;

namespace Nabla.Cli.Output;

/// <summary>Writes a model's scores as JSON.</summary>
internal static class EvaluationJson
{
    /// <summary>"model", "baselines" and "baselineTraining".</summary>
    public static void WriteEvaluation(this Utf8JsonWriter writer, ModelEvaluation evaluation, Dataset data)
    {
        writer.WriteStartObject("model");
        writer.WritePredictor(evaluation.Model);
        if (evaluation.Model.Classification is { } classes)
            writer.WriteDetails(classes, data);
        else if (evaluation.Model.Labels is { } labels)
            writer.WriteLabels(labels);
        else if (evaluation.Model.Regression is { } regression)
            writer.WriteTargets(regression);
        writer.WriteError("calibrationErrorInterval", evaluation.CalibrationError);
        writer.WriteError("calibrationErrorWithoutTemperature", evaluation.CalibrationErrorBefore);
        writer.WriteCoverage(evaluation.Coverage);
        writer.WriteEndObject();
        writer.WriteStartObject("baselines");
        foreach (PredictorScores baseline in evaluation.Baselines)
        {
            writer.WriteStartObject(baseline.Name);
            writer.WritePredictor(baseline);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteString("baselineTraining", evaluation.BaselineTraining);
    }

    private static void WriteError(this Utf8JsonWriter writer, string name, CalibrationError? error)
    {
        if (error is null)
            return;
        writer.WriteStartObject(name);
        writer.WriteNumberOrNull("value", error.Value);
        writer.WriteNumberOrNull("low", error.Low);
        writer.WriteNumberOrNull("high", error.High);
        writer.WriteEndObject();
    }

    private static void WriteCoverage(this Utf8JsonWriter writer, Coverage? coverage)
    {
        if (coverage is null)
            return;
        writer.WriteStartObject("coverage");
        writer.WriteNumber("level", coverage.Level);
        writer.WriteGroups("groups", coverage.Groups);
        writer.WriteGroups("levels", coverage.OfLevels);
        writer.WriteEndObject();
    }

    private static void WriteGroups(this Utf8JsonWriter writer, string name, IEnumerable<GroupCoverage> groups)
    {
        writer.WriteStartArray(name);
        foreach (GroupCoverage group in groups)
        {
            writer.WriteStartObject();
            writer.WriteString("name", group.Name);
            writer.WriteNumber("rows", group.Rows);
            writer.WriteNumberOrNull("covered", group.Covered);
            writer.WriteNumberOrNull("size", group.Size);
            writer.WriteNumberOrNull("empty", group.Empty);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WritePredictor(this Utf8JsonWriter writer, PredictorScores predictor)
    {
        if (predictor.Classification is { } scores)
        {
            writer.WriteNumberOrNull("accuracy", scores.Accuracy);
            writer.WriteStartObject("topK");
            foreach ((int k, double accuracy) in scores.TopK)
                writer.WriteNumberOrNull(k.ToString(CultureInfo.InvariantCulture), accuracy);
            writer.WriteEndObject();
            writer.WriteNumberOrNull("macroF1", scores.Confusion.Macro.F1);
            writer.WriteNumberOrNull("weightedF1", scores.Confusion.Weighted.F1);
            writer.WriteNumberOrNull("cohensKappa", scores.Confusion.CohensKappa);
            writer.WriteNumberOrNull("matthewsCorrelation", scores.Confusion.MatthewsCorrelation);
            writer.WriteNumberOrNull("logLoss", scores.LogLoss);
            writer.WriteNumberOrNull("brierScore", scores.BrierScore);
            writer.WriteNumberOrNull("rocArea", scores.RocArea);
            writer.WriteNumberOrNull("averagePrecision", scores.AveragePrecision);
            writer.WriteNumberOrNull("calibrationError", scores.CalibrationError);
        }
        else if (predictor.Labels is { } labels)
        {
            writer.WriteNumberOrNull("accuracy", labels.SubsetAccuracy);
            writer.WriteNumberOrNull("labelAccuracy", labels.LabelAccuracy);
            writer.WriteNumberOrNull("macroF1", labels.MacroF1);
            writer.WriteNumberOrNull("logLoss", labels.LogLoss);
            writer.WriteNumberOrNull("rocArea", labels.RocArea);
            writer.WriteNumberOrNull("averagePrecision", labels.AveragePrecision);
        }
        else
        {
            writer.WriteRegression(predictor.Regression?.Overall);
        }
    }

    private static void WriteLabels(this Utf8JsonWriter writer, LabelReport report)
    {
        writer.WriteStartArray("labels");
        foreach (LabelScores label in report.Labels)
        {
            writer.WriteStartObject();
            writer.WriteScores(label.Name, label.Yes);
            writer.WriteNumberOrNull("rocArea", label.RocArea);
            writer.WriteNumberOrNull("averagePrecision", label.AveragePrecision);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteScores(this Utf8JsonWriter writer, string name, ClassScores scores)
    {
        writer.WriteString("name", name);
        writer.WriteNumberOrNull("precision", scores.Precision);
        writer.WriteNumberOrNull("recall", scores.Recall);
        writer.WriteNumberOrNull("f1", scores.F1);
        writer.WriteNumberOrNull("rows", scores.Support);
    }

    private static void WriteRegression(this Utf8JsonWriter writer, RegressionScores? scores)
    {
        writer.WriteNumberOrNull("rSquared", scores?.RSquared);
        writer.WriteNumberOrNull("explainedVariance", scores?.ExplainedVariance);
        writer.WriteNumberOrNull("rootMeanSquaredError", scores?.RootMeanSquaredError);
        writer.WriteNumberOrNull("meanAbsoluteError", scores?.MeanAbsoluteError);
        writer.WriteNumberOrNull("medianAbsoluteError", scores?.MedianAbsoluteError);
        writer.WriteNumberOrNull("maxError", scores?.MaxError);
    }

    private static void WriteDetails(this Utf8JsonWriter writer, ClassifierScores scores, Dataset data)
    {
        writer.WriteStartArray("classes");
        for (int k = 0; k < data.ClassNames.Count; k++)
        {
            writer.WriteStartObject();
            writer.WriteScores(data.ClassNames[k], scores.Confusion.ByClass[k]);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("confusion");
        for (int row = 0; row < scores.Confusion.Classes; row++)
        {
            writer.WriteStartArray();
            foreach (double count in scores.Confusion.Counts.Row(row))
                writer.WriteNumberValue(count);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("calibration");
        foreach (CalibrationBin bin in scores.Calibration.Bins)
        {
            writer.WriteStartObject();
            writer.WriteNumberOrNull("meanProbability", bin.MeanProbability);
            writer.WriteNumberOrNull("fractionTrue", bin.FractionPositive);
            writer.WriteNumberOrNull("rows", bin.Weight);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteTargets(this Utf8JsonWriter writer, RegressionReport report)
    {
        writer.WriteStartArray("targets");
        foreach (TargetReport target in report.Targets)
        {
            writer.WriteStartObject();
            writer.WriteString("name", target.Name);
            writer.WriteRegression(target.Scores);
            writer.WriteStartObject("residualQuantiles");
            foreach (ResidualQuantile quantile in target.Residuals)
                writer.WriteNumberOrNull(quantile.Level.ToString("0.##", CultureInfo.InvariantCulture), quantile.Residual);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
