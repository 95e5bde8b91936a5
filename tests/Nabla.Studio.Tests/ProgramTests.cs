using System.Diagnostics;
using Nabla.Tests;
using Nabla.Tests.Data;

namespace Nabla.Studio.Tests;

/// <summary>The C# program that a page gives, compiled and run.</summary>
[Trait("Category", "Slow")]
public class ProgramTests
{
    [Theory]
    [InlineData("circles", "--hidden 3 --activation sigmoid --loss cross-entropy --output-activation softmax --optimizer momentum:0.9 --learning-rate 0.02 --batch-size full --epochs 20 --scale none --precision double --init glorot-normal --rows 200 --noise 0.1")]
    [InlineData("iris", "--hidden 8,4 --activation tanh,relu --dropout 0.1,0 --normalization batch --validation-size 0.2 --test-size 0.3 --epochs 12 --early-stopping --patience 3 --label-smoothing 0.1 --class-weight balanced --schedule cosine:4 --l2 0.001 --clip-norm 1 --weight-decay 0.01 --seed 3")]
    [InlineData("sleep-study", "--hidden 3 --activation sigmoid --no-bias --optimizer bfgs --epochs 30 --target-scale 100 --precision double --output-activation sigmoid --bias-init constant:0 --l1 0.001")]
    [InlineData("digits", "")]
    public void It_trains_to_the_bytes_of_the_page(string data, string options) => HasTheBytesOf(new Page().Open(data, options));

    [Fact]
    public void A_file_is_read_as_on_the_page()
        => HasTheBytesOf(new Page().Drop("flats.csv", File.ReadAllBytes(Flats)).Change("target", "rent").Change("ignore", "id").Change("categorical", "rooms").Change("epochs", "6"));

    private static string Flats => Path.Combine(Repository.Root, "docs", "guide", "flats.csv");

    private static void HasTheBytesOf(Page page)
    {
        SlowTests.SkipUnlessWanted();
        page.Train();
        byte[] model = page.Model().Bytes;
        Exported program = page.Say(new Export("csharp")).Last<Exported>();
        using var folder = new TemporaryFolder();
        File.Copy(Flats, folder.File("flats.csv"));
        string references = string.Concat(((string[])["Nabla", "Nabla.Csv"]).Select(name => $"#:project {Path.Combine(Repository.Root, "src", name, name + ".csproj")}\n"));
        File.WriteAllText(folder.File("program.cs"), references + System.Text.Encoding.UTF8.GetString(program.Bytes));
        var start = new ProcessStartInfo("dotnet", ["run", "-c", "Release", "program.cs"]) { WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output + error.Result);
        Assert.True(File.ReadAllBytes(Assert.Single(Directory.GetFiles(folder.Path, "*.safetensors"))).AsSpan().SequenceEqual(model), "other bytes");
    }
}
