namespace Nabla.AspNetCore;

/// <summary>How a model is served.</summary>
public sealed class NablaModelOptions
{
    /// <summary>How often the model's file is looked at; a file that was replaced is loaded. One second by default; zero for never.</summary>
    public TimeSpan ReloadInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The most rows of a request; 10,000 by default.</summary>
    public int MaxRows { get; set; } = 10_000;

    /// <summary>The most bytes of a request's body; 16 MB by default.</summary>
    public int MaxBodyBytes { get; set; } = 1 << 24;

    /// <summary>The time in which a request's body must have arrived; 30 seconds by default.</summary>
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
