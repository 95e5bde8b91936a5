using Nabla.Data;

namespace Nabla.Models;

/// <summary>The shared code of classifier and regressor.</summary>
internal static class Estimation
{
    /// <summary>The default fraction held out for early stopping.</summary>
    private const double UsualFraction = 0.1;

    /// <summary>The rows of a table as examples, encoded as for the model to continue from, if any.</summary>
    public static Dataset Examples(Table table, IReadOnlyList<string> targets, LearningTask task, Model? from)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(targets);
        return Dataset.FromTable("table", table, from?.Target ?? TargetSchema.Of(table, targets, task), from?.Preprocessor.Schema);
    }

    /// <summary>Trains on another thread. Unlike the cancellation of a run, which gives the best model so far, this cancellation gives no model.</summary>
    public static async Task<Model> RunAsync(Func<RunControl, Model> fit, RunControl? control, CancellationToken cancellation)
    {
        control ??= new RunControl();
        cancellation.ThrowIfCancellationRequested();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(control.Cancellation, cancellation);
        Model model = await Task.Run(() => fit(control with { Cancellation = either.Token }), CancellationToken.None).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        return model;
    }

    /// <summary>Trains, and holds out some rows for early stopping if required.</summary>
    public static Model Fit(MlpSettings settings, Dataset training, Dataset? validation, RunControl? control, Model? from)
    {
        settings = from is null
            ? DefaultRecipe.Apply(settings, training, validation is not null || (settings.ValidationFraction > 0 && settings.Refit != true))
            : settings.ToGoOn(from.Info);
        double fraction = validation is not null || settings.Refit == true ? 0 : settings.ValidationFraction ?? (settings.Training.EarlyStopping == true && !settings.HasFolds ? UsualFraction : 0);
        DataParts parts = fraction == 0
            ? new DataParts(training, validation)
            : Split.TrainValidationTest(training, fraction, 0, from?.Info.Split?.Seed ?? settings.Seed);
        return ModelTrainer.Train(parts, settings, control, from).Model;
    }
}
