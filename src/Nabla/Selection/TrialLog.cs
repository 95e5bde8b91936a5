using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Nabla.Data;
using Nabla.Models;

namespace Nabla.Selection;

/// <summary>The first line of a log: the identity of the search. A search continues only if all of it is equal.</summary>
internal sealed record LogHeader(
    int NablaTrials, string Data, string Sha256, string Method, IReadOnlyList<string> Space, int? Bracket, int Folds, int Repeats, ulong Seed, string Settings, bool? Nested = null);

/// <summary>A trial as a line.</summary>
internal sealed record LogLine(int Trial, int Epochs, IReadOnlyList<KeyValuePair<string, string>> Values, IReadOnlyList<FoldScore>? Folds, string? Refusal, byte[]? Predictions = null);

/// <summary>The JSON of a log.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LogHeader))]
[JsonSerializable(typeof(LogLine))]
internal sealed partial class LogJson : JsonSerializerContext;

/// <summary>
/// The trials of a search in a file, one line of JSON each, flushed to disk one by one. If the process is killed, all lines except perhaps the last
/// are complete; an incomplete one is removed when the search continues. The open file locks out a second search.
/// </summary>
internal sealed class TrialLog : IDisposable
{
    private readonly FileStream stream;
    private readonly Dictionary<(int Number, int Epochs), Trial> known = [];

    private readonly bool device;

    private TrialLog(FileStream stream, bool device) => (this.stream, this.device) = (stream, device);

    /// <summary>Opens the log of a search: a new one, or that of the same search to resume.</summary>
    /// <exception cref="InvalidDataException">The file is the log of another search, or not a log.</exception>
    /// <exception cref="IOException">The file cannot be written, or another search uses it.</exception>
    public static TrialLog Open(string path, bool resume, LogHeader header)
    {
        bool isDevice = FileIdentity.Of(path).IsStream;
        if (isDevice && resume)
            throw new IOException($"'{path}' is a device or a pipe: a search continues from a file only");
        var log = new TrialLog(isDevice ? new FileStream(path, FileMode.Open, FileAccess.Write) : new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None), isDevice);
        try
        {
            if (!resume || !log.Read(path, header))
            {
                if (!isDevice)
                    log.stream.SetLength(0);
                log.Append(JsonSerializer.Serialize(header, LogJson.Default.LogHeader));
            }

            return log;
        }
        catch
        {
            log.Dispose();
            throw;
        }
    }

    /// <summary>The settings as text.</summary>
    public static string TextOf(MlpSettings settings) => JsonSerializer.Serialize(settings, ModelJson.Of<MlpSettings>(ModelJson.OptionsFor(new ModelCatalogs())));

    /// <summary>Finds a trial in the file; null if it is missing.</summary>
    public Trial? Find(int number, int epochs) => this.known.GetValueOrDefault((number, epochs));

    /// <summary>Appends a trial.</summary>
    public void Add(Trial trial)
        => this.Append(JsonSerializer.Serialize(new LogLine(trial.Number, trial.Epochs, trial.Candidate.Values, trial.Scores?.Folds, trial.Refusal, trial.Predictions?.ToBytes()), LogJson.Default.LogLine));

    /// <inheritdoc/>
    public void Dispose() => this.stream.Dispose();

    private bool Read(string path, LogHeader header)
    {
        var bytes = new byte[this.stream.Length];
        this.stream.ReadExactly(bytes);
        int end = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        this.stream.SetLength(end);
        string[] lines = Encoding.UTF8.GetString(bytes, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0)
            return false;
        try
        {
            if (lines[0] != JsonSerializer.Serialize(header, LogJson.Default.LogHeader))
                throw new InvalidDataException($"'{path}' is of another search: {Difference(lines[0], header)}; without resuming it is replaced");
            foreach (string text in lines[1..])
            {
                if (JsonSerializer.Deserialize(text, LogJson.Default.LogLine) is not { Values: not null } line)
                    throw new JsonException();
                var trial = new Trial(
                    line.Trial, new Candidate([.. line.Values]), line.Epochs, line.Folds is null ? null : new CrossValidation(line.Folds), line.Refusal)
                {
                    Predictions = line.Predictions is { } kept ? NestedPredictions.Of(kept, header.Folds) : null,
                };
                this.known[(trial.Number, trial.Epochs)] = trial;
            }
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{path}' is not a log of a search", e);
        }

        return true;
    }

    private static string Difference(string line, LogHeader wanted)
    {
        if (JsonSerializer.Deserialize(line, LogJson.Default.LogHeader) is not { Space: not null } found)
            throw new JsonException();
        return found.NablaTrials != wanted.NablaTrials ? $"another version of Nabla wrote it"
            : found.Data != wanted.Data || found.Sha256 != wanted.Sha256 ? $"its data was '{found.Data}' with other numbers or rows"
            : found.Nested != wanted.Nested ? found.Nested == true ? "it was for an ensemble" : "it kept no predictions to choose an ensemble by"
            : found.Settings != wanted.Settings ? "the settings that are not tried were others"
            : !found.Space.SequenceEqual(wanted.Space, StringComparer.Ordinal) ? $"it tried {string.Join(' ', found.Space)}"
            : $"it was {found.Method} with {found.Folds} folds, {found.Repeats} repeats and seed {found.Seed}";
    }

    private void Append(string line)
    {
        if (!this.device)
            this.stream.Position = this.stream.Length;
        this.stream.Write(Encoding.UTF8.GetBytes(line + '\n'));
        this.stream.Flush(flushToDisk: true);
    }
}
