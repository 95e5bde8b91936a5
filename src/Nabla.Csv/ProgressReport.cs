namespace Nabla.Csv;

/// <summary>Reports the progress of reading at intervals, and cancels reading on request.</summary>
internal sealed class ProgressReport(CsvSource source, CsvOptions options)
{
    private const long LeastBytes = 1 << 20;
    private const int MostReports = 200;

    private long reported;

    /// <summary>Whether rows are only counted.</summary>
    public bool IsCounting { get; init; }

    /// <summary>Called after some rows, and at the end.</summary>
    /// <exception cref="OperationCanceledException">Reading is cancelled.</exception>
    public void Consider(long rows, bool ended)
    {
        options.Cancellation.ThrowIfCancellationRequested();
        long bytes = source.BytesRead;
        long? total = source.TotalBytes;
        if (options.Progress is null || (!ended && bytes - this.reported < Math.Max(LeastBytes, (total ?? 0) / MostReports)))
            return;
        this.reported = bytes;
        options.Progress.Report(new CsvProgress(bytes, total, rows) { IsCounting = this.IsCounting });
    }
}
