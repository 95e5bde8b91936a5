using Nabla.Cli.Output;
using Nabla.Cli.Serving;
using Nabla.Reports;
using Nabla.Tests;
using Nabla.Tests.Data;

namespace Nabla.Cli.Tests;

/// <summary>Every command with every standard handle closed, full or broken: none aborts, hangs or says something false.</summary>
public sealed class ClosedHandleTests : IDisposable
{
    // A line for each command, and whether it writes a file, so that what it prints is not all that it does.
    private static readonly (string Line, bool Saves)[] Lines =
    [
        ("train iris --epochs 2 --output out.st", true), ("tune iris --trials 1 --epochs 1 --output out.st --log log", true),
        ("export m.safetensors --output out.onnx", true), ("predict m.safetensors d.csv --output out.csv", true),
        ("merge 1.part 2.part --output out.csv", true), ("pack d.csv --target class --output out.nabla", true),
        ("predict m.safetensors d.csv", false), ("evaluate m.safetensors d.csv", false), ("explain m.safetensors d.csv --repeats 1", false),
        ("doctor m.safetensors d.csv", false), ("inspect m.safetensors", false), ("datasets", false), ("gradcheck iris --hidden 2", false),
        ("completion bash", false), .. Report.CanDrawCharts ? [("report m.safetensors d.csv --output out.html", true)] : Array.Empty<(string, bool)>(), ("verify m.safetensors d.csv --quick", false), ("plot", false), ("train --help", false), ("--version", false), ("help", false),
    ];

    private readonly TemporaryFolder folder = new();

    public ClosedHandleTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "handles of Unix");
        CommandLine.Succeed("datasets", "iris", "--output", this.folder.File("d.csv"));
        CommandLine.Succeed("train", this.folder.File("d.csv"), "--target", "class", "--epochs", "1", "--output", this.folder.File("m.safetensors"));
        for (int part = 1; part <= 2; part++)
            CommandLine.Succeed("predict", this.folder.File("m.safetensors"), this.folder.File("d.csv"), "--shard", $"{part}/2", "--output", this.folder.File($"{part}.part"));
    }

    public void Dispose() => this.folder.Dispose();

    [Fact]
    public void Every_command_is_among_the_cases()
    {
        var root = new NablaCommand(new Streams(TextWriter.Null, TextWriter.Null) { In = () => Stream.Null });
        Assert.All(root.Subcommands, command => Assert.Contains(Lines, line => line.Line.Split(' ')[0] == command.Name || command.Name is "serve" or "studio" || (command.Name == "report" && !Report.CanDrawCharts)));
    }

    [Theory]
    [InlineData("<&-", 0)]
    [InlineData("2>&-", 0)]
    [InlineData("2>/dev/full", 0)]
    [InlineData("<&- 2>&-", 0)]
    [InlineData(">&-", 1)]
    [InlineData("<&- >&- 2>&-", 1)]
    [InlineData("<&- >&-", 1)]
    public void Each_ends_as_it_should(string handles, int whereOnlyPrinted)
    {
        if (handles != "<&- >&- 2>&-")
            SlowTests.SkipUnlessWanted();
        string script = string.Concat(Lines.Select(line => $"$NABLA {line.Line} {handles}; echo $? >> codes\n"));
        Outcome outcome = Shell.Run(this.folder.Path, script);
        Assert.Equal(Lines.Select(line => line.Saves ? 0 : whereOnlyPrinted), File.ReadLines(this.folder.File("codes")).Select(code => int.Parse(code, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.DoesNotContain("denied", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled", outcome.Error, StringComparison.Ordinal);
        CommandLine.Succeed("inspect", this.folder.File("out.st"));
        Assert.Equal(151, File.ReadLines(this.folder.File("out.csv")).Count());
    }

    [Theory]
    [InlineData("<&-")]
    [InlineData(">&-")]
    [InlineData("2>&-")]
    [InlineData("<&- >&- 2>&-")]
    [InlineData("> /dev/full 2> /dev/full")]
    public void A_service_answers_with_any_of_them_closed(string handles)
    {
        if (handles != "<&-")
            SlowTests.SkipUnlessWanted();
        Assert.SkipUnless(WebHost.IsAvailable, "a build without the web program");
        string port = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{FreePort()}");
        this.Answers($"serve m.safetensors --urls http://127.0.0.1:{port}", $"--fail http://127.0.0.1:{port}/openapi/v1.json", handles);

        // To someone without its token the Studio answers that this is forbidden.
        this.Answers($"studio iris --no-browser --port {port}", $"http://127.0.0.1:{port}/", handles);
    }

    private void Answers(string line, string request, string handles)
    {
        Outcome outcome = Shell.Run(
            this.folder.Path,
            $"rm -f answer; env --default-signal=INT $NABLA {line} {handles} & p=$!\n"
            + $"for i in $(seq 300); do curl -s -o answer -w '%{{http_code}}' {request} > status && break; kill -0 $p || break; sleep .1; done\n"
            + "kill -TERM $p; wait $p; code=$?; grep -q '200\\|403' status || exit 99; exit $code");
        Assert.SkipWhen(outcome.ExitCode == 127, "no curl");
        Assert.True(outcome.ExitCode == 0, $"{line} {handles}: {outcome.ExitCode} {outcome.Error}");
    }

    [Fact]
    public void A_full_disk_is_said_and_what_is_saved_is_whole()
    {
        SlowTests.SkipUnlessWanted();
        string script = string.Concat(Lines.Select(line => $"$NABLA {line.Line} > /dev/full; echo $? >> codes\n"));
        Outcome outcome = Shell.Run(this.folder.Path, script);
        Assert.All(Lines.Zip(File.ReadLines(this.folder.File("codes"))), one => Assert.Equal(one.First.Line.Contains("--output out.csv", StringComparison.Ordinal) ? "0" : "1", one.Second));
        Assert.Contains("nabla: cannot write standard output: No space left on device; what is written to files is complete\n", outcome.Error, StringComparison.Ordinal);
        CommandLine.Succeed("inspect", this.folder.File("out.st"));
    }

    [Fact]
    public void A_reader_that_has_seen_enough_ends_the_command_without_a_word()
    {
        Outcome outcome = Shell.Run(
            this.folder.Path,
            "(cat d.csv; while tail -n +2 d.csv 2>/dev/null; do :; done) 2>/dev/null | { $NABLA predict m.safetensors -; echo $? > code; } | head -2; cat code");
        Assert.Equal(["predicted_class"], outcome.Lines[..1]);
        Assert.Equal("141", outcome.Lines[^1]);
        Assert.Empty(outcome.Error);
    }

    [Theory]
    [InlineData("<&-", "DATA is standard input, which is closed")]
    [InlineData("< .", "standard input cannot be read: Is a directory")]
    [InlineData("0> /dev/null", "standard input cannot be read: it is a folder, or open only for writing")]
    [InlineData("< /dev/null", "standard input: there is no row")]
    public void Standard_input_that_cannot_be_read_is_said(string handle, string sentence)
    {
        foreach (string line in (string[])["predict m.safetensors -", "evaluate m.safetensors -", "train - --target class", "doctor - --target class"])
        {
            Outcome outcome = Shell.Run(this.folder.Path, $"$NABLA {line} {handle}");
            Assert.Equal(1, outcome.ExitCode);
            Assert.Matches(@"^nabla: [^\n]*\n$", outcome.Error);
            if (line.StartsWith("predict", StringComparison.Ordinal) && handle != "< /dev/null")
                Assert.Contains(sentence, outcome.Error, StringComparison.Ordinal);
        }
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    [Fact]
    public void A_signal_that_the_parent_switched_off_stays_so()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "signals of Linux");
        Outcome outcome = Shell.Run(
            this.folder.Path,
            "(trap '' INT; exec env --default-signal=HUP $NABLA train iris --validation-size 0 --epochs 1000000000 --report-every 1000 --output ended.st 2> log) > /dev/null & p=$!\n"
            + "for i in $(seq 300); do grep -q epoch log && break; sleep .1; done\n"
            + "kill -INT $p; sleep 1; kill -0 $p || exit 99; kill -HUP $p; wait $p");
        Assert.Equal(129, outcome.ExitCode);
        CommandLine.Succeed("inspect", this.folder.File("ended.st"));
    }
}
