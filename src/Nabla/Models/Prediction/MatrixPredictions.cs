using Nabla.Data;
using Nabla.Numerics;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>Predictions of a model for many rows of numbers.</summary>
public static class MatrixPredictions
{
    /// <param name="model">The model.</param>
    extension(Model model)
    {
        /// <summary>The name of the class of each example.</summary>
        /// <param name="features">Raw features [examples × features].</param>
        /// <param name="threads">The maximum number of threads; 1 by default.</param>
        public string[] PredictClasses(ReadOnlyMatrixView<double> features, int threads = 1)
            => Array.ConvertAll(model.PredictClassIndices(features, threads), index => model.ClassNames[index]);

        /// <summary>The class of each example, as an index into <see cref="Model.ClassNames"/>.</summary>
        /// <param name="features">Raw features [examples × features].</param>
        /// <param name="threads">The maximum number of threads; 1 by default.</param>
        public int[] PredictClassIndices(ReadOnlyMatrixView<double> features, int threads = 1)
        {
            ArgumentNullException.ThrowIfNull(model);
            model.Need(LearningTask.Classification, "classes");
            model.CheckColumns(features.Columns);
            return model.Predictor.Classes(features, threads);
        }

        /// <summary>The class of each example of a data set, as an index into <see cref="Model.ClassNames"/>; a packed table stays in its file.</summary>
        /// <param name="data">The examples, with the features of the model in its order.</param>
        /// <param name="threads">The maximum number of threads; 1 by default.</param>
        public int[] PredictClassIndices(Dataset data, int threads = 1)
        {
            ArgumentNullException.ThrowIfNull(model);
            ArgumentNullException.ThrowIfNull(data);
            model.Need(LearningTask.Classification, "classes");
            model.CheckColumns(data.Source.Columns);
            return model.Predictor.Classes(data.Source, threads);
        }

        /// <summary>Each label of each example, 1 for yes and 0 for no [examples × labels]: yes if its probability is above ½.</summary>
        /// <param name="features">Raw features [examples × features].</param>
        /// <param name="threads">The maximum number of threads; 1 by default.</param>
        public Matrix<double> PredictLabels(ReadOnlyMatrixView<double> features, int threads = 1)
        {
            ArgumentNullException.ThrowIfNull(model);
            model.Need(LearningTask.MultiLabel, "labels");
            Matrix<double> labels = model.Results(features, threads);
            foreach (ref double label in labels.Data.AsSpan())
                label = Probabilities.Label<double>(label);
            return labels;
        }

        /// <summary>
        /// The probability of each class [examples × classes], or of each label. Outputs that are not class probabilities (independent sigmoids) are
        /// divided by their sum.
        /// </summary>
        /// <param name="features">Raw features [examples × features].</param>
        /// <param name="threads">The maximum number of threads; 1 by default.</param>
        public Matrix<double> PredictProbabilities(ReadOnlyMatrixView<double> features, int threads = 1)
        {
            ArgumentNullException.ThrowIfNull(model);
            model.NeedProbabilities();
            return model.Results(features, threads);
        }

        /// <summary>The predicted values [examples × targets], in the targets' units.</summary>
        /// <param name="features">Raw features [examples × features].</param>
        /// <param name="threads">The maximum number of threads; 1 by default.</param>
        public Matrix<double> PredictValues(ReadOnlyMatrixView<double> features, int threads = 1)
        {
            ArgumentNullException.ThrowIfNull(model);
            model.Need(LearningTask.Regression, "values");
            return model.Results(features, threads);
        }

        /// <summary>The raw outputs of the network [examples × outputs].</summary>
        /// <param name="features">Raw features [examples × features].</param>
        /// <param name="threads">The maximum number of threads; 1 by default.</param>
        public Matrix<double> Outputs(ReadOnlyMatrixView<double> features, int threads = 1)
        {
            ArgumentNullException.ThrowIfNull(model);
            model.CheckColumns(features.Columns);
            return model.Predictor.Outputs(features, threads);
        }

        private Matrix<double> Results(ReadOnlyMatrixView<double> features, int threads)
        {
            model.CheckColumns(features.Columns);
            return model.Predictor.Results(features, threads);
        }
    }
}
