namespace Nabla.Data;

/// <summary>How far a download is.</summary>
/// <param name="File">The file that is being fetched.</param>
/// <param name="Received">The bytes of it that are there.</param>
/// <param name="Total">The bytes it has.</param>
public readonly record struct DownloadProgress(string File, long Received, long Total);
