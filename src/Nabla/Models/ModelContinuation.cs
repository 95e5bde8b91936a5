using Nabla.Data;

namespace Nabla.Models;

/// <summary>Continued training of a model.</summary>
public static class ModelContinuation
{
    /// <param name="model">The model.</param>
    extension(Model model)
    {
        /// <summary>
        /// Continues training from this model's parameters, preprocessing and settings, for some more epochs. The new model has no temperature,
        /// intervals or sets, because it may be trained on the calibration rows of this one.
        /// </summary>
        /// <param name="training">The training data.</param>
        /// <param name="epochs">The maximum number of epochs.</param>
        /// <param name="validation">The validation data, evaluated after each epoch; null, the default, for none.</param>
        /// <param name="control">Threads, progress, cancellation, checkpoints.</param>
        /// <exception cref="ArgumentException">The data does not match the model, or the number of epochs is below 1.</exception>
        public Model Continue(Dataset training, int epochs, Dataset? validation = null, RunControl? control = null)
        {
            ArgumentNullException.ThrowIfNull(model);
            ArgumentNullException.ThrowIfNull(training);
            ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
            MlpSettings settings = model.Info.Settings;
            return ModelTrainer.Train(
                new DataParts(training, validation), settings with { Training = settings.Training with { Epochs = epochs }, Uncertainty = null }, control, model).Model;
        }

        /// <summary>Continues training with the rows of a table.</summary>
        /// <param name="training">The training rows, with the target.</param>
        /// <param name="epochs">The maximum number of epochs.</param>
        /// <param name="validation">Validation rows, evaluated after each epoch; null, the default, for none.</param>
        /// <param name="control">Threads, progress, cancellation, checkpoints.</param>
        /// <exception cref="ArgumentException">The data does not match the model, or the number of epochs is below 1.</exception>
        /// <exception cref="InvalidOperationException">The model was not trained on a table.</exception>
        /// <exception cref="InvalidDataException">A column is missing or a value does not match its column's kind, or a row has no target.</exception>
        public Model Continue(Table training, int epochs, Table? validation = null, RunControl? control = null)
        {
            ArgumentNullException.ThrowIfNull(model);
            DataParts parts = TableParts.Examples(training, validation, model.TableTarget.Names, model.Task, weight: null, model);
            return model.Continue(parts.Train, epochs, parts.Validation, control);
        }
    }
}
