using Nabla.Cli.Output;
using Nabla.Csv;
using Spectre.Console;

namespace Nabla.Cli.Tables;

/// <summary>A progress bar for reading large files, on a terminal.</summary>
internal sealed class ReadBar(ProgressTask task) : IProgress<CsvProgress>
{
    /// <summary>Smaller files are read before a bar would be noticed.</summary>
    private const long LeastBytes = 1 << 24;

    /// <summary>Runs an action with a bar, which disappears at the end.</summary>
    public static TResult Run<TResult>(Streams streams, string path, Func<IProgress<CsvProgress>?, TResult> run)
    {
        if (!streams.ErrorIsTerminal || (File.Exists(path) && new FileInfo(path).Length is > 0 and < LeastBytes))
            return run(null);
        return Streams.Terminal(streams.Error)
            .Progress()
            .AutoClear(true)
            .Columns(new ProgressBarColumn { Width = 24 }, new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context => run(new ReadBar(context.AddTask("counting", maxValue: 1))));
    }

    /// <inheritdoc/>
    public void Report(CsvProgress value)
    {
        task.IsIndeterminate = value.TotalBytes is null;
        task.Value = value.TotalBytes is { } total ? (double)value.Bytes / total : 0;
        task.Description = $"{(value.IsCounting ? "counting" : "reading")}, {Texts.Count(value.Rows, "row")}";
    }
}
