namespace Nabla.AspNetCore;

/// <summary>An invalid request, with a message for the sender.</summary>
internal sealed class BadRequestException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The HTTP status; default: 400.</summary>
    public int Status { get; init; } = 400;

    /// <summary>The invalid row, from 0; null if the whole request is invalid.</summary>
    public int? Row { get; init; }

    /// <summary>The invalid column; null if the whole row is invalid.</summary>
    public string? Column { get; init; }
}
