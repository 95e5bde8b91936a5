using Nabla.Tests.Data;

namespace Nabla.Cli.Tests;

/// <summary>Files that went wrong, and tables that make learning hard: each gives a model and predictions, or one sentence and no file.</summary>
public sealed class HostileTableTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => this.folder.Dispose();

    [Fact]
    public void MutatedFilesAreLearnedOrRefusedInOneSentence()
    {
        string[] lines = File.ReadAllLines(Flats.File);
        byte[] whole = System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines[..60]) + "\n");
        var random = new Random(20261121);
        int learned = 0, predicted = 0;
        for (int i = 0; i < 200; i++)
        {
            File.WriteAllBytes(this.folder.File("table.csv"), Mutate(whole, random));
            string[] skip = i % 3 == 0 ? ["--on-error", "skip"] : [];
            if (!this.Works("m.safetensors", ["train", this.folder.File("table.csv"), "--target", "rent", "--ignore", "id", "--epochs", "1", "--hidden", "3", .. skip]))
                continue;
            learned++;
            File.WriteAllBytes(this.folder.File("table.csv"), Mutate(whole, random));
            predicted += this.Works("p.csv", ["predict", this.folder.File("m.safetensors"), this.folder.File("table.csv"), .. skip]) ? 1 : 0;
        }

        Assert.InRange(learned, 40, 190);
        Assert.InRange(predicted, 20, learned);
    }

    [Theory]
    [InlineData(true, "a,y\n1,2\n2,3\n3,5\n4,4\n5,9\n")]
    [InlineData(true, "a,b,y\n1,,2\n2,,3\n3,,5\n4,,4\n5,,9\n")]
    [InlineData(true, "a,y\n1,2\n2,2\n3,2\n4,2\n", "--task", "regression")]
    [InlineData(false, "a,y\n1,x\n2,x\n3,x\n4,x\n")]
    [InlineData(false, "a,y\n1,2\n")]
    [InlineData(true, "a,y\n1,2\n", "--test-size", "0")]
    [InlineData(false, "y\n1\n2\n3\n")]
    [InlineData(false, "a,y\n1,\n2,\n")]
    [InlineData(false, "a,a,y\n1,2,3\n")]
    [InlineData(false, "a,y\n")]
    [InlineData(false, "")]
    public void AwkwardTablesAreLearnedOrRefusedInOneSentence(bool works, string text, params string[] options)
    {
        File.WriteAllText(this.folder.File("table.csv"), text);
        Assert.Equal(works, this.Works("m.safetensors", ["train", this.folder.File("table.csv"), "--target", "y", "--epochs", "2", .. options]));
    }

    [Fact]
    public void WideManyLevelledAndUnevenTablesAreLearned()
    {
        File.WriteAllLines(this.folder.File("wide.csv"), [string.Join(',', Enumerable.Range(0, 2000).Select(i => $"x{i}")) + ",y", .. Enumerable.Range(0, 12).Select(row => string.Concat(Enumerable.Range(0, 2000).Select(i => $"{(i * row) % 7},")) + (row % 2 == 0 ? "a" : "b"))]);
        Assert.True(this.Works("m.safetensors", ["train", this.folder.File("wide.csv"), "--target", "y", "--epochs", "1"]));
        File.WriteAllLines(this.folder.File("levels.csv"), ["text,x,y", .. Enumerable.Range(0, 3000).Select(row => $"t{row % 1000},{row % 13},{(row % 100 == 0 ? "rare" : "usual")}")]);
        Assert.True(this.Works("m.safetensors", ["train", this.folder.File("levels.csv"), "--target", "y", "--epochs", "1", "--class-weight", "balanced"]));
        Assert.True(this.Works("m.safetensors", ["train", this.folder.File("levels.csv"), "--target", "y", "--epochs", "1", "--hash", "text", "--hash-buckets", "50"]));
    }

    /// <summary>Whether a command line succeeds; if not, it must end with one sentence and leave no file.</summary>
    private bool Works(string output, string[] args)
    {
        string path = this.folder.File(output);
        File.Delete(path);
        Outcome outcome = CommandLine.Run([.. args, "--output", path]);
        if (outcome.ExitCode == 0)
        {
            Assert.True(File.Exists(path));
            return true;
        }

        Assert.Equal(1, outcome.ExitCode);
        string sentence = Assert.Single(outcome.Error.TrimEnd('\n').Split('\n'), line => line.StartsWith("nabla: ", StringComparison.Ordinal) && !line.StartsWith("nabla: warning", StringComparison.Ordinal));
        Assert.InRange(sentence.Length, 20, 800);
        Assert.False(File.Exists(path));
        return false;
    }

    private static byte[] Mutate(byte[] file, Random random)
    {
        List<byte> bytes = [.. file];
        for (int changes = random.Next(3); changes > 0; changes--)
        {
            int at = random.Next(bytes.Count), length = random.Next(1, Math.Min(120, bytes.Count - at + 1));
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    bytes.InsertRange(at, bytes.GetRange(at, length));
                    break;
                default:
                    bytes.Insert(at, "\",;\n\t-."u8[random.Next(7)]);
                    break;
            }
        }

        return [.. bytes];
    }
}
