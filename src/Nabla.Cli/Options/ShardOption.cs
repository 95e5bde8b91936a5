using System.CommandLine;
using Nabla.Numerics;

namespace Nabla.Cli.Options;

/// <summary>The option for work that is shared out to processes that know nothing of each other.</summary>
internal static class ShardOption
{
    /// <summary>The option; null where the whole is meant.</summary>
    /// <param name="what">What is shared out, in words.</param>
    /// <param name="then">What makes the whole of all shares, in words.</param>
    public static Option<Shard?> Of(string what, string then = "'nabla merge' joins the files")
        => Define.Option<Shard?>("--shard", "I/N", $"only share I of N of {what}, for a job array; {then}", text => Shard.Parse(text));
}
