using Nabla.Cli.Output;
using Nabla.Models;

namespace Nabla.Cli.Training;

/// <summary>Prints a line for each trained network of an ensemble.</summary>
internal sealed class MemberLines(TextWriter writer) : IProgress<MemberProgress>
{
    /// <inheritdoc/>
    public void Report(MemberProgress value)
        => writer.WriteLine($"network {value.Member} is trained, {value.Trained} of {value.Members}: epoch {Texts.Count(value.Chosen.Epoch)}, {ProgressText.Scores(value.Chosen)}");
}
