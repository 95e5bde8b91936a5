namespace Nabla.Data;

/// <summary>A data set split into training, validation and test parts.</summary>
/// <param name="Train">The training examples.</param>
/// <param name="Validation">The validation examples, for early stopping; null for none.</param>
/// <param name="Test">The test examples, never used for training; null for none.</param>
public sealed record DataParts(Dataset Train, Dataset? Validation = null, Dataset? Test = null)
{
    /// <summary>The settings of the split; null if unknown.</summary>
    public SplitSettings? Split { get; init; }
}
