using Nabla.Data;

namespace Nabla.Cli.Output;

/// <summary>Prints a line for each download.</summary>
internal sealed class DownloadLines(TextWriter writer) : IProgress<DownloadProgress>
{
    private string? file;

    /// <inheritdoc/>
    public void Report(DownloadProgress value)
    {
        if (value.File == this.file)
            return;
        this.file = value.File;
        writer.WriteLine($"fetching {value.File} ({Texts.Count(value.Total)} bytes)");
    }
}
