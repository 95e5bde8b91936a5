namespace Nabla.Cli.Tests;

public class GradcheckTests
{
    [Theory]
    [InlineData("iris", "--hidden", "5", "--activation", "gelu")]
    [InlineData("iris", "--hidden", "", "--output-activation", "sigmoid", "--loss", "huber:0.5", "--reduction", "sum", "--no-bias")]
    [InlineData("friedman1", "--hidden", "4,3", "--l1", "0.1", "--l2", "0.1", "--scale", "minmax", "--sample", "5")]
    [InlineData("sleep-study", "--hidden", "3")]
    public void TheGradientIsRight(params string[] args)
    {
        Outcome outcome = CommandLine.Succeed(["gradcheck", .. args]);
        Assert.Contains("layer1.weights", outcome.Out, StringComparison.Ordinal);
        Assert.EndsWith("the gradient is right: no difference above 1E-07\n", outcome.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void ForwardDifferencesAreCoarser()
    {
        Outcome central = CommandLine.Succeed("gradcheck", "iris", "--hidden", "4"), same = CommandLine.Succeed("gradcheck", "iris", "--hidden", "4", "--difference", "central");
        Assert.Equal(central.Out, same.Out);
        Outcome forward = CommandLine.Succeed("gradcheck", "iris", "--hidden", "4", "--difference", "forward");
        Assert.NotEqual(central.Out, forward.Out);
        Assert.EndsWith("the gradient is right: no difference above 1E-05\n", forward.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void ASampleOfTheRowsIsChecked()
    {
        Assert.Contains("on 16 rows of iris", CommandLine.Succeed("gradcheck", "iris", "--hidden", "2").Error, StringComparison.Ordinal);
        Assert.Contains("on 7 rows of iris", CommandLine.Succeed("gradcheck", "iris", "--hidden", "2", "--sample", "7").Error, StringComparison.Ordinal);
        Assert.Contains("on 3 rows of sleep-study", CommandLine.Succeed("gradcheck", "sleep-study", "--hidden", "2").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void APairThatMakesNoSenseIsRefused()
    {
        Outcome outcome = CommandLine.Run("gradcheck", "iris", "--loss", "binary-cross-entropy", "--output-activation", "softmax");
        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal("nabla: binary-cross-entropy needs independent outputs between 0 and 1: sigmoid, not softmax\n", outcome.Error);
    }
}
