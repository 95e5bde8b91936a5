namespace Nabla.Data;

/// <summary>
/// MNIST: 60,000 + 10,000 images of handwritten digits, 28×28 pixels with values from 0 to 255 (LeCun, Bottou, Bengio, Haffner: <i>Gradient-based
/// learning applied to document recognition</i>, 1998).
/// </summary>
public static class Mnist
{
    private static readonly RemoteFiles Remote = new(
        [new("https://ossci-datasets.s3.amazonaws.com/mnist/"), new("https://storage.googleapis.com/cvdf-datasets/mnist/")],
        [
            new("train-images-idx3-ubyte.gz", 9_912_422, "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
            new("train-labels-idx1-ubyte.gz", 28_881, "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
            new("t10k-images-idx3-ubyte.gz", 1_648_877, "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
            new("t10k-labels-idx1-ubyte.gz", 4_542, "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
        ]);

    /// <summary>The training and test parts: downloaded (11 MB) on first use, then read from the cache; checksums are verified each time.</summary>
    /// <param name="cacheFolder">The cache folder, in which files are stored in a folder <c>mnist</c>; default:
    /// <see cref="CacheFolder.Location"/>.</param>
    /// <param name="client">The HTTP client, for a proxy or other settings; null for the default one.</param>
    /// <param name="progress">Receives the progress of a download.</param>
    /// <param name="cancellationToken">Cancels a download; complete files are kept.</param>
    /// <exception cref="IOException">No mirror is available, or the cache cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The download was cancelled.</exception>
    public static Task<DataParts> LoadAsync(
        string? cacheFolder = null,
        HttpClient? client = null,
        IProgress<DownloadProgress>? progress = null,
        CancellationToken cancellationToken = default)
        => LoadAsync(Remote, cacheFolder, client, progress, cancellationToken);

    /// <summary>Loads the parts with other files and mirrors.</summary>
    internal static async Task<DataParts> LoadAsync(
        RemoteFiles remote,
        string? cacheFolder,
        HttpClient? client,
        IProgress<DownloadProgress>? progress,
        CancellationToken cancellationToken)
    {
        string folder = Path.Join(cacheFolder ?? CacheFolder.Location, "mnist");
        using HttpClient? own = client is null ? new HttpClient() : null;
        await remote.FetchAsync(folder, client ?? own!, progress, cancellationToken).ConfigureAwait(false);
        return IdxFolder.Load(folder, "mnist");
    }
}
