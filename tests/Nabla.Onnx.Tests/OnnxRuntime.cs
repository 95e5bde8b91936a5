using System.Diagnostics;
using System.Text.Json.Nodes;
using Nabla.Tests;
using Nabla.Tests.Data;

namespace Nabla.Onnx.Tests;

/// <summary>What ONNX Runtime makes of models, by Node: another program, by other people.</summary>
internal static class OnnxRuntime
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Runtime");
    private static readonly Lazy<bool> Installed = new(() =>
        Directory.Exists(Path.Combine(Folder, "node_modules", "onnxruntime-node"))
        || Run("npm", "ci --ignore-scripts --no-audit --no-fund", string.Empty).ExitCode == 0);

    /// <summary>Skips a test where it is not asked for, or cannot be had.</summary>
    public static void SkipUnlessThere()
    {
        SlowTests.SkipUnlessWanted();
        Assert.SkipUnless(Installed.Value, "ONNX Runtime needs Node 20 or later, npm and its registry");
    }

    /// <summary>The outputs of models, each by name with <c>dims</c> and <c>data</c>.</summary>
    public static JsonObject[] Outputs(IEnumerable<(OnnxModel Model, JsonObject Feeds)> runs)
    {
        using var folder = new TemporaryFolder();
        var jobs = new JsonArray();
        foreach ((OnnxModel model, JsonObject feeds) in runs)
        {
            string path = folder.File($"{jobs.Count}.onnx");
            model.Save(path);
            jobs.Add(new JsonObject { ["model"] = path, ["feeds"] = feeds });
        }

        (int exitCode, string output, string error) = Run("node", "run.js", jobs.ToJsonString());
        Assert.True(exitCode == 0, error);
        return [.. JsonNode.Parse(output)!.AsArray().Select(node => node!.AsObject())];
    }

    /// <summary>What a program in JavaScript prints that finds models beside it.</summary>
    public static string Print(string program, string name, OnnxModel model)
    {
        model.Save(Path.Combine(Folder, name));
        File.WriteAllText(Path.Combine(Folder, "program.js"), program);
        (int exitCode, string output, string error) = Run("node", "program.js", string.Empty);
        Assert.True(exitCode == 0, error);
        return output;
    }

    private static (int ExitCode, string Output, string Error) Run(string program, string arguments, string input)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = Folder,
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.Result);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return (-1, string.Empty, e.Message); // there is no such program
        }
    }
}
