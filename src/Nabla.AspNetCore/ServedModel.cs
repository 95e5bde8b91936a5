using Microsoft.Extensions.Logging;
using Nabla.Models;

namespace Nabla.AspNetCore;

/// <summary>
/// A served model. <see cref="Current"/> is the model last loaded from the file. A request keeps its model until its end, so replacing the file does
/// not affect it. Replace a file by moving another over it, as <c>Model.Save</c> does.
/// </summary>
public sealed partial class ServedModel
{
    private readonly ILogger<ServedModel> logger;
    private readonly Lock loading = new();
    private volatile Loaded loaded;
    private (DateTime Written, long Length) seen;

    internal ServedModel(string name, string path, NablaModelOptions options, ILogger<ServedModel> logger)
    {
        this.Name = name;
        this.Path = System.IO.Path.GetFullPath(path);
        this.Options = options;
        this.logger = logger;
        this.seen = Stamp(this.Path);
        this.loaded = new Loaded(Model.Load(this.Path));
    }

    /// <summary>The name of the model.</summary>
    public string Name { get; }

    /// <summary>The path of the model file.</summary>
    public string Path { get; }

    /// <summary>The options.</summary>
    public NablaModelOptions Options { get; }

    /// <summary>The model last loaded from the file.</summary>
    public Model Current => this.loaded.Model;

    /// <summary>The reason why the current file could not be loaded; null if it was loaded.</summary>
    public string? Problem { get; private set; }

    internal Loaded Now => this.loaded;

    /// <summary>Reloads the file if it was replaced. If it cannot be loaded, the current model stays.</summary>
    /// <returns>Whether a new model was loaded.</returns>
    public bool Refresh()
    {
        lock (this.loading)
        {
            try
            {
                (DateTime, long) stamp = Stamp(this.Path);
                if (stamp == this.seen)
                    return false;
                this.seen = stamp;
                this.loaded = new Loaded(Model.Load(this.Path));
                this.Problem = null;
                LogReloaded(this.logger, this.Name, this.Path);
                return true;
            }
            catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
            {
                if (this.Problem != e.Message)
                    LogNotReloaded(this.logger, this.Name, e.Message);
                this.Problem = e.Message;
                return false;
            }
        }
    }

    private static (DateTime Written, long Length) Stamp(string path)
    {
        var info = new FileInfo(path);
        return info.Exists ? (info.LastWriteTimeUtc, info.Length) : throw new FileNotFoundException($"there is no file '{path}'", path);
    }

    [LoggerMessage(1, LogLevel.Information, "model '{Model}' was reloaded from {Path}")]
    private static partial void LogReloaded(ILogger logger, string model, string path);

    [LoggerMessage(2, LogLevel.Warning, "model '{Model}' was not reloaded: {Problem}")]
    private static partial void LogNotReloaded(ILogger logger, string model, string problem);

    /// <summary>A model and the objects derived from it.</summary>
    internal sealed class Loaded(Model model)
    {
        public Model Model { get; } = model;

        public RowReader Rows { get; } = new(model);
    }
}
