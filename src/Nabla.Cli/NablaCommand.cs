using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Reflection;
using Nabla.Cli.Commands;
using Nabla.Cli.Options;
using Nabla.Cli.Output;

namespace Nabla.Cli;

/// <summary>The root command.</summary>
internal sealed class NablaCommand : RootCommand
{
    /// <summary>Examples for new users.</summary>
    public static readonly Example[] Examples =
    [
        new("nabla train digits", "train on 1,797 images of handwritten digits"),
        new("nabla predict digits.safetensors digits", "the model's prediction for each image"),
        new("nabla evaluate digits.safetensors digits --part test", "its accuracy on rows that training never saw"),
        new("nabla inspect digits.safetensors", "the contents of the model file"),
        new("nabla report digits.safetensors digits --part test", "all of this with charts, as one HTML file"),
        new("nabla train circles --hidden 3 --activation tanh", "separate circles with three units"),
        new("nabla studio", "watch a network learn, in the browser"),
        new("nabla datasets", "list other data sets to train on"),
    ];

    public NablaCommand(Streams streams)
        : base("Nabla trains, explains and ships feed-forward neural networks.")
    {
        this.Add(new PackCommand(streams));
        this.Add(new TrainCommand(streams));
        this.Add(new TuneCommand(streams));
        this.Add(new DoctorCommand(streams));
        this.Add(new PredictCommand(streams));
        this.Add(new MergeCommand(streams));
        this.Add(new EvaluateCommand(streams));
        this.Add(new ExplainCommand(streams));
        this.Add(new ReportCommand(streams));
        this.Add(new PlotCommand(streams));
        this.Add(new InspectCommand(streams));
        this.Add(new VerifyCommand(streams));
        this.Add(new ExportCommand(streams));
        this.Add(new ServeCommand(streams));
        this.Add(new StudioCommand(streams));
        this.Add(new DatasetsCommand(streams));
        this.Add(new GradcheckCommand(streams));
        this.Add(new CompletionCommand(streams));
        foreach (Option option in this.Options)
        {
            if (option is HelpOption help)
                (help.Description, help.Action) = ("show help", new PrintAction(parsed => HelpText.Write(parsed.CommandResult.Command, streams.Out)));
            else if (option is VersionOption version)
                (version.Description, version.Action) = ("show the version", new PrintAction(_ => streams.Out.WriteLine(Version)));
        }

        foreach (SuggestDirective suggest in this.Directives.OfType<SuggestDirective>())
            suggest.Action = new PrintAction(parsed => this.Suggest(parsed, parsed.GetResult(suggest)!, streams.Out));
        this.SetAction(_ => HelpText.Write(this, streams.Out));
    }

    /// <summary>Writes completions of a line: <c>[suggest:POSITION] "THE LINE"</c>, as called by the scripts of 'nabla completion'.</summary>
    private void Suggest(ParseResult parsed, DirectiveResult directive, TextWriter writer)
    {
        string line = parsed.Tokens[^1] is { Type: not TokenType.Directive, Value: var text } ? text : string.Empty;
        int position = directive.Values is [var value, ..] && int.TryParse(value, CultureInfo.InvariantCulture, out int given) ? Math.Clamp(given, 0, line.Length) : line.Length;
        foreach (string word in Completions.Of(this.Parse(line, Program.Parsing), position))
            writer.WriteLine(word);
    }

    /// <summary>The version, without the source revision behind the plus sign.</summary>
    private static string Version
        => typeof(NablaCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
