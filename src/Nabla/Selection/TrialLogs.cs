using System.Text;
using System.Text.Json;
using Nabla.Models;

namespace Nabla.Selection;

/// <summary>Logs of searches in shares.</summary>
public static class TrialLogs
{
    /// <summary>Whether a file starts like a log.</summary>
    public static bool Is(string path)
    {
        using FileStream stream = File.OpenRead(path);
        Span<byte> beginning = stackalloc byte[16];
        int count = stream.ReadAtLeast(beginning, beginning.Length, throwOnEndOfStream: false);
        return beginning[..count].StartsWith("{\"nablaTrials\":"u8);
    }

    /// <summary>Merges the logs of all shares to one, with the same bytes as the log of one process.</summary>
    /// <param name="parts">The logs of the shares, in any order; a trial in several logs is taken once.</param>
    /// <param name="output">The log to write; it appears when it is complete.</param>
    /// <returns>The number of trials.</returns>
    /// <exception cref="InvalidDataException">A part is not a log, is incomplete, or is from another search; or a trial is missing.</exception>
    public static int Merge(IReadOnlyList<string> parts, string output)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Count == 0)
            throw new ArgumentException("no logs to merge, expected at least one", nameof(parts));
        string? header = null;
        var trials = new SortedDictionary<int, string>();
        foreach (string part in parts)
        {
            string text = File.ReadAllText(part);
            string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (lines.Length == 0 || !text.EndsWith('\n'))
                throw new InvalidDataException($"'{part}' is incomplete: its search was interrupted; continue it first (--resume)");
            header ??= lines[0];
            if (lines[0] != header)
                throw new InvalidDataException($"'{part}' is the log of another search than '{parts[0]}'");
            foreach (string line in lines[1..])
                Add(part, line);
        }

        int missing = trials.Keys.TakeWhile((number, place) => number == place).Count();
        if (missing < trials.Count || trials.Count == 0)
            throw new InvalidDataException($"trial {missing} is in none of the {parts.Count} logs: a share is missing or was not finished");
        AtomicFile.Write(output, stream =>
        {
            foreach (string line in (IEnumerable<string>)[header!, .. trials.Values])
                stream.Write(Encoding.UTF8.GetBytes(line + '\n'));
        });
        return trials.Count;

        void Add(string part, string line)
        {
            int number;
            try
            {
                number = JsonSerializer.Deserialize(line, LogJson.Default.LogLine) is { Values: not null } trial ? trial.Trial : throw new JsonException();
            }
            catch (JsonException e)
            {
                throw new InvalidDataException($"'{part}' is not a log of a search", e);
            }

            if (!trials.TryAdd(number, line) && trials[number] != line)
                throw new InvalidDataException($"'{part}' has another trial {number} than the parts before it");
        }
    }
}
