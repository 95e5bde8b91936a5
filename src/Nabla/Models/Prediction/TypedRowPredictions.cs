using Nabla.Data;

namespace Nabla.Models;

/// <summary>Predictors for typed rows.</summary>
public static class TypedRowPredictions
{
    /// <param name="model">The model.</param>
    extension(Model model)
    {
        /// <summary>A predictor for rows of a type marked <see cref="NablaRowAttribute">[NablaRow]</see>.</summary>
        /// <exception cref="ArgumentException">The type has no property for a column that the model needs.</exception>
        public RowPredictor<TRow> For<TRow>()
            where TRow : INablaRow<TRow>
            => new(model, TRow.Columns);

        /// <summary>A predictor for rows of any type: <c>model.For&lt;Person&gt;(("age", p => p.Age), ("city", p => p.City))</c>.</summary>
        /// <param name="columns">A name and a value for each column that the model needs.</param>
        /// <exception cref="ArgumentException">A column that the model needs is missing, or two columns have the same name.</exception>
        public RowPredictor<TRow> For<TRow>(params ReadOnlySpan<(string Name, Func<TRow, Cell> Value)> columns)
        {
            ArgumentNullException.ThrowIfNull(model);
            var all = new List<RowColumn<TRow>>(columns.Length);
            foreach ((string name, Func<TRow, Cell> value) in columns)
            {
                int column = model.Preprocessor.Schema.IndexOf(name);
                all.Add(new RowColumn<TRow>(name, column < 0 ? ColumnKind.Number : model.Preprocessor.Schema.Columns[column].Kind, value));
            }

            return new RowPredictor<TRow>(model, new RowColumns<TRow>(all));
        }
    }
}
