namespace Nabla.Data;

/// <summary>A data set in parts for training, validation and test.</summary>
/// <param name="Train">The examples to train on.</param>
/// <param name="Validation">The validation examples, for early stopping; null for none.</param>
/// <param name="Test">The examples that training never sees; null for none.</param>
public sealed record DataParts(Dataset Train, Dataset? Validation = null, Dataset? Test = null)
{
    /// <summary>How the parts were made; null where that is not known.</summary>
    public SplitSettings? Split { get; init; }
}
