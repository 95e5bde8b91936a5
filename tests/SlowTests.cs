namespace Nabla.Tests;

/// <summary>Tests that take long, or start many processes: they run where <c>NABLA_SLOW_TESTS</c> is 1.</summary>
internal static class SlowTests
{
    /// <summary>Whether they run.</summary>
    public static bool AreWanted => Environment.GetEnvironmentVariable("NABLA_SLOW_TESTS") == "1";

    /// <summary>Skips the test where they do not.</summary>
    public static void SkipUnlessWanted() => Assert.SkipUnless(AreWanted, "slow: set NABLA_SLOW_TESTS=1");
}
