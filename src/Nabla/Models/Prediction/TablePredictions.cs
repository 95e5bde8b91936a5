using Nabla.Data;
using Nabla.Numerics;

namespace Nabla.Models;

/// <summary>
/// Predictions of a model for tables and for rows by name. Columns are found by name in any order, and read as in training.
/// </summary>
public static class TablePredictions
{
    /// <param name="model">The model.</param>
    extension(Model model)
    {
        /// <summary>The rows of a table, encoded for the model: a number for each of <see cref="Model.FeatureNames"/> [rows × columns].</summary>
        /// <param name="table">The rows, as from a file or from <see cref="Columns.From"/>; other columns are ignored.</param>
        /// <exception cref="InvalidDataException">A column is missing, or a value does not match its column's kind.</exception>
        public Matrix<double> Encode(Table table)
        {
            ArgumentNullException.ThrowIfNull(model);
            ArgumentNullException.ThrowIfNull(table);
            string[] missing = [.. model.FeatureNames.Where(name => table.Schema.IndexOf(name) < 0)];
            return missing.Length == 0
                ? model.Preprocessor.Schema.Encode(table)
                : throw new InvalidDataException($"the model needs {(missing.Length == 1 ? "column" : "columns")} {Excerpt.Of(missing)}, which the table does not have: it has {Excerpt.Of(table.Schema.Names)}");
        }

        /// <summary>The name of the class of each row.</summary>
        /// <param name="table">The rows, as from a file or from <see cref="Columns.From"/>; other columns are ignored.</param>
        /// <exception cref="InvalidDataException">A column is missing, or a value does not match its column's kind.</exception>
        public string[] PredictClasses(Table table) => model.PredictClasses(model.Encode(table));

        /// <summary>The class of each row, as an index into <see cref="Model.ClassNames"/>.</summary>
        /// <param name="table">The rows, as from a file or from <see cref="Columns.From"/>; other columns are ignored.</param>
        /// <exception cref="InvalidDataException">A column is missing, or a value does not match its column's kind.</exception>
        public int[] PredictClassIndices(Table table) => model.PredictClassIndices(model.Encode(table));

        /// <summary>The probability of each class [rows × classes], or of each label.</summary>
        /// <param name="table">The rows, as from a file or from <see cref="Columns.From"/>; other columns are ignored.</param>
        /// <exception cref="InvalidDataException">A column is missing, or a value does not match its column's kind.</exception>
        public Matrix<double> PredictProbabilities(Table table) => model.PredictProbabilities(model.Encode(table));

        /// <summary>Each label of each row, 1 for yes and 0 for no [rows × labels].</summary>
        /// <param name="table">The rows, as from a file or from <see cref="Columns.From"/>; other columns are ignored.</param>
        /// <exception cref="InvalidDataException">A column is missing, or a value does not match its column's kind.</exception>
        public Matrix<double> PredictLabels(Table table) => model.PredictLabels(model.Encode(table));

        /// <summary>The predicted values [rows × targets], in the targets' units.</summary>
        /// <param name="table">The rows, as from a file or from <see cref="Columns.From"/>; other columns are ignored.</param>
        /// <exception cref="InvalidDataException">A column is missing, or a value does not match its column's kind.</exception>
        public Matrix<double> PredictValues(Table table) => model.PredictValues(model.Encode(table));

        /// <summary>For each column, the number of rows with a text that did not occur in training; columns without any are omitted.</summary>
        /// <param name="table">The rows, as from a file or from <see cref="Columns.From"/>; other columns are ignored.</param>
        /// <exception cref="InvalidDataException">A column is missing, or a value does not match its column's kind.</exception>
        public IReadOnlyDictionary<string, int> UnknownCategories(Table table)
        {
            int[] counts = model.Preprocessor.CountUnknown(model.Encode(table));
            return model.FeatureNames.Zip(counts).Where(column => column.Second > 0).ToDictionary(StringComparer.Ordinal);
        }

        /// <summary>A row by name, encoded for the model: a number for each of <see cref="Model.FeatureNames"/>.</summary>
        /// <param name="row">Numbers, texts, booleans, dates, null for a missing value; other names are ignored.</param>
        /// <exception cref="ArgumentException">A column has no value.</exception>
        /// <exception cref="InvalidDataException">A value does not match its column's kind.</exception>
        public double[] Encode(IReadOnlyDictionary<string, object?> row)
        {
            ArgumentNullException.ThrowIfNull(model);
            var values = new double[model.FeatureNames.Count];
            model.Preprocessor.Schema.Encode(row, values);
            return values;
        }

        /// <summary>The name of the class of a row by name.</summary>
        /// <param name="row">Numbers, texts, booleans, dates, null for a missing value; other names are ignored.</param>
        /// <exception cref="ArgumentException">A column has no value.</exception>
        /// <exception cref="InvalidDataException">A value does not match its column's kind.</exception>
        public string PredictClass(IReadOnlyDictionary<string, object?> row) => model.PredictClass<double>(model.Encode(row));

        /// <summary>The probability of each class or label of a row by name.</summary>
        /// <param name="row">Numbers, texts, booleans, dates, null for a missing value; other names are ignored.</param>
        /// <exception cref="ArgumentException">A column has no value.</exception>
        /// <exception cref="InvalidDataException">A value does not match its column's kind.</exception>
        public double[] PredictProbabilities(IReadOnlyDictionary<string, object?> row)
        {
            ArgumentNullException.ThrowIfNull(model);
            model.NeedProbabilities();
            var result = new double[model.Predictor.ResultCount];
            model.PredictProbabilities<double>(model.Encode(row), result);
            return result;
        }

        /// <summary>Each label of a row by name, 1 for yes and 0 for no.</summary>
        /// <param name="row">Numbers, texts, booleans, dates, null for a missing value; other names are ignored.</param>
        /// <exception cref="ArgumentException">A column has no value.</exception>
        /// <exception cref="InvalidDataException">A value does not match its column's kind.</exception>
        public double[] PredictLabels(IReadOnlyDictionary<string, object?> row)
        {
            ArgumentNullException.ThrowIfNull(model);
            model.Need(LearningTask.MultiLabel, "labels");
            var result = new double[model.Predictor.ResultCount];
            model.PredictLabels<double>(model.Encode(row), result);
            return result;
        }

        /// <summary>The predicted value of a row by name, in the target's unit, for a model with one target.</summary>
        /// <param name="row">Numbers, texts, booleans, dates, null for a missing value; other names are ignored.</param>
        /// <exception cref="ArgumentException">A column has no value.</exception>
        /// <exception cref="InvalidDataException">A value does not match its column's kind.</exception>
        public double PredictValue(IReadOnlyDictionary<string, object?> row)
        {
            ArgumentNullException.ThrowIfNull(model);
            model.NeedOneTarget();
            return model.PredictValue<double>(model.Encode(row));
        }

        /// <summary>The predicted value of each target of a row by name, in the targets' units.</summary>
        /// <param name="row">Numbers, texts, booleans, dates, null for a missing value; other names are ignored.</param>
        /// <exception cref="ArgumentException">A column has no value.</exception>
        /// <exception cref="InvalidDataException">A value does not match its column's kind.</exception>
        public double[] PredictValues(IReadOnlyDictionary<string, object?> row)
        {
            ArgumentNullException.ThrowIfNull(model);
            model.Need(LearningTask.Regression, "values");
            var result = new double[model.Predictor.ResultCount];
            model.PredictValues<double>(model.Encode(row), result);
            return result;
        }
    }
}
