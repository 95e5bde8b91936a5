namespace Nabla.Tests.Data;

/// <summary>A folder that is gone when disposed.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("nabla-").FullName;

    public string File(string name) => System.IO.Path.Join(this.Path, name);

    public void Write(IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        foreach ((string name, byte[] bytes) in files)
            System.IO.File.WriteAllBytes(this.File(name), bytes);
    }

    public void Dispose() => Directory.Delete(this.Path, recursive: true);
}
