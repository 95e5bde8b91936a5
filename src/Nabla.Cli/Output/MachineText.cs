using System.Globalization;
using Nabla.Inspection;

namespace Nabla.Cli.Output;

/// <summary>Writes the doctor's examination of a machine as text or JSON.</summary>
internal static class MachineText
{
    /// <summary>Writes the machine, the result of the bit comparison and the speed.</summary>
    public static void Write(MachineExamination examination, bool json, Streams streams)
    {
        if (json)
            WriteJson(examination, streams);
        else
            WriteText(examination, streams.Out);
    }

    private static void WriteText(MachineExamination examination, TextWriter writer)
    {
        GoldenResult[] other = [.. examination.Runs.Where(run => !run.IsSame)];
        writer.WriteLine($"this machine: {examination.Machine}");
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"it multiplies matrices at {examination.FloatGigaflops:G3} GFLOP/s in float and {examination.DoubleGigaflops:G3} in double, on one thread"));
        string time = Texts.Duration(TimeSpan.FromTicks(examination.Runs.Sum(run => run.Time.Ticks)));
        if (other.Length == 0)
        {
            writer.WriteLine($"its results have the expected bits: all {examination.Runs.Count} training runs have the known SHA-256 ({time})");
            return;
        }

        writer.WriteLine($"its results do not have the expected bits: {other.Length} of {examination.Runs.Count} training runs have a different SHA-256 ({time})");
        foreach (GoldenResult run in other)
            writer.WriteLine($"  {run.Name}: {run.Found[..12]}…, expected {run.Expected[..Math.Min(12, run.Expected.Length)]}…");
        writer.WriteLine("models trained here differ from those of other machines: possible causes are a modified build of Nabla, a faulty processor or a bug in the runtime");
    }

    private static void WriteJson(MachineExamination examination, Streams streams) => JsonResult.Write(streams.Out, writer =>
    {
        writer.WriteString("machine", examination.Machine);
        writer.WriteNumber("floatGigaflops", examination.FloatGigaflops);
        writer.WriteNumber("doubleGigaflops", examination.DoubleGigaflops);
        writer.WriteBoolean("givesTheBits", examination.GivesTheBits);
        writer.WriteStartArray("runs");
        foreach (GoldenResult run in examination.Runs)
        {
            writer.WriteStartObject();
            writer.WriteString("name", run.Name);
            writer.WriteString("expected", run.Expected);
            writer.WriteString("found", run.Found);
            writer.WriteNumber("seconds", run.Time.TotalSeconds);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });
}
