namespace Nabla.Data;

/// <summary>The type of the learning task.</summary>
public enum LearningTask
{
    /// <summary>One of several classes per example.</summary>
    Classification,

    /// <summary>One or more numbers per example.</summary>
    Regression,

    /// <summary>Several yes-or-no labels per example.</summary>
    MultiLabel,
}
