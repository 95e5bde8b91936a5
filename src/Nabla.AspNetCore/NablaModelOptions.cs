namespace Nabla.AspNetCore;

/// <summary>Options of a served model.</summary>
public sealed class NablaModelOptions
{
    /// <summary>The interval at which the model file is checked, and reloaded if it was replaced; default: 1 s. Zero disables the check.</summary>
    public TimeSpan ReloadInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Maximum number of rows of a request; default: 10,000.</summary>
    public int MaxRows { get; set; } = 10_000;

    /// <summary>Maximum size of a request body in bytes; default: 16 MB.</summary>
    public int MaxBodyBytes { get; set; } = 1 << 24;

    /// <summary>The time limit for receiving a request body; default: 30 s.</summary>
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
