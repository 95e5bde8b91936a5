using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Nabla.Numerics;

namespace Nabla.Inspection;

/// <summary>Runs the golden runs on this machine and measures matrix products.</summary>
internal static class MachineCheck
{
    private const int Size = 128;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(0.3);

    public static MachineExamination Run(int threads, IProgress<GoldenResult>? progress, CancellationToken cancellation)
    {
        var results = new List<GoldenResult>();
        foreach (GoldenRun run in GoldenRun.All)
        {
            cancellation.ThrowIfCancellationRequested();
            long began = Stopwatch.GetTimestamp();
            string found = run.Run(threads);
            results.Add(new GoldenResult(run.Name, run.Hash, found, Stopwatch.GetElapsedTime(began)));
            progress?.Report(results[^1]);
        }

        return new MachineExamination
        {
            Machine = Describe(),
            Runs = results,
            FloatGigaflops = Gigaflops<float>(),
            DoubleGigaflops = Gigaflops<double>(),
        };
    }

    private static string Describe()
    {
        string compiled = RuntimeFeature.IsDynamicCodeCompiled ? "compiled as it runs" : RuntimeFeature.IsDynamicCodeSupported ? "interpreted" : "compiled ahead of time";
        return $"{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}, vectors of {ProductsAtWidth.Widest} bits, "
            + $"fused multiply-add in {(Fma.IsSupported || AdvSimd.Arm64.IsSupported ? "hardware" : "software")}, {RuntimeInformation.FrameworkDescription} {compiled}";
    }

    private static double Gigaflops<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Matrix<T> a = new(Size, Size), b = new(Size, Size), c = new(Size, Size);
        for (int i = 0; i < a.Data.Length; i++)
            (a.Data[i], b.Data[i]) = (T.CreateTruncating((i % 97) - 48.5), T.CreateTruncating((i % 89) - 44.5));
        double best = 0;
        long start = Stopwatch.GetTimestamp();
        do
        {
            long began = Stopwatch.GetTimestamp();
            Products.Affine<T>(a, b, [], c, 1);
            best = Math.Max(best, 2.0 * Size * Size * Size / Stopwatch.GetElapsedTime(began).TotalSeconds / 1e9);
        }
        while (Stopwatch.GetElapsedTime(start) < Window);
        return best;
    }
}
