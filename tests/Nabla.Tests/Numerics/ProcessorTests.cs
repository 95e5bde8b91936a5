using System.Diagnostics;
using Nabla.Numerics;

namespace Nabla.Tests.Numerics;

/// <summary>
/// The tests of the kernels once more in processes that are told to have a smaller processor. Inside a process the kernels are asked for
/// one width after the other; here the runtime itself compiles for it, and so does all else that looks at the width.
/// </summary>
public class ProcessorTests
{
    // The kernels and what stands on them: products, element-wise functions, reductions, softmax.
    private static readonly string[] Kernels = ["ProductsFloatTests", "ProductsDoubleTests", "ElementwiseFloatTests", "ElementwiseDoubleTests", "ReductionsFloatTests", "ReductionsDoubleTests", "SoftmaxFloatTests", "SoftmaxDoubleTests"];

    [Theory]
    [InlineData("DOTNET_PreferredVectorBitWidth", "128")]
    [InlineData("DOTNET_PreferredVectorBitWidth", "256")]
    [InlineData("DOTNET_EnableAVX512", "0")]
    [Trait("Category", "Slow")]
    public void The_kernels_equal_the_plain_loops_where(string variable, string value)
    {
        SlowTests.SkipUnlessWanted();
        AssertPass([.. Kernels.SelectMany(name => (string[])["--filter-class", $"Nabla.Tests.Numerics.{name}"])], variable, value);
    }

    [Fact]
    public void A_few_equal_them_without_fused_multiply_add_in_hardware()
        => AssertPass(["--filter-method", $"{typeof(ProcessorTests).FullName}.{nameof(A_few_products)}"], "DOTNET_EnableAVX2", "0");

    [Theory]
    [InlineData("DOTNET_EnableAVX2")] // four doubles at a time
    [InlineData("DOTNET_EnableAVX")] // two at a time
    [Trait("Category", "Slow")]
    public void Fused_multiply_adds_in_software_are_the_same_where_there_is_no_other(string variable)
    {
        SlowTests.SkipUnlessWanted();
        AssertPass(["--filter-class", $"{typeof(SoftwareMultiplyAddTests).FullName}", "--filter-class", $"{typeof(ProcessorTests).Namespace}.Lanes*"], variable, "0");
    }

    /// <summary>Small enough for a processor that does each multiply-add by software.</summary>
    [Fact]
    public void A_few_products()
    {
        foreach ((int examples, int outputs, int inputs) in new[] { (1, 1, 1), (3, 17, 5), (9, 33, 16), (31, 7, 65), (40, 48, 24) })
        {
            for (int threads = 1; threads <= 8; threads++)
            {
                new LayerCase<float>(examples, outputs, inputs, stridePadding: 1).AssertAllProducts(threads, ProductsAtWidth.Widest);
                new LayerCase<double>(examples, outputs, inputs, stridePadding: 3).AssertAllProducts(threads, ProductsAtWidth.Widest);
            }
        }
    }

    private static void AssertPass(string[] tests, string variable, string value)
    {
        string program = Path.Join(AppContext.BaseDirectory, "Nabla.Tests.dll"), results = Directory.CreateTempSubdirectory("nabla-").FullName;
        var start = new ProcessStartInfo("dotnet", ["exec", program, .. tests, "--no-progress", "--results-directory", results])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[variable] = value;
        start.Environment.Remove("NABLA_SLOW_TESTS");
        using var process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Directory.Delete(results, recursive: true);
        Assert.True(process.ExitCode == 0, $"{variable}={value}: {output}\n{error.Result}");
    }
}
