using System.Numerics;
using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Models;

/// <summary>
/// Prediction intervals and sets of a model that was trained with them. They cover at least the requested fraction of new rows distributed like the
/// training rows, for any network. Thread-safe; a row of numbers is predicted without allocation.
/// </summary>
public static class ConformalPredictions
{
    private const int OnStack = 32;

    /// <param name="model">The model.</param>
    extension(Model model)
    {
        /// <summary>The interval of one row, in the target's unit, for a model with one target.</summary>
        /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
        /// <param name="row">A raw value for each of <see cref="Model.FeatureNames"/>; for a table, encoded as by <see cref="TablePredictions"/>.</param>
        /// <exception cref="ArgumentException">The row has the wrong length.</exception>
        /// <exception cref="InvalidOperationException">The model has no intervals, or several targets.</exception>
        public (double Low, double High) PredictInterval<T>(ReadOnlySpan<T> row)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ArgumentNullException.ThrowIfNull(model);
            model.NeedOneTarget();
            (double low, double high) = (0, 0);
            model.PredictIntervals(row, new Span<double>(ref low), new Span<double>(ref high));
            return (low, high);
        }

        /// <summary>The interval of each target of one row, in the targets' units. The coverage holds for each target separately, not jointly.</summary>
        /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
        /// <param name="row">A raw value for each of <see cref="Model.FeatureNames"/>; for a table, encoded as by <see cref="TablePredictions"/>.</param>
        /// <param name="low">Receives the lower bound for each target.</param>
        /// <param name="high">Receives the upper bound for each target.</param>
        /// <exception cref="ArgumentException">A span has the wrong length.</exception>
        /// <exception cref="InvalidOperationException">The model has no intervals.</exception>
        public void PredictIntervals<T>(ReadOnlySpan<T> row, Span<double> low, Span<double> high)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ArgumentNullException.ThrowIfNull(model);
            model.NeedIntervals().Check(model, row.Length, low.Length, high.Length).Intervals(row, low, high);
        }

        /// <summary>The intervals of many rows [examples × targets], in the targets' units.</summary>
        /// <param name="features">Raw features [examples × features].</param>
        /// <exception cref="ArgumentException">The rows have the wrong length.</exception>
        /// <exception cref="InvalidOperationException">The model has no intervals.</exception>
        public (Matrix<double> Low, Matrix<double> High) PredictIntervals(ReadOnlyMatrixView<double> features)
        {
            ArgumentNullException.ThrowIfNull(model);
            ConformalPredictor conformal = model.NeedIntervals();
            model.CheckColumns(features.Columns);
            var low = new Matrix<double>(features.Rows, model.Info.TargetNames.Count);
            var high = new Matrix<double>(features.Rows, low.Columns);
            for (int row = 0; row < low.Rows; row++)
                conformal.Intervals(features.Row(row), low.Row(row), high.Row(row));
            return (low, high);
        }

        /// <summary>The intervals of the rows of a table [rows × targets], in the targets' units.</summary>
        /// <param name="table">The rows, as from a file or from <see cref="Columns.From"/>; other columns are ignored.</param>
        /// <exception cref="InvalidDataException">A column is missing, or a value does not match its column's kind.</exception>
        /// <exception cref="InvalidOperationException">The model has no intervals.</exception>
        public (Matrix<double> Low, Matrix<double> High) PredictIntervals(Table table) => model.PredictIntervals(model.Encode(table));

        /// <summary>Whether each class is in the prediction set of a row. Only a randomized set can be empty: no class then fits the row at this level.</summary>
        /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
        /// <param name="row">A raw value for each of <see cref="Model.FeatureNames"/>; for a table, encoded as by <see cref="TablePredictions"/>.</param>
        /// <param name="classes">Receives a value for each of <see cref="Model.ClassNames"/>.</param>
        /// <exception cref="ArgumentException">A span has the wrong length.</exception>
        /// <exception cref="InvalidOperationException">The model has no sets.</exception>
        public void PredictSet<T>(ReadOnlySpan<T> row, Span<bool> classes)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ArgumentNullException.ThrowIfNull(model);
            model.NeedSets().Check(model, row.Length, classes.Length, classes.Length).Set(row, classes);
        }

        /// <summary>The class names in the prediction set of each row.</summary>
        /// <param name="features">Raw features [examples × features].</param>
        /// <exception cref="ArgumentException">The rows have the wrong length.</exception>
        /// <exception cref="InvalidOperationException">The model has no sets.</exception>
        public IReadOnlyList<string>[] PredictSets(ReadOnlyMatrixView<double> features)
        {
            ArgumentNullException.ThrowIfNull(model);
            ConformalPredictor conformal = model.NeedSets();
            model.CheckColumns(features.Columns);
            var sets = new IReadOnlyList<string>[features.Rows];
            Span<bool> classes = model.ClassNames.Count <= OnStack ? stackalloc bool[OnStack] : new bool[model.ClassNames.Count];
            for (int row = 0; row < sets.Length; row++)
            {
                conformal.Set(features.Row(row), classes);
                var names = new List<string>();
                for (int k = 0; k < model.ClassNames.Count; k++)
                {
                    if (classes[k])
                        names.Add(model.ClassNames[k]);
                }

                sets[row] = names;
            }

            return sets;
        }

        /// <summary>The class names in the prediction set of each row of a table.</summary>
        /// <param name="table">The rows, as from a file or from <see cref="Columns.From"/>; other columns are ignored.</param>
        /// <exception cref="InvalidDataException">A column is missing, or a value does not match its column's kind.</exception>
        /// <exception cref="InvalidOperationException">The model has no sets.</exception>
        public IReadOnlyList<string>[] PredictSets(Table table) => model.PredictSets(model.Encode(table));

        private ConformalPredictor NeedIntervals()
        {
            model.Need(LearningTask.Regression, "intervals");
            return model.Conformal ?? throw new InvalidOperationException("the model was trained without intervals: train it with a level, such as Uncertainty = new() { Intervals = 0.9 } (--intervals 0.9)");
        }

        private ConformalPredictor NeedSets()
        {
            model.Need(LearningTask.Classification, "sets of classes");
            return model.Conformal ?? throw new InvalidOperationException("the model was trained without sets: train it with a level, such as Uncertainty = new() { Sets = 0.9 } (--sets 0.9)");
        }
    }

    private static ConformalPredictor Check(this ConformalPredictor conformal, Model model, int columns, int first, int second)
    {
        int wanted = model.Predictor.ResultCount;
        if (columns != model.FeatureNames.Count || first != wanted || second != wanted)
            throw new ArgumentException($"a row of {columns} values and room for {first} and {second} results, the model takes {model.FeatureNames.Count} and gives {wanted}");
        return conformal;
    }
}
