namespace Nabla.Numerics;

/// <summary>
/// A group of cooperating processes, numbered from 0, which exchange bytes. The library interprets the bytes and does all summation, so that a sum
/// has the same bits with any transport.
/// </summary>
/// <remarks>Every process calls the same operations in the same order. <c>MpiGroup.World()</c> of Nabla.Mpi is an implementation; a test may use
/// threads.</remarks>
public interface IProcessGroup
{
    /// <summary>The number of this process, from 0.</summary>
    int Rank { get; }

    /// <summary>The number of processes.</summary>
    int Size { get; }

    /// <summary>
    /// Sends bytes to a process and receives bytes from a process, at the same time, and returns when both are done. Messages between two processes
    /// arrive in order, and both know their lengths.
    /// </summary>
    /// <param name="to">The receiver; ignored if nothing is sent.</param>
    /// <param name="sent">The bytes to send; empty to send nothing.</param>
    /// <param name="from">The sender; ignored if nothing is received.</param>
    /// <param name="received">The buffer, of exactly the length of the message; empty to receive nothing.</param>
    /// <exception cref="IOException">The other process does not respond; the message names it.</exception>
    void Exchange(int to, ReadOnlySpan<byte> sent, int from, Span<byte> received);
}
