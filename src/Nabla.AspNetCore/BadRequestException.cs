namespace Nabla.AspNetCore;

/// <summary>A problem of a request, in a sentence for the sender.</summary>
internal sealed class BadRequestException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The status; 400 by default.</summary>
    public int Status { get; init; } = 400;

    /// <summary>The row it is wrong in, from 0; null for the request as a whole.</summary>
    public int? Row { get; init; }

    /// <summary>The column it is wrong in; null for the row as a whole.</summary>
    public string? Column { get; init; }
}
