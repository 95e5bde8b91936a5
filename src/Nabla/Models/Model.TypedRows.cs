using Nabla.Data;

namespace Nabla.Models;

/// <content>Predictions for rows of types.</content>
public sealed partial class Model
{
    /// <summary>The model for rows of a type that is marked <see cref="NablaRowAttribute">[NablaRow]</see>.</summary>
    /// <exception cref="ArgumentException">The type has no property for a column that the model needs.</exception>
    public RowPredictor<TRow> For<TRow>()
        where TRow : INablaRow<TRow>
        => new(this, TRow.Columns);

    /// <summary>The model for rows of any type: <c>model.For&lt;Person&gt;(("age", p => p.Age), ("city", p => p.City))</c>.</summary>
    /// <param name="columns">A name and a value for each column that the model needs.</param>
    /// <exception cref="ArgumentException">A column that the model needs is not among them, or two have the same name.</exception>
    public RowPredictor<TRow> For<TRow>(params ReadOnlySpan<(string Name, Func<TRow, Cell> Value)> columns)
    {
        var all = new List<RowColumn<TRow>>(columns.Length);
        foreach ((string name, Func<TRow, Cell> value) in columns)
        {
            int column = this.Preprocessor.Schema.IndexOf(name);
            all.Add(new RowColumn<TRow>(name, column < 0 ? ColumnKind.Number : this.Preprocessor.Schema.Columns[column].Kind, value));
        }

        return new RowPredictor<TRow>(this, new RowColumns<TRow>(all));
    }
}
