// The Studio at full speed beside 'nabla train', on circles, each with one thread: frames a second, and steps a second by those of the command.
//
//   dotnet build -c Release src/Nabla.Cli && dotnet run -c Release benchmarks/studio.cs     (nothing else should run meanwhile)
using System.Diagnostics;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

const string Options = "--hidden 3 --activation sigmoid --loss cross-entropy --output-activation softmax --optimizer momentum:0.9 --learning-rate 0.02 --batch-size full --epochs 1000000 --scale none --validation-size 0";
const int Seconds = 4;
string command = Path.GetFullPath(Path.Combine(Folder(), "..", "src", "Nabla.Cli", "bin", "Release", "net10.0", "Nabla.Cli.dll"));
var rounds = new List<(double Frames, double Ratio)>();
for (int round = 0; round < 5; round++)
{
    double train = Train();
    (double frames, double steps) = await Studio();
    rounds.Add((frames, steps / train));
    Console.WriteLine(FormattableString.Invariant($"{frames:0.0} frames a second; {steps:0} steps a second, nabla train {train:0}: {steps / train:0.00}"));
}

Console.WriteLine(FormattableString.Invariant($"median: {rounds.Select(one => one.Frames).Order().ElementAt(2):0.0} frames a second, {rounds.Select(one => one.Ratio).Order().ElementAt(2):0.00} of the speed of nabla train"));

// Steps a second between two lengths of a run, without start and warm-up. An epoch is a step.
double Train()
{
    (int few, int many) = (20_000, 220_000);
    return (many - few) / (Time(many) - Time(few));

    double Time(int epochs)
    {
        var watch = Stopwatch.StartNew();
        using Process process = Start(["train", "circles", .. Options.Replace("1000000", $"{epochs}").Split(' '), "--output", Path.Combine(Path.GetTempPath(), "nabla-studio.safetensors")]);
        Task<string> error = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? watch.Elapsed.TotalSeconds : throw new InvalidOperationException(error.Result);
    }
}

async Task<(double Frames, double Steps)> Studio()
{
    using Process process = Start(["studio", "circles", "--no-browser"]);
    try
    {
        Uri page = new((await process.StandardOutput.ReadLineAsync())!.Split(' ')[4]);
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", $"http://127.0.0.1:{page.Port}");
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{page.Port}{page.AbsolutePath}engine"), CancellationToken.None);
        await Say(JsonSerializer.Serialize(new Dictionary<string, string> { ["type"] = "open", ["data"] = "circles", ["options"] = Options }));
        await Say("""{"type":"play"}""");
        (int frames, long first, long last, Stopwatch? watch) = (0, 0L, 0L, null);
        var warm = Stopwatch.StartNew();
        while (watch is null || watch.Elapsed.TotalSeconds < Seconds)
        {
            using JsonDocument reply = JsonDocument.Parse(await Read());
            if (reply.RootElement.GetProperty("type").GetString() != "frame" || warm.Elapsed.TotalSeconds < 2)
                continue;
            last = reply.RootElement.GetProperty("epoch").GetInt64();
            if (watch is null)
                (watch, first) = (Stopwatch.StartNew(), last);
            else
                frames++;
        }

        double seconds = watch.Elapsed.TotalSeconds;
        return (frames / seconds, (last - first) / seconds);

        Task Say(string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

        async Task<string> Read()
        {
            var text = new MemoryStream();
            var buffer = new byte[1 << 16];
            WebSocketReceiveResult result;
            do
            {
                result = await socket.ReceiveAsync(buffer, CancellationToken.None);
                text.Write(buffer, 0, result.Count);
            }
            while (!result.EndOfMessage);
            return Encoding.UTF8.GetString(text.ToArray());
        }
    }
    finally
    {
        process.Kill(entireProcessTree: true);
    }
}

Process Start(IEnumerable<string> arguments)
    {
    var start = new ProcessStartInfo("dotnet", ["exec", command, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
    start.Environment["DOTNET_PROCESSOR_COUNT"] = "1"; // so many threads train
    return Process.Start(start)!;
}

static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
