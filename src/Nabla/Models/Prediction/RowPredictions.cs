using System.Buffers;
using System.Numerics;
using Nabla.Data;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>
/// Predictions of a model for single rows, with the same bits as in a batch. Thread-safe; a row of numbers is predicted without allocation.
/// </summary>
public static class RowPredictions
{
    private const int OnStack = 128;

    /// <param name="model">The model.</param>
    extension(Model model)
    {
        /// <summary>The name of the class of one row.</summary>
        /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
        /// <param name="row">A raw value for each of <see cref="Model.FeatureNames"/>; for a table, encoded as by <see cref="TablePredictions"/>.</param>
        /// <exception cref="ArgumentException">The row has the wrong length.</exception>
        /// <exception cref="InvalidOperationException">The model does not predict classes.</exception>
        public string PredictClass<T>(ReadOnlySpan<T> row)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
            => model.ClassNames[model.PredictClassIndex(row)];

        /// <summary>The class of one row, as an index into <see cref="Model.ClassNames"/>.</summary>
        /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
        /// <param name="row">A raw value for each of <see cref="Model.FeatureNames"/>; for a table, encoded as by <see cref="TablePredictions"/>.</param>
        /// <exception cref="ArgumentException">The row has the wrong length.</exception>
        /// <exception cref="InvalidOperationException">The model does not predict classes.</exception>
        public int PredictClassIndex<T>(ReadOnlySpan<T> row)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ArgumentNullException.ThrowIfNull(model);
            model.Need(LearningTask.Classification, "classes");
            if (row.Length != model.FeatureNames.Count)
                throw new ArgumentException($"a row of {row.Length} values, the model takes {model.FeatureNames.Count}");
            int length = model.Predictor.OutputCount;
            double[]? rented = length > OnStack ? ArrayPool<double>.Shared.Rent(length) : null;
            Span<double> outputs = (rented ?? stackalloc double[OnStack])[..length];
            model.Predictor.Outputs(row, outputs);
            int index = model.Predictor.ClassOf(outputs);
            if (rented is not null)
                ArrayPool<double>.Shared.Return(rented);
            return index;
        }

        /// <summary>The probability of each class or label of one row.</summary>
        /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
        /// <param name="row">A raw value for each of <see cref="Model.FeatureNames"/>; for a table, encoded as by <see cref="TablePredictions"/>.</param>
        /// <param name="result">Receives a value for each class or label.</param>
        /// <exception cref="ArgumentException">A span has the wrong length.</exception>
        /// <exception cref="InvalidOperationException">The model does not predict probabilities.</exception>
        public void PredictProbabilities<T>(ReadOnlySpan<T> row, Span<T> result)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ArgumentNullException.ThrowIfNull(model);
            model.NeedProbabilities();
            model.PredictRow(row, result);
        }

        /// <summary>Each label of one row, 1 for yes and 0 for no: yes if its probability is above ½.</summary>
        /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
        /// <param name="row">A raw value for each of <see cref="Model.FeatureNames"/>; for a table, encoded as by <see cref="TablePredictions"/>.</param>
        /// <param name="result">Receives a value for each label.</param>
        /// <exception cref="ArgumentException">A span has the wrong length.</exception>
        /// <exception cref="InvalidOperationException">The model does not predict labels.</exception>
        public void PredictLabels<T>(ReadOnlySpan<T> row, Span<T> result)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ArgumentNullException.ThrowIfNull(model);
            model.Need(LearningTask.MultiLabel, "labels");
            model.PredictRow(row, result, asLabels: true);
        }

        /// <summary>The predicted value of one row, in the target's unit, for a model with one target.</summary>
        /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
        /// <param name="row">A raw value for each of <see cref="Model.FeatureNames"/>; for a table, encoded as by <see cref="TablePredictions"/>.</param>
        /// <exception cref="ArgumentException">The row has the wrong length.</exception>
        /// <exception cref="InvalidOperationException">The model does not predict values, or has several targets.</exception>
        public T PredictValue<T>(ReadOnlySpan<T> row)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ArgumentNullException.ThrowIfNull(model);
            model.NeedOneTarget();
            T value = default;
            model.PredictRow(row, new Span<T>(ref value));
            return value;
        }

        /// <summary>The predicted value of each target of one row, in the targets' units.</summary>
        /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
        /// <param name="row">A raw value for each of <see cref="Model.FeatureNames"/>; for a table, encoded as by <see cref="TablePredictions"/>.</param>
        /// <param name="result">Receives a value for each target.</param>
        /// <exception cref="ArgumentException">A span has the wrong length.</exception>
        /// <exception cref="InvalidOperationException">The model does not predict values.</exception>
        public void PredictValues<T>(ReadOnlySpan<T> row, Span<T> result)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ArgumentNullException.ThrowIfNull(model);
            model.Need(LearningTask.Regression, "values");
            model.PredictRow(row, result);
        }

        // The probabilities of classes or labels, the labels, or the values in units of the targets.
        private void PredictRow<T>(ReadOnlySpan<T> row, Span<T> result, bool asLabels = false)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            Predictor predictor = model.Predictor;
            int wanted = predictor.ResultCount;
            if (row.Length != model.FeatureNames.Count || result.Length != wanted)
                throw new ArgumentException($"a row of {row.Length} values and room for {result.Length} results, the model takes {model.FeatureNames.Count} and gives {wanted}");
            int length = predictor.OutputCount + wanted;
            double[]? rented = length > OnStack ? ArrayPool<double>.Shared.Rent(length) : null;
            Span<double> buffer = rented ?? stackalloc double[OnStack];
            Span<double> outputs = buffer[..predictor.OutputCount], values = buffer.Slice(outputs.Length, wanted);
            predictor.Outputs(row, outputs);
            predictor.Results(outputs, values);
            for (int i = 0; i < values.Length; i++)
                result[i] = asLabels ? Probabilities.Label<T>(values[i]) : T.CreateTruncating(values[i]);
            if (rented is not null)
                ArrayPool<double>.Shared.Return(rented);
        }
    }
}
