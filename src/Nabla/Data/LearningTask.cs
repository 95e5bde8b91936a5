namespace Nabla.Data;

/// <summary>The task.</summary>
public enum LearningTask
{
    /// <summary>One of several classes for each example.</summary>
    Classification,

    /// <summary>One or more numbers for each example.</summary>
    Regression,

    /// <summary>Any number of several labels for each example, each of them yes or no.</summary>
    MultiLabel,
}
