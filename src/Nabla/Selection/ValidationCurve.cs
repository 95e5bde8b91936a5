using Nabla.Data;
using Nabla.Models;

namespace Nabla.Selection;

/// <summary>Training and validation scores for several values of one setting.</summary>
/// <typeparam name="TValue">The type of the setting: a number, a list of layers, an activation …</typeparam>
/// <param name="Points">The points, in the order of the values.</param>
public sealed record ValidationCurve<TValue>(IReadOnlyList<ValidationCurvePoint<TValue>> Points)
{
    /// <summary>Cross-validates the settings with each value.</summary>
    /// <param name="dataset">The rows.</param>
    /// <param name="values">The values.</param>
    /// <param name="settings">Gets the settings for a value.</param>
    /// <param name="folds">The folds, the same for all values.</param>
    /// <param name="control">Threads and cancellation.</param>
    /// <exception cref="ArgumentException">Settings do not fit the data.</exception>
    public static ValidationCurve<TValue> Run(
        Dataset dataset, IReadOnlyList<TValue> values, Func<TValue, MlpSettings> settings, IReadOnlyList<Fold> folds, RunControl? control = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(settings);
        return new([.. values.Select(value => new ValidationCurvePoint<TValue>(value, CrossValidation.Run(dataset, settings(value), folds, control)))]);
    }
}

/// <summary>A point of a validation curve.</summary>
/// <param name="Value">The value.</param>
/// <param name="Scores">The scores over the folds.</param>
public sealed record ValidationCurvePoint<TValue>(TValue Value, CrossValidation Scores);
