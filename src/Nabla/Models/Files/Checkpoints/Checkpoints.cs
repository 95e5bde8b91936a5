using System.Diagnostics;
using System.Numerics;
using Nabla.Descriptions;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>The checkpoints of a run: loads the one to continue from, and writes new ones when due.</summary>
internal sealed class Checkpoints<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly TimeSpan UsualTime = TimeSpan.FromMinutes(1);

    private readonly CheckpointOptions options;
    private readonly CheckpointFolder folder;
    private readonly byte[] run;
    private readonly int layers;
    private long last = Stopwatch.GetTimestamp();

    /// <summary>Locks the folder and looks for a checkpoint to continue from.</summary>
    /// <param name="options">The options.</param>
    /// <param name="run">The identity of the run.</param>
    /// <param name="layers">The layers of the network.</param>
    /// <exception cref="IOException">The folder is in use or not writable.</exception>
    /// <exception cref="ArgumentException">The folder contains checkpoints of another run, or resuming was not requested.</exception>
    /// <exception cref="InvalidDataException">None of the checkpoints can be used.</exception>
    public Checkpoints(CheckpointOptions options, CheckpointRun run, int layers)
    {
        options.Validate();
        this.options = options;
        this.run = run.ToJson();
        this.layers = layers;
        this.folder = new CheckpointFolder(options.Folder);
        try
        {
            this.State = this.Find();
        }
        catch
        {
            this.folder.Dispose();
            throw;
        }
    }

    /// <summary>The state to continue from; null to start from the beginning.</summary>
    public TrainingState<T>? State { get; }

    /// <summary>
    /// Whether a checkpoint is due after an epoch. The end of a run has one, so that a finished run is not repeated when a larger one resumes.
    /// </summary>
    public bool IsDue(EpochRecord record, bool isComplete)
    {
        TimeSpan? time = this.options.EveryTime ?? (this.options.EveryEpochs is null ? UsualTime : null);
        return record.Epoch > 0 && (isComplete || record.Epoch % this.options.EveryEpochs == 0 || Stopwatch.GetElapsedTime(this.last) >= time);
    }

    /// <summary>Writes a checkpoint after an epoch.</summary>
    public void Make(EpochRecord record, TrainingState<T> state)
    {
        this.folder.Write(record.Epoch, this.options.Keep, stream => CheckpointFile.Write(stream, this.run, state, this.layers));
        this.last = Stopwatch.GetTimestamp();
    }

    /// <summary>Unlocks the folder.</summary>
    public void Dispose() => this.folder.Dispose();

    private TrainingState<T>? Find()
    {
        IReadOnlyList<(int Epoch, string Path)> files = this.folder.Files;
        if (files.Count == 0)
            return null;
        if (!this.options.Resume)
            throw new ArgumentException($"folder '{this.options.Folder}' holds checkpoints of an earlier run: resume it, or name another folder");
        foreach ((_, string path) in files)
        {
            try
            {
                (ReadOnlyMemory<byte> earlier, TrainingState<T> state) = CheckpointFile.Read<T>(path, this.layers);
                return CheckpointRun.Difference(earlier, this.run) is { } difference
                    ? throw new ArgumentException($"the checkpoints in '{this.options.Folder}' are of a run with {difference}")
                    : state;
            }
            catch (InvalidDataException e)
            {
                this.options.Warn?.Invoke($"checkpoint '{path}' cannot be used: {Sentence.Of(e)}");
            }
        }

        throw new InvalidDataException($"none of the {files.Count} checkpoints in '{this.options.Folder}' can be used");
    }
}
