using System.Globalization;
using System.Text;

namespace Nabla.Cli.Predicting;

/// <summary>Merges the parts of predictions, block by block.</summary>
internal static class PartFiles
{
    private const int LongestLine = 4096;

    /// <summary>Whether a file starts like a part.</summary>
    public static bool Is(string path)
    {
        using FileStream stream = File.OpenRead(path);
        var beginning = new byte[PartHeader.Beginning.Length];
        return stream.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false) == beginning.Length && PartHeader.Beginning.SequenceEqual(beginning);
    }

    /// <summary>Writes the same bytes as a single process.</summary>
    /// <param name="paths">All parts, in any order.</param>
    /// <param name="target">The stream to write to.</param>
    /// <exception cref="InvalidDataException">A part is missing, duplicate, truncated, or from another run.</exception>
    public static void Merge(IReadOnlyList<string> paths, Stream target)
    {
        var parts = new List<Part>();
        try
        {
            foreach (string path in paths)
                parts.Add(new Part(path));
            Part[] ordered = Ordered(parts);
            int block = 0;
            while (ordered[block % ordered.Length].CopyBlock(target))
                block++;
            if (Array.Find(ordered, part => !part.IsAtEnd) is { } longer)
                throw new InvalidDataException($"'{longer.Path}' has more rows than the other parts: they are not from the same run");
        }
        finally
        {
            parts.ForEach(part => part.Dispose());
        }
    }

    private static Part[] Ordered(List<Part> parts)
    {
        PartHeader first = parts[0].Header;
        var ordered = new Part?[first.Shards];
        foreach (Part part in parts)
        {
            if (part.Header.Shards != first.Shards || part.Header.Run != first.Run)
                throw new InvalidDataException($"'{part.Path}' is from another run than '{parts[0].Path}': model, data or options differ");
            ref Part? place = ref ordered[part.Header.Shard - 1];
            if (place is not null)
                throw new InvalidDataException($"'{part.Path}' and '{place.Path}' are both share {part.Header.Shard}/{first.Shards}");
            place = part;
        }

        int missing = Array.IndexOf(ordered, null);
        return missing < 0 ? [.. ordered.OfType<Part>()] : throw new InvalidDataException($"share {missing + 1}/{first.Shards} is not among the {parts.Count} parts");
    }

    /// <summary>An open part.</summary>
    private sealed class Part : IDisposable
    {
        private readonly FileStream stream;

        public Part(string path)
        {
            this.Path = path;
            this.stream = File.OpenRead(path);
            this.Header = PartHeader.Read(path, this.ReadLine());
        }

        public string Path { get; }

        public PartHeader Header { get; }

        public bool IsAtEnd => this.stream.Position == this.stream.Length;

        /// <summary>Copies the next block; returns false at the end.</summary>
        public bool CopyBlock(Stream target)
        {
            if (this.IsAtEnd)
                return false;
            if (!int.TryParse(this.ReadLine(), NumberStyles.None, CultureInfo.InvariantCulture, out int length) || length > this.stream.Length - this.stream.Position)
                throw new InvalidDataException($"'{this.Path}' is truncated");
            var bytes = new byte[length];
            this.stream.ReadExactly(bytes);
            target.Write(bytes);
            return true;
        }

        public void Dispose() => this.stream.Dispose();

        private string ReadLine()
        {
            var line = new List<byte>();
            for (int next = this.stream.ReadByte(); next is not (-1 or '\n') && line.Count < LongestLine; next = this.stream.ReadByte())
                line.Add((byte)next);
            return Encoding.UTF8.GetString([.. line]);
        }
    }
}
