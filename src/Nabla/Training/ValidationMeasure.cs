namespace Nabla.Training;

/// <summary>The measure that chooses the best epoch.</summary>
public enum ValidationMeasure
{
    /// <summary>The validation loss: the lowest is best.</summary>
    Loss,

    /// <summary>The validation accuracy: the largest is best.</summary>
    Accuracy,
}
