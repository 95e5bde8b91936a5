using System.CommandLine;
using Nabla.Numerics;

namespace Nabla.Cli.Options;

/// <summary>The option for work distributed to independent processes.</summary>
internal static class ShardOption
{
    /// <summary>The option; null for the whole work.</summary>
    /// <param name="what">The distributed work, as text.</param>
    /// <param name="then">The step that joins all shares, as text.</param>
    public static Option<Shard?> Of(string what, string then = "'nabla merge' joins the files")
        => Define.Option<Shard?>("--shard", "I/N", $"process only share I of N of {what}, for job arrays; {then}", text => Shard.Parse(text));
}
