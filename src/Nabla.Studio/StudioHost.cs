using Nabla.Data;
using Nabla.Models;

namespace Nabla.Studio;

/// <summary>Settings and limits that a host gives a session.</summary>
public sealed record StudioHost
{
    /// <summary>The host's name in messages, such as <c>the browser</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Maximum number of threads of a training step; default: 1.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Maximum number of rows of each part that are drawn and scored during a run, 1 or more; default: 600.</summary>
    public int MostDrawnRows { get; init; } = 600;

    /// <summary>Maximum size of an opened file in bytes; default: no limit.</summary>
    public long MostFileBytes { get; init; } = long.MaxValue;

    /// <summary>Makes an HTML report from a model and its data; null (the default) if the host cannot make reports.</summary>
    public Func<Model, DataParts, byte[]>? Report { get; init; }

    /// <summary>The data that the session opens at its start: a file path or the name of a data set; null for the first recipe.</summary>
    public string? Data { get; init; }
}
