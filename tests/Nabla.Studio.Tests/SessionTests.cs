using System.Globalization;
using Nabla.Cli.Options;
using Nabla.Models;
using Nabla.Tests;

namespace Nabla.Studio.Tests;

public class SessionTests
{
    private static readonly byte[] Flats = File.ReadAllBytes(Path.Combine(Repository.Root, "docs", "guide", "flats.csv"));

    [Theory]
    [InlineData("circles", "--hidden 3 --activation sigmoid --loss cross-entropy --output-activation softmax --optimizer momentum:0.9 --learning-rate 0.02 --batch-size full --epochs 40 --scale none --precision double")]
    [InlineData("iris", "--hidden 8,4 --activation tanh,relu --dropout 0.1,0 --validation-size 0.2 --epochs 12 --seed 3")]
    [InlineData("iris", "--hidden 6 --normalization batch --epochs 5 --class-weight balanced --schedule cosine:4")]
    [InlineData("sleep-study", "--hidden 3 --activation sigmoid --no-bias --optimizer bfgs --epochs 30 --target-scale 100 --precision double --output-activation sigmoid")]
    [InlineData("friedman1", "--hidden \"\" --l2 0.01 --epochs 4 --rows 80 --noise 0.5 --optimizer sgd --learning-rate 0.01 --clip-norm 1")]
    [InlineData("digits", "--hidden 8 --epochs 2")]
    public void A_model_has_the_bytes_of_the_command_line_that_is_shown(string data, string options)
        => new Page().Open(data, options).Train().Model();

    [Fact]
    public void A_file_that_was_dropped_gives_the_same_model_too()
    {
        Page page = new Page().Drop("flats.csv", Flats).Change("target", "rent").Change("ignore", "id").Change("epochs", "6");
        Assert.Equal("regression", page.Described.Task);
        Assert.Equal(["id"], page.Described.Columns.Where(column => !column.IsUsed).Select(column => column.Name));
        page.Train().Model();
        page.Change("target", "district").Change("hidden", "4").Train(2).Model();
        Assert.Equal("classification", page.Described.Task);
    }

    [Fact]
    public void A_run_that_was_stopped_gone_back_in_and_gone_on_with_gives_the_model_of_its_epoch()
    {
        Page page = new Page().Open("iris", "--hidden 5 --validation-size 0.2 --epochs 40").Train(9);
        string nine = page.Model().Sha256!;
        page.Train(5).Say(new StepOnce()).Say(new GoBack(9));
        Assert.Equal(9, page.Frame.Epoch);
        Assert.Equal(nine, page.Model().Sha256);
        page.Train(1).Say(new GoBack());
        Assert.Equal((9, page.Frame.StepsPerEpoch - 1), (page.Frame.Epoch, page.Frame.Step));
        page.Say(new StepOnce()).Say(new GoBack(9));
        Assert.Equal(nine, page.Model().Sha256);
        page.Change("hidden", "5,3").Train(3).Model();
    }

    [Fact]
    public void Every_lesson_opens_and_those_of_the_tutorials_are_the_recipes_of_the_command()
    {
        var page = new Page();
        Offered offered = page.Say(new Hello()).Last<Offered>();
        foreach (Recipe recipe in offered.Recipes)
        {
            page.Open(recipe.Data, recipe.Options).Say(new StepOnce());
            Assert.Equal(recipe.Data, page.Described.Data);
            if (Cli.Options.Recipes.All.FirstOrDefault(known => known.Name == recipe.Name) is { Name: not null } known)
                Assert.Equal((known.Data, known.Options), (recipe.Data, recipe.Options));
        }

        Assert.Superset(Cli.Options.Recipes.All.Select(recipe => recipe.Name).ToHashSet(), offered.Recipes.Select(recipe => recipe.Name).ToHashSet());
        Assert.Equal([1, 2, 3, 4, 5], offered.Recipes.Select(recipe => recipe.Tutorial).Distinct().Order());
        Assert.All(offered.Recipes, recipe => Assert.InRange(recipe.Explanation.Length, 150, 600));
    }

    [Fact]
    public void A_run_that_diverges_goes_back_and_the_doctor_has_a_remedy()
    {
        Page page = new Page().Open("friedman1", "--hidden 32 --optimizer sgd --learning-rate 50 --epochs 60").Train();
        Assert.True(page.Frame.Diverged);
        Assert.StartsWith("diverged in epoch ", page.Frame.Stopped, StringComparison.Ordinal);
        Assert.All(page.Frame.Weights.SelectMany(weights => weights), weight => Assert.True(float.IsFinite(weight)));
        FoundThing found = page.Last<Examined>().Findings[0];
        Assert.Equal(("critical", "try a learning rate of 5"), (found.Severity, found.Try));
        page.Say(new Change(found.Options!));
        Assert.Equal("5", page.Described.Options["learning-rate"]);
        Assert.Null(page.Frame.Stopped);
    }

    [Theory]
    [InlineData("friedman1", "--hidden 32 --optimizer sgd --learning-rate 50 --epochs 60")]
    [InlineData("friedman1", "--hidden 8,8 --optimizer sgd --learning-rate 1e30 --epochs 60 --precision double")]
    [InlineData("circles", "--hidden 3 --optimizer sgd --learning-rate 1e8 --loss squared-error --output-activation identity --epochs 60")]
    [InlineData("iris", "--hidden 4,3 --optimizer sgd --learning-rate 1e30 --epochs 60 --validation-size 0.2")]
    [InlineData("sleep-study", "--hidden 3 --optimizer sgd --learning-rate 1e18 --epochs 60")]
    public void Each_step_on_the_way_to_infinity_can_be_drawn(string data, string options)
    {
        Page page = new Page().Open(data, options).Say(new LookAt(0));
        for (int step = 0; step < 30 && page.Frame.Stopped is null; step++)
        {
            page.Say(new StepOnce());
            Assert.All(page.Frame.Weights.SelectMany(weights => weights), weight => Assert.True(float.IsFinite(weight)));
            Assert.All(page.Frame.Units.SelectMany(units => units), unit => Assert.True(float.IsFinite(unit.Least) && float.IsFinite(unit.Most)));
        }
    }

    [Theory]
    [InlineData("circles", "--hidden 3 --activation sigmoid")]
    [InlineData("iris", "--hidden 4,3 --activation tanh --normalization batch")]
    [InlineData("sleep-study", "--hidden 3 --no-bias --activation sigmoid --output-activation sigmoid --target-scale 100")]
    public void Backward_values_of_a_row_follow_the_second_equation_of_backpropagation(string data, string options)
    {
        Page page = new Page().Open(data, options + " --precision double").Train(2).Say(new LookAt(0));
        LookedAt looked = page.Last<LookedAt>();
        Assert.Equal(page.Described.Layers.Count, looked.Layers.Count);

        // δ of the layer before the output from that of the output: (Σ w·δ′)·f′(z), with f′ from a.
        IReadOnlyList<double> output = looked.Layers[^1].Delta!, hidden = looked.Layers[^2].Delta!, a = looked.Layers[^2].A;
        bool tanh = options.Contains("tanh", StringComparison.Ordinal);
        bool sigmoid = options.Contains("--activation sigmoid", StringComparison.Ordinal);
        for (int unit = 0; unit < hidden.Count; unit++)
        {
            double sum = 0;
            for (int k = 0; k < output.Count; k++)
                sum += page.Frame.Weights[^1][(unit * output.Count) + k] * output[k];
            double slope = tanh ? 1 - (a[unit] * a[unit]) : sigmoid ? a[unit] * (1 - a[unit]) : a[unit] > 0 ? 1 : 0;
            Assert.Equal(sum * slope, hidden[unit], 1e-6);
        }

        Assert.All(looked.Steps.SelectMany(steps => steps), step => Assert.Contains(" = ", step.Forward, StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_refused_changes_nothing()
    {
        Page page = new Page().Open("iris", "--hidden 4").Train(2);
        string before = page.Model().Sha256!;
        foreach ((string option, string value) in (ReadOnlySpan<(string, string)>)[("hidden", "x"), ("activation", "softmax"), ("learning-rate", "-1"), ("test-size", "1.5"), ("loss", "nonsense"), ("seed", "-3"), ("nothing", "1")])
            page.Say(new Change(new Dictionary<string, string?> { [option] = value }), refused: true);
        page.Say(new Open("nowhere"), refused: true).Say(new Export("everything"), refused: true);
        Assert.Single(page.Session.Handle("""{"type":"unknown"}"""), reply => reply is Refused);
        Assert.Single(page.Session.Handle("no JSON"), reply => reply is Refused);
        page.Drop("bad.csv", "a,b\n1,2\n3\n"u8.ToArray());
        Assert.Contains("bad.csv", page.Last<Refused>().Sentence, StringComparison.Ordinal);
        Assert.Equal(before, page.Model().Sha256);
    }

    [Fact]
    public void A_file_that_is_too_large_for_a_host_is_refused_before_it_is_read()
    {
        var page = new Page(new StudioHost { Name = "the browser", MostFileBytes = 1 << 20 });
        page.Drop("large.csv", new byte[2 << 20]);
        Assert.Equal("large.csv has 2 MB, and the Studio in the browser opens at most 1 MB: 'nabla studio' on your machine opens larger files", page.Last<Refused>().Sentence);
    }

    [Fact]
    public void Maps_go_over_two_features_of_many_and_histograms_over_the_rest()
    {
        Page page = new Page().Open("iris", "--hidden 4").Say(new Watch(2, 3));
        Assert.Equal(["petal_length", "petal_width"], page.Described.Plane!.Names);
        Assert.All(page.Frame.Units.SelectMany(units => units), unit => Assert.Equal(page.Described.Plane.Side * page.Described.Plane.Side, unit.Map!.Length));
        page.Say(new Watch(null, null));
        Assert.All(page.Frame.Units.SelectMany(units => units), unit => Assert.Equal(page.Described.Parts[0], unit.Bins!.Sum()));
        Assert.NotNull(page.Frame.Outcome!.Confusion);
    }

    [Fact]
    public void The_address_repeats_the_lesson()
    {
        Page page = new Page().Open("moons", "--hidden 4,4 --seed 9 --noise 0.3 --validation-size 0.25");
        string address = page.Described.Address;
        Page other = new Page().Open("moons", address);
        Assert.Equal(page.Described.Options, other.Described.Options);
        Assert.Equal(page.Train(3).Model().Sha256, other.Train(3).Model().Sha256);
    }

    [Fact]
    public void A_column_of_too_many_texts_is_left_out_and_the_rest_is_read()
    {
        string text = "name,x,y\n" + string.Concat(Enumerable.Range(0, 3000).Select(i => string.Create(CultureInfo.InvariantCulture, $"person {i},{i % 17},{i % 5}\n")));
        Page page = new Page().Drop("people.csv", System.Text.Encoding.UTF8.GetBytes(text));
        Assert.Contains(page.Described.Columns, column => column is { Name: "name", IsUsed: false });
        Assert.Contains("--ignore name", page.Frame.Command, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_can_be_taken_along()
    {
        Page page = new Page().Open("iris", "--hidden 4 --epochs 3").Train();
        foreach ((string what, string beginning) in (ReadOnlySpan<(string, string)>)[("command", "nabla train iris"), ("csharp", "using Nabla.Data;"), ("predictions", "part,class,predicted_class,probability_")])
            Assert.StartsWith(beginning, System.Text.Encoding.UTF8.GetString(page.Say(new Export(what)).Last<Exported>().Bytes), StringComparison.Ordinal);
        Assert.NotEmpty(page.Say(new Export("onnx")).Last<Exported>().Bytes);
        using var model = new MemoryStream(page.Say(new Export("model")).Last<Exported>().Bytes);
        Assert.Equal(3, Model.Load(model).Info.ChosenEpoch);
        page.Say(new Export("report"), refused: true);
    }

    [Fact]
    public void Speed_is_what_was_asked_for()
    {
        Page page = new Page().Open("iris", "--hidden 4").Say(new Play(StepsPerSecond: 50));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (watch.Elapsed < TimeSpan.FromSeconds(1))
        {
            page.Session.Run(TimeSpan.FromMilliseconds(5));
            Thread.Sleep(2);
        }

        page.Say(new Pause());
        int steps = (page.Frame.Epoch * page.Frame.StepsPerEpoch) + page.Frame.Step;
        Assert.InRange(steps, 20, 60);
    }
}
