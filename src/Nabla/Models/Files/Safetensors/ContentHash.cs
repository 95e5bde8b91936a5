using System.Security.Cryptography;
using System.Text;

namespace Nabla.Models;

/// <summary>
/// The SHA-256 hash of a model file, stored in the file: over all its bytes, with zeros instead of the 64 digits of the hash. It detects any changed bit.
/// </summary>
internal static class ContentHash
{
    /// <summary>The name of the metadata text with the hash.</summary>
    public const string Key = "sha256";

    private const int Digits = 64;
    private const int PieceBytes = 1 << 16;

    /// <summary>The placeholder for the hash.</summary>
    public static byte[] Placeholder { get; } = Encoding.ASCII.GetBytes(new string('0', Digits));

    /// <summary>Replaces the placeholder in a header with the hash.</summary>
    /// <param name="header">The bytes of the header.</param>
    /// <param name="data">The bytes after the header, in pieces.</param>
    public static void Put(byte[] header, IEnumerable<byte[]> data)
    {
        int start = PlaceIn(header, Placeholder);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(header);
        foreach (byte[] piece in data)
            hash.AppendData(piece);
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset())).CopyTo(header.AsSpan(start));
    }

    /// <summary>Refuses a file whose hash does not match its bytes.</summary>
    /// <param name="stream">The stream, at any position.</param>
    /// <param name="begin">The start of the file in the stream.</param>
    /// <param name="header">The header.</param>
    /// <param name="headerBytes">The bytes of length and header.</param>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static void Check(Stream stream, long begin, SafetensorsHeader header, int headerBytes)
    {
        if (!header.Metadata.TryGetValue(Key, out ReadOnlyMemory<byte> digits) || digits.Length != Digits)
            throw new InvalidDataException($"damaged: its metadata have no '{Key}' of its content");
        stream.Position = begin;
        var bytes = new byte[headerBytes];
        stream.ReadExactly(bytes);
        int start = PlaceIn(bytes, digits.Span);
        if (start < 0)
            throw new InvalidDataException($"damaged: '{Key}' is not in its header in the expected form");
        Placeholder.CopyTo(bytes.AsSpan(start));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(bytes);
        var piece = new byte[PieceBytes];
        for (int count = stream.Read(piece); count > 0; count = stream.Read(piece))
            hash.AppendData(piece, 0, count);
        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != Encoding.ASCII.GetString(digits.Span))
            throw new InvalidDataException("damaged: its content does not match its SHA-256");
    }

    private static int PlaceIn(ReadOnlySpan<byte> header, ReadOnlySpan<byte> digits)
    {
        byte[] text = [.. Encoding.ASCII.GetBytes($"\"{Key}\":\""), .. digits, (byte)'"'];
        int found = header.IndexOf(text);
        return found < 0 ? -1 : found + Key.Length + 4;
    }
}
