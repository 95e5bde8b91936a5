namespace Nabla.Data;

/// <summary>The progress of a download.</summary>
/// <param name="File">The file.</param>
/// <param name="Received">The number of bytes received.</param>
/// <param name="Total">The total number of bytes.</param>
public readonly record struct DownloadProgress(string File, long Received, long Total);
