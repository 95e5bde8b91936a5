using System.Buffers.Binary;
using System.Text;
using Nabla.Data;
using Nabla.Models;
using Nabla.Numerics;

namespace Nabla.Tests.Models;

/// <summary>Files damaged at random, with a fixed seed: each is read as a model that works, or refused with one sentence.</summary>
public class MutatedFileTests
{
    // More than 10,000 in all.
    private const int Mutations = 3_400;

    private static readonly string[] Splices =
    [
        "0", "-1", "1", "2", "3", "1e9", "2000000000", "-2147483649", "9223372036854775807", "18446744073709551616", "1e999", "-1e-999", "0.5",
        "null", "true", "\"\"", "\"NaN\"", "[]", "{}", "[[[[[[[[", "{\"a\":", "\\u0000", "\\ud800", "sgd,adam", "softmax", "elu:nan", "é",
    ];

    public static TheoryData<string> Names => [.. SampleModels.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_read_or_refused_but_never_crashes(string name)
    {
        byte[] file = SampleModels.ToBytes(SampleModels.All[name]);
        byte[] other = SampleModels.ToBytes(SampleModels.All.First(model => model.Key != name).Value);
        var random = new Random(name.Length);
        int read = 0;
        for (int i = 0; i < Mutations; i++)
        {
            byte[] mutation = file;
            for (int changes = random.Next(1, 4); changes > 0; changes--)
                mutation = Mutate(mutation, other, random);
            if (random.Next(4) > 0)
                mutation = RepairLength(mutation);
            if (random.Next(8) > 0)
                mutation = SafetensorsFile.WithHash([.. mutation]); // so that the hash is not all that is found
            read += Outcome(mutation, $"{name}, mutation {i}") ? 1 : 0;
        }

        Assert.InRange(read, 1, Mutations / 2); // some harm nothing, most are found
    }

    private static bool Outcome(byte[] mutation, string what)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            Model model = Model.Load(new MemoryStream(mutation));
            Use(model);
            return true;
        }
        catch (InvalidDataException e)
        {
            Refusal.AssertSentence(e.Message);
            return false;
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{what}: {e.GetType().Name}", e);
        }
        finally
        {
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < (64 << 20) + mutation.Length, $"{what}: {allocated} bytes");
        }
    }

    // Whatever is read must work: predict, be written, and be read again.
    private static void Use(Model model)
    {
        var features = new Matrix<double>(3, model.FeatureNames.Count);
        for (int i = 0; i < features.Data.Length; i++)
            features.Data[i] = i - 4;
        if (model.Task == LearningTask.Classification)
        {
            Assert.All(model.PredictClassIndices(features), label => Assert.InRange(label, 0, model.ClassNames.Count - 1));
            Assert.Equal(model.ClassNames.Count, model.PredictProbabilities(features).Columns);
        }
        else
        {
            Matrix<double> values = model.Task == LearningTask.MultiLabel ? model.PredictLabels(features) : model.PredictValues(features);
            Assert.Equal(model.Info.TargetNames.Count, values.Columns);
        }

        if (model.Info.Conformal is { } conformal && conformal.SetScore is null)
            Assert.Equal(model.Info.TargetNames.Count, model.PredictIntervals(features).Low.Columns);
        else if (model.Info.Conformal is not null)
            Assert.Equal(features.Rows, model.PredictSets(features).Length);
        _ = model.Info.Conformal?.Thresholds();

        byte[] again = SampleModels.ToBytes(model);
        Assert.Equal(again, SampleModels.ToBytes(Model.Load(new MemoryStream(again))));
    }

    private static byte[] Mutate(byte[] file, byte[] other, Random random)
    {
        if (file.Length == 0)
            return other;
        int at = random.Next(file.Length), length = random.Next(1, Math.Min(64, file.Length - at) + 1);
        switch (random.Next(7))
        {
            case 0: // flip a bit
                byte[] flipped = [.. file];
                flipped[at] ^= (byte)(1 << random.Next(8));
                return flipped;
            case 1: // cut the end off
                return file[..at];
            case 2: // take a piece out
                return [.. file[..at], .. file[(at + length)..]];
            case 3: // duplicate a piece
                return [.. file[..(at + length)], .. file[at..]];
            case 4: // take a piece of another file
                int from = random.Next(other.Length);
                return [.. file[..at], .. other[from..Math.Min(other.Length, from + length)], .. file[Math.Min(file.Length, at + length)..]];
            default: // put a word or a number in the place of another
                return Splice(file, at, random);
        }
    }

    private static byte[] Splice(byte[] file, int at, Random random)
    {
        ReadOnlySpan<byte> separators = "{}[]:,\"\\"u8;
        int begin = at, end = at;
        while (begin > 0 && !separators.Contains(file[begin - 1]))
            begin--;
        while (end < file.Length && !separators.Contains(file[end]))
            end++;
        return [.. file[..begin], .. Encoding.UTF8.GetBytes(Splices[random.Next(Splices.Length)]), .. file[end..]];
    }

    /// <summary>Lets the header end where its JSON seems to, so that a change of its length is not all that is found.</summary>
    private static byte[] RepairLength(byte[] file)
    {
        int end = file.AsSpan().LastIndexOf("}}"u8);
        if (end < 8)
            return file;
        int data = end + 2;
        while (data < file.Length && file[data] == ' ')
            data++;
        byte[] repaired = [.. file];
        BinaryPrimitives.WriteInt64LittleEndian(repaired, data - 8);
        return repaired;
    }
}
