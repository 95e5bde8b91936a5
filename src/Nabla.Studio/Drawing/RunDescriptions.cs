using System.Globalization;
using Nabla.Data;
using Nabla.Models;
using Nabla.Networks;
using Nabla.Training;

namespace Nabla.Studio;

/// <summary>Describes a new run for the page.</summary>
internal static class RunDescriptions
{
    /// <summary>The description.</summary>
    public static Described Of(StudioRun run, StudioData data, StudioOptions options, Dataset all, TimeSpan? estimate)
    {
        TrainingPlan plan = run.Training.Plan;
        DataParts parts = plan.Parts;
        return new Described
        {
            Data = data.Argument,
            IsFile = data.IsFile,
            Task = TaskName(all.Task),
            Columns = data.Columns(options, all),
            Parts = [parts.Train.Rows, parts.Validation?.Rows ?? 0, parts.Test?.Rows ?? 0],
            Outputs = all.Task == LearningTask.Classification ? all.ClassNames : all.TargetNames,
            Inputs = [.. plan.Preprocessor.FeatureNames],
            Layers = [.. plan.Network.NumberedLayers.Select((layer, l) => new DescribedLayer(layer.Units, layer.Activation.ToString(), layer.Dropout, run.Drawn[l + 1]))],
            Parameters = plan.Network.ParameterCount,
            Options = options.Given.ToDictionary(given => given.Option.Name, given => given.Value, StringComparer.Ordinal),
            Decided = Decided(plan),
            Address = string.Join(' ', options.Given.Select(given => given.Option.IsFlag ? $"--{given.Option.Name}" : $"--{given.Option.Name} {given.Value}")),
            Rows = run.Rows.Describe(run.Plane),
            Plane = run.Plane?.Describe(),
            Estimate = estimate is { } time ? Sentence(time, plan.Settings.Training.Epochs!.Value) : null,
            IsSlow = estimate > TimeSpan.FromMinutes(2),
        };
    }

    /// <summary>A task as written on a command line.</summary>
    public static string TaskName(LearningTask task) => task.ToString().ToLowerInvariant();

    private static Dictionary<string, string> Decided(TrainingPlan plan)
    {
        TrainingSettings training = plan.Settings.Training;
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["optimizer"] = training.Optimizer!.ToString()!,
            ["learning-rate"] = training.Optimizer is Optimization.UpdateRule ? training.EffectiveLearningRate.ToString("R", CultureInfo.InvariantCulture) : string.Empty,
            ["batch-size"] = training.Optimizer is Optimization.UpdateRule ? training.BatchSize?.ToString(CultureInfo.InvariantCulture) ?? "full" : "full",
            ["epochs"] = training.Epochs!.Value.ToString(CultureInfo.InvariantCulture),
            ["loss"] = plan.Network.Loss.ToString()!,
            ["output-activation"] = plan.Network.OutputLayer.Activation.ToString(),
            ["hidden"] = string.Join(',', plan.Settings.Network.HiddenLayers),
            ["activation"] = plan.Settings.Network.Activation.ToString(),
            ["scale"] = plan.Settings.Preprocessing.Scaling.ToString().ToLowerInvariant(),
            ["early-stopping"] = (training.EarlyStopping ?? plan.Parts.Validation is not null) ? "true" : "false",
            ["seed"] = plan.Settings.Seed.ToString(CultureInfo.InvariantCulture),
        };
    }

    private static string Sentence(TimeSpan time, int epochs)
    {
        string text = time.TotalSeconds < 1 ? "under a second"
            : time.TotalSeconds < 100 ? string.Create(CultureInfo.InvariantCulture, $"about {time.TotalSeconds:0} s")
            : string.Create(CultureInfo.InvariantCulture, $"about {time.TotalMinutes:0} min");
        return string.Create(CultureInfo.InvariantCulture, $"{epochs:N0} {(epochs == 1 ? "epoch takes" : "epochs take")} {text} here");
    }
}
