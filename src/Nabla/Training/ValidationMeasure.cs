namespace Nabla.Training;

/// <summary>The measure that chooses the best epoch.</summary>
public enum ValidationMeasure
{
    /// <summary>The loss of the validation part: the lowest.</summary>
    Loss,

    /// <summary>The part of the validation examples that are right: the largest.</summary>
    Accuracy,
}
