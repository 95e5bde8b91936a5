using Nabla.Models;
using Nabla.Tests.Data;

namespace Nabla.Tests.Models;

/// <summary>A file appears complete or not at all.</summary>
public sealed class SavingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => this.folder.Dispose();

    [Fact]
    public void A_file_is_replaced_and_nothing_else_is_left()
    {
        string path = this.folder.File("model.safetensors");
        SampleModels.Xor.Save(path);
        SampleModels.Iris.Save(path);
        Assert.Equal(SampleModels.ToBytes(SampleModels.Iris), File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(this.folder.Path));
    }

    [Fact]
    public void A_write_that_fails_leaves_the_earlier_file_and_no_other()
    {
        string path = this.folder.File("model.safetensors");
        File.WriteAllText(path, "earlier");
        var exception = Assert.Throws<IOException>(() => AtomicFile.Write(path, stream =>
        {
            stream.Write(new byte[100_000]);
            throw new IOException("No space left on device");
        }));
        Assert.Equal($"cannot write '{path}': No space left on device", exception.Message);
        Assert.Equal("earlier", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(this.folder.Path));
    }

    [Fact]
    public void An_open_file_that_the_shell_names_is_written_to()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "names of open files are Linux's");
        string path = this.folder.File("model.safetensors");
        using (var open = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite))
            SampleModels.Xor.Save($"/dev/fd/{open.SafeFileHandle.DangerousGetHandle()}");
        Assert.Equal(SampleModels.ToBytes(SampleModels.Xor), File.ReadAllBytes(path));
    }

    [Fact]
    public void A_folder_is_no_place_for_a_model()
    {
        string path = this.folder.File("folder");
        Directory.CreateDirectory(path);
        var exception = Assert.Throws<IOException>(() => SampleModels.Iris.Save(path));
        Assert.Equal($"cannot write '{path}': it is a folder", exception.Message);
        Assert.Equal([path], Directory.GetFileSystemEntries(this.folder.Path));
        Assert.Equal($"'{path}' is a folder, expected a model file", Assert.Throws<IOException>(() => Model.Load(path)).Message);
    }

    [Theory]
    [InlineData("no folder")]
    [InlineData("file")]
    public void A_folder_that_is_not_there_is_named(string name)
    {
        File.WriteAllText(this.folder.File("file"), "in the way");
        string path = Path.Join(this.folder.File(name), "model.safetensors");
        var exception = Assert.Throws<DirectoryNotFoundException>(() => SampleModels.Iris.Save(path));
        Assert.Equal($"cannot write '{path}': there is no folder '{this.folder.File(name)}'", exception.Message);
    }

    [Fact]
    public void A_folder_that_must_not_be_written_to_is_named()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "every folder may be written to");
        if (OperatingSystem.IsWindows())
            return;
        File.SetUnixFileMode(this.folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            string path = this.folder.File("model.safetensors");
            var exception = Assert.Throws<UnauthorizedAccessException>(() => SampleModels.Iris.Save(path));
            Assert.Equal($"cannot write '{path}': access is denied", exception.Message);
        }
        finally
        {
            File.SetUnixFileMode(this.folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void A_device_is_written_to_and_stays_one()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "there is no /dev/full");
        Assert.StartsWith("cannot write '/dev/full': ", Assert.Throws<IOException>(() => SampleModels.Iris.Save("/dev/full")).Message, StringComparison.Ordinal);
        SampleModels.Iris.Save("/dev/null");
        Assert.Empty(File.ReadAllBytes("/dev/null"));
    }

    [Fact]
    public void A_name_too_long_to_be_read_is_not_written()
    {
        string path = this.folder.File("model.safetensors");
        var model = new Model(SampleModels.Iris.Networks, SampleModels.Iris.Info with { DataName = new string('x', 70_000) });
        Assert.Equal("a text of 70000 bytes in its header, expected at most 65536", Assert.Throws<InvalidDataException>(() => model.Save(path)).Message);
        Assert.Empty(Directory.GetFileSystemEntries(this.folder.Path));
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
        => Assert.Contains("nowhere.safetensors", Assert.Throws<FileNotFoundException>(() => Model.Load(this.folder.File("nowhere.safetensors"))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_refused_is_named()
    {
        string path = this.folder.File("model.safetensors");
        File.WriteAllBytes(path, [1, 2, 3]);
        Assert.Equal($"{path}: a file of 3 bytes is not a model file", Assert.Throws<InvalidDataException>(() => Model.Load(path)).Message);
    }
}
