using Nabla.Models;

namespace Nabla.Tests.Models;

/// <summary>Reads files that must be refused.</summary>
internal static class Refusal
{
    private const long MostMemory = 64 << 20;

    /// <summary>The sentence with which a file is refused; all that was allocated on the way is less than 64 MB above its size.</summary>
    public static string Of(byte[] file)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        var exception = Assert.Throws<InvalidDataException>(() => Model.Load(new MemoryStream(file)));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < MostMemory + file.Length, $"{allocated} bytes were allocated to refuse a file of {file.Length} bytes: {exception.Message}");
        AssertSentence(exception.Message);
        return exception.Message;
    }

    /// <summary>One line that begins with what was read and does not go on for ever.</summary>
    public static void AssertSentence(string message)
    {
        Assert.StartsWith("the model: ", message, StringComparison.Ordinal);
        Assert.True(message.Length is > 20 and < 450, message);
        Assert.DoesNotContain(message, char.IsControl);
        Assert.DoesNotContain("LineNumber", message, StringComparison.Ordinal);
    }
}
