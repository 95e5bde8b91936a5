using Nabla.Data;
using Nabla.Models;

namespace Nabla.Studio;

/// <summary>What a host gives a session, and what it bounds.</summary>
public sealed record StudioHost
{
    /// <summary>What the host is called in messages: <c>the browser</c>, say.</summary>
    public required string Name { get; init; }

    /// <summary>The most threads of a training step, 1 or more; 1 unless said.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>The most rows of each part that are drawn and judged while a run goes on, 1 or more; 600 unless said.</summary>
    public int MostDrawnRows { get; init; } = 600;

    /// <summary>The most bytes of a file that is opened; no limit unless said.</summary>
    public long MostFileBytes { get; init; } = long.MaxValue;

    /// <summary>What makes the page of a report from a model and its parts; null, the default, where the host has none.</summary>
    public Func<Model, DataParts, byte[]>? Report { get; init; }

    /// <summary>Data that the session opens at its start: a file of the machine, or the name of a data set; null for the first recipe.</summary>
    public string? Data { get; init; }
}
