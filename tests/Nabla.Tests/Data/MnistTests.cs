using System.Security.Cryptography;
using Nabla.Data;

namespace Nabla.Tests.Data;

public sealed class MnistTests : IDisposable
{
    private static readonly Dictionary<string, byte[]> Files = IdxFile.TinyMnist();
    private readonly TemporaryFolder cache = new();
    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false });

    public void Dispose()
    {
        this.client.Dispose();
        this.cache.Dispose();
    }

    [Fact]
    public async Task Files_are_fetched_once_and_then_read_from_the_cache()
    {
        using var server = new LoopbackServer(Files);
        DataParts parts = await this.LoadAsync(server.Address);
        Assert.Equal(("mnist", 12, 5), (parts.Train.Name, parts.Train.Rows, parts.Test!.Rows));
        Assert.Equal([.. Files.Keys], server.Requests);
        await this.LoadAsync(server.Address);
        Assert.Equal(4, server.Requests.Count);
        Assert.Equivalent(Files.Keys, Directory.GetFiles(this.cache.File("mnist")).Select(Path.GetFileName), strict: true);
    }

    [Fact]
    public async Task A_file_that_is_damaged_in_the_cache_is_fetched_again()
    {
        using var server = new LoopbackServer(Files);
        await this.LoadAsync(server.Address);
        File.WriteAllBytes(this.cache.File("mnist/t10k-labels-idx1-ubyte.gz"), [1, 2, 3]);
        await this.LoadAsync(server.Address);
        Assert.Equal("t10k-labels-idx1-ubyte.gz", server.Requests[^1]);
        Assert.Equal(5, server.Requests.Count);
    }

    public static TheoryData<string, Func<byte[], byte[]?>> Faults => new()
    {
        { "404 (Not Found)", _ => LoopbackServer.Answer("404 Not Found", []) },
        { "500 (Oops)", _ => LoopbackServer.Answer("500 Oops", []) },
        { "gave other bytes than those known by SHA-256", answer => [.. answer[..^1], (byte)(answer[^1] ^ 1)] },
        { "gave other bytes than those known by SHA-256", _ => LoopbackServer.Answer("200 OK", []) },
        { "The response ended prematurely", answer => answer[..^1] },
        { "An error occurred while sending the request", _ => null },
        { "invalid status line", _ => "SSH-2.0-nothing to see here\r\n\r\n"u8.ToArray() },
    };

    [Theory]
    [MemberData(nameof(Faults), DisableDiscoveryEnumeration = true)]
    public async Task A_mirror_that_fails_is_named_and_the_next_is_tried(string reason, Func<byte[], byte[]?> fault)
    {
        using var bad = new LoopbackServer(Files, fault);
        using var good = new LoopbackServer(Files);
        Assert.Equal(12, (await this.LoadAsync(bad.Address, good.Address)).Train.Rows);
        Assert.Superset(Files.Keys.ToHashSet(StringComparer.Ordinal), bad.Requests.ToHashSet(StringComparer.Ordinal));

        using var empty = new TemporaryFolder();
        var refused = await Assert.ThrowsAsync<IOException>(
            () => Mnist.LoadAsync(Remote(bad.Address, bad.Address), empty.Path, this.client, null, TestContext.Current.CancellationToken));
        Assert.StartsWith("'train-images-idx3-ubyte.gz' could not be fetched from 127.0.0.1 (", refused.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
        Assert.Contains(") nor from 127.0.0.1 (", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith($"; without a network, put the file into '{empty.File("mnist")}'", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(empty.File("mnist")));
    }

    [Fact]
    public async Task Without_a_network_files_put_into_the_cache_are_enough()
    {
        var server = new LoopbackServer(Files);
        Uri gone = server.Address;
        server.Dispose();
        await Assert.ThrowsAsync<IOException>(() => this.LoadAsync(gone));
        Directory.CreateDirectory(this.cache.File("mnist"));
        this.cache.Write(Files.Select(file => KeyValuePair.Create(Path.Join("mnist", file.Key), file.Value)));
        Assert.Equal(12, (await this.LoadAsync(gone)).Train.Rows);
    }

    [Fact]
    public async Task A_mirror_that_falls_silent_is_left()
    {
        using var silent = new LoopbackServer(Files, answer => answer[..^10]) { Silent = true };
        RemoteFiles remote = Remote(silent.Address) with { Patience = TimeSpan.FromMilliseconds(50) };
        var refused = await Assert.ThrowsAsync<IOException>(
            () => Mnist.LoadAsync(remote, this.cache.Path, this.client, null, TestContext.Current.CancellationToken));
        Assert.Contains("127.0.0.1 (was silent for 0 seconds)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_tells_file_and_bytes_and_a_download_can_be_stopped()
    {
        using var server = new LoopbackServer(Files);
        using var stop = new CancellationTokenSource();
        var seen = new List<DownloadProgress>();
        var progress = new Reporter(report =>
        {
            seen.Add(report);
            if (report.File is "train-labels-idx1-ubyte.gz")
                stop.Cancel();
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Mnist.LoadAsync(Remote(server.Address), this.cache.Path, this.client, progress, stop.Token));
        DownloadProgress last = seen.Last(report => report.File is "train-images-idx3-ubyte.gz");
        Assert.Equal((Files[last.File].Length, Files[last.File].Length), (last.Received, last.Total));
        Assert.True(File.Exists(this.cache.File("mnist/train-images-idx3-ubyte.gz")));
    }

    [Fact]
    public void The_cache_folder_follows_the_environment()
    {
        string home = Path.GetFullPath("home"), caches = Path.GetFullPath("caches");
        Assert.Equal(Path.GetFullPath("mine"), CacheFolder.Find(name => name is "NABLA_CACHE" ? "mine" : caches, home));
        Assert.StartsWith(home, CacheFolder.Find(_ => null, home), StringComparison.Ordinal);
        Assert.StartsWith(Path.GetTempPath(), CacheFolder.Find(_ => null, string.Empty), StringComparison.Ordinal);
        Assert.SkipUnless(OperatingSystem.IsLinux(), "XDG folders are Linux's");
        Assert.Equal(Path.Join(caches, "nabla"), CacheFolder.Find(name => name is "XDG_CACHE_HOME" ? caches : null, home));
        Assert.Equal(Path.Join(caches, "nabla"), CacheFolder.Find(name => name is "XDG_CACHE_HOME" ? caches : null, string.Empty));
        Assert.Equal(Path.Join(home, ".cache", "nabla"), CacheFolder.Find(name => name is "XDG_CACHE_HOME" ? "relative" : null, home));
    }

    private static RemoteFiles Remote(params Uri[] mirrors) => new(
        mirrors,
        [.. Files.Select(file => new RemoteFile(file.Key, file.Value.Length, Convert.ToHexStringLower(SHA256.HashData(file.Value))))]);

    private Task<DataParts> LoadAsync(params Uri[] mirrors)
        => Mnist.LoadAsync(Remote(mirrors), this.cache.Path, this.client, null, TestContext.Current.CancellationToken);

    /// <summary>Reports at once, where Progress would do it later.</summary>
    private sealed class Reporter(Action<DownloadProgress> report) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => report(value);
    }
}
