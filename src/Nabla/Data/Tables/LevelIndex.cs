namespace Nabla.Data;

/// <summary>The distinct texts of a category, numbered in the order of insertion.</summary>
internal sealed class LevelIndex
{
    private readonly Dictionary<string, int> codes;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> lookup;
    private readonly List<string> levels = [];

    /// <summary>Creates an index of texts.</summary>
    /// <exception cref="ArgumentException">Two texts are equal.</exception>
    public LevelIndex(params IEnumerable<string> levels)
    {
        ArgumentNullException.ThrowIfNull(levels);
        this.codes = new Dictionary<string, int>(StringComparer.Ordinal);
        this.lookup = this.codes.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (string level in levels)
        {
            if (this.Find(level) >= 0)
                throw new ArgumentException($"two levels are '{Excerpt.Of(level)}'", nameof(levels));
            this.Add(level);
        }
    }

    /// <summary>The texts; the position is the code.</summary>
    public IReadOnlyList<string> Levels => this.levels;

    /// <summary>The number of texts.</summary>
    public int Count => this.levels.Count;

    /// <summary>The code of a text; −1 if it is not among the levels.</summary>
    public int Find(ReadOnlySpan<char> text) => this.lookup.TryGetValue(text, out int code) ? code : -1;

    /// <summary>The code of a text, which is added if it is new.</summary>
    public int Add(ReadOnlySpan<char> text)
    {
        return this.lookup.TryGetValue(text, out int code) ? code : this.Append(text.ToString());
    }

    /// <summary>The code of a text, which is added if it is new.</summary>
    public int Add(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return this.codes.TryGetValue(text, out int code) ? code : this.Append(text);
    }

    private int Append(string level)
    {
        this.codes.Add(level, this.levels.Count);
        this.levels.Add(level);
        return this.levels.Count - 1;
    }
}
