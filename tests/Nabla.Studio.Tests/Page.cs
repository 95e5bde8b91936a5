using System.Text;
using Nabla.Cli.Tests;
using Nabla.Tests;
using Nabla.Tests.Data;

namespace Nabla.Studio.Tests;

/// <summary>A session as a page has it: requests, and what was last said of each kind.</summary>
internal sealed class Page
{
    private readonly StudioSession session;
    private readonly List<StudioReply> replies = [];

    public Page(StudioHost? host = null) => this.session = new StudioSession(host ?? new StudioHost { Name = "a test" });

    public StudioSession Session => this.session;

    public Described Described => this.Last<Described>();

    public Frame Frame => this.Last<Frame>();

    public T Last<T>()
        where T : StudioReply
        => this.replies.OfType<T>().Last();

    public Page Say(StudioRequest request, bool refused = false)
    {
        // As a host does: through the JSON form both ways.
        IReadOnlyList<StudioReply> answers = this.session.Handle(System.Text.Json.JsonSerializer.Serialize(request, StudioJson.Default.StudioRequest));
        foreach (StudioReply answer in answers)
            StudioJson.Write(answer);
        Assert.True(refused == answers.Any(answer => answer is Refused), answers.OfType<Refused>().FirstOrDefault()?.Sentence ?? "nothing was refused");
        this.replies.AddRange(answers);
        return this;
    }

    public Page Open(string data, string options) => this.Say(new Open(data, options));

    public Page Change(string option, string? value) => this.Say(new Change(new Dictionary<string, string?> { [option] = value }));

    public Page Drop(string name, byte[] bytes)
    {
        this.replies.AddRange(this.session.OpenFile(name, bytes));
        return this;
    }

    /// <summary>Trains to the end, or so many epochs.</summary>
    public Page Train(int? epochs = null)
    {
        if (epochs is { } count)
        {
            for (int i = 0; i < count; i++)
                this.Say(new StepEpoch());
            return this;
        }

        this.Say(new Play());
        while (this.session.IsRunning)
            this.session.Run(TimeSpan.FromMilliseconds(20));
        this.replies.AddRange(this.session.Show());
        return this;
    }

    /// <summary>The model file, which must have the bytes of the one that the command line makes that is shown.</summary>
    public Exported Model()
    {
        Exported exported = this.Say(new Export("model")).Last<Exported>();
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "model.safetensors");
        string[] words = [.. Words(exported.Command).Skip(1)];
        string guide = Path.Combine(Repository.Root, "docs", "guide", words[1]);
        words[1] = File.Exists(guide) ? guide : words[1];
        CommandLine.Succeed([.. words, "--output", file]);
        Assert.True(File.ReadAllBytes(file).AsSpan().SequenceEqual(exported.Bytes), exported.Command);
        return exported;
    }

    /// <summary>The words of a command line, as a shell splits it.</summary>
    public static List<string> Words(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        bool quoted = false, any = false;
        foreach (char c in line)
        {
            if (c == '\'')
                (quoted, any) = (!quoted, true);
            else if (c == ' ' && !quoted)
                Add();
            else
                word.Append(c);
        }

        Add();
        return words;

        void Add()
        {
            if (word.Length > 0 || any)
                words.Add(word.ToString());
            word.Clear();
            any = false;
        }
    }
}
