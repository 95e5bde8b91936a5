namespace Nabla.Numerics;

/// <summary>
/// Processes that work on one thing, numbered from 0, and the one way in which they talk: bytes from one to another. What the bytes mean, and
/// all adding, is the library's, so that a sum has the same bits whatever carries its parts.
/// </summary>
/// <remarks>Every process calls the same operations in the same order. <c>MpiGroup.World()</c> of Nabla.Mpi is one; a test may be one of threads.</remarks>
public interface IProcessGroup
{
    /// <summary>The number of this process, from 0.</summary>
    int Rank { get; }

    /// <summary>The number of processes.</summary>
    int Size { get; }

    /// <summary>
    /// Sends bytes to a process and receives bytes from a process, at the same time; returns when both are done. What two processes send
    /// each other arrives in the order it was sent, and both know its length.
    /// </summary>
    /// <param name="to">Whom to send to; without meaning if nothing is sent.</param>
    /// <param name="sent">The bytes to send; none sends nothing.</param>
    /// <param name="from">Whom to receive from; without meaning if nothing is received.</param>
    /// <param name="received">Room for exactly the bytes that come; none receives nothing.</param>
    /// <exception cref="IOException">The other process does not answer; the message says which.</exception>
    void Exchange(int to, ReadOnlySpan<byte> sent, int from, Span<byte> received);
}
