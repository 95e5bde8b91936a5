using System.Globalization;
using Nabla.Data;
using Nabla.Models;

namespace Nabla.Inspection;

/// <summary>Recreates the parts of a model's training data.</summary>
public static class TrainedParts
{
    private const double Rounding = 1e-9;

    /// <summary>
    /// Splits the data of a model as in training. The loss of the training part, stored in the model file, verifies that it is the same data. Rows
    /// that were held out for calibration are in no part.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="data">The data before the split.</param>
    /// <param name="threads">The maximum number of threads; 1 by default.</param>
    /// <exception cref="ArgumentException">It is other data, or the model does not record the split.</exception>
    public static DataParts Of(Model model, DataParts data, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        if (model.Info.Split is not { } split || model.Info.Scores.Training is not { } known)
            throw new ArgumentException("the model file does not say how its data was split");
        (DataParts parts, _) = TrainingPlan.CalibrationOf(split.Apply(data), model.Info.Settings, from: null);
        double loss = model.Score(parts.Train, threads).Loss;
        if (!(Math.Abs(loss - known.Loss) <= Rounding * Math.Abs(known.Loss)) && !loss.Equals(known.Loss))
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"data set '{data.Train.Name}' is not the data that the model was trained on: its training part has the loss {loss:0.######}, in the model file it is {known.Loss:0.######}"));
        }

        return parts;
    }
}
