using Nabla.Cli.Output;
using Nabla.Data;
using Nabla.Tests.Data;

namespace Nabla.Cli.Tests;

public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TemporaryFolder inputs = new();

    public void Dispose()
    {
        this.folder.Dispose();
        this.inputs.Dispose();
    }

    [Theory]
    [InlineData("there is no file, folder or data set 'digit': data sets are digits, iris", "digit")]
    [InlineData("unknown option '--epoch': did you mean --epochs?", "digits", "--epoch", "3")]
    [InlineData("unknown option '--frobnicate': see nabla train --help", "digits", "--frobnicate")]
    [InlineData("unexpected argument 'more'", "digits", "more")]
    [InlineData("DATA is missing")]
    [InlineData("option '--epochs': '--output' is not a value", "digits", "--epochs")]
    [InlineData("option '--epochs': 'ten' is not a whole number of 0 or more", "digits", "--epochs", "ten")]
    [InlineData("option '--epochs' is given more than once", "digits", "--epochs", "3", "--epochs", "4")]
    [InlineData("option '--epochs': '-1' is not", "digits", "--epochs", "-1")]
    [InlineData("option '--epochs': '99999999999' is too large: expected a whole number from 0 to 2147483647", "digits", "--epochs", "99999999999")]
    [InlineData("option '--seed': '18446744073709551616' is too large: expected a whole number from 0 to 18446744073709551615", "digits", "--seed", "18446744073709551616")]
    [InlineData("option '--batch-size': '0' is not a whole number of 1 or more, or full", "digits", "--batch-size", "0")]
    [InlineData("option '--batch-size': 'FULL' is not a whole number of 1 or more, or full", "digits", "--batch-size", "FULL")]
    [InlineData("option '--piece-rows': '0' is not a whole number of 1 or more", "digits", "--piece-rows", "0")]
    [InlineData("option '--batch-size' is for first-order optimizers; lbfgs uses all rows at once", "digits", "--optimizer", "lbfgs", "--batch-size", "32")]
    [InlineData("option '--learning-rate' is for first-order optimizers; bfgs uses all rows at once", "digits", "--optimizer", "bfgs", "--learning-rate", "1")]
    [InlineData("option '--tolerance' is for full-batch solvers such as lbfgs, not for the default", "digits", "--tolerance", "1")]
    [InlineData("option '--max-evaluations' is for full-batch solvers such as lbfgs, not for adam", "digits", "--optimizer", "adam", "--max-evaluations", "9")]
    [InlineData("option '--hidden': '0' is not a size", "digits", "--hidden", "64,0")]
    [InlineData("option '--hidden': '' is not a size", "digits", "--hidden", "64,")]
    [InlineData("option '--hidden': '-3' is not a size", "digits", "--hidden", "-3")]
    [InlineData("a network of more than", "digits", "--hidden", "2000000000")]
    [InlineData("option '--test-size': '1.5' is not a number from 0 to below 1", "digits", "--test-size", "1.5")]
    [InlineData("option '--test-size': '0,5' is not a number", "digits", "--test-size", "0,5")]
    [InlineData("option '--validation-size': '-0.1' is not", "digits", "--validation-size", "-0.1")]
    [InlineData("leave nothing for training", "digits", "--validation-size", "0.5", "--test-size", "0.5")]
    [InlineData("option '--learning-rate': '0' is not a number above 0", "digits", "--learning-rate", "0")]
    [InlineData("option '--learning-rate': 'NaN' is not a number", "digits", "--learning-rate", "NaN")]
    [InlineData("option '--l2': '-1' is not a number of 0 or more", "digits", "--l2", "-1")]
    [InlineData("option '--momentum' requires optimizer momentum or nesterov, not the default", "digits", "--momentum", "0.5")]
    [InlineData("option '--momentum': '1' is not a number from 0 to below 1", "digits", "--optimizer", "momentum", "--momentum", "1")]
    [InlineData("option '--activation': unknown activation 'foo': known are identity", "digits", "--activation", "foo")]
    [InlineData("option '--activation': activation 'leaky-relu:-1': a slope of -1", "digits", "--activation", "leaky-relu:-1")]
    [InlineData("option '--init': 'x' in 'uniform:x' is not a number", "digits", "--init", "uniform:x")]
    [InlineData("option '--init': initializer 'uniform:2:1': a range from 2 to 1, expected two ascending numbers", "digits", "--init", "uniform:2:1")]
    [InlineData("option '--init': initializer 'normal:0:-1': a standard deviation of -1, expected 0 or more", "digits", "--init", "normal:0:-1")]
    [InlineData("option '--loss': unknown loss 'l2'", "digits", "--loss", "l2")]
    [InlineData("option '--optimizer': unknown optimizer 'adamx'", "digits", "--optimizer", "adamx")]
    [InlineData("option '--scale': 'big' is none of standard, minmax, maxabs, robust, robust-clip, quantile, none", "digits", "--scale", "big")]
    [InlineData("option '--precision': 'half' is none of float, double", "digits", "--precision", "half")]
    [InlineData("option '--threads': '0' is not", "digits", "--threads", "0")]
    [InlineData("option '--seed': '-1' is not a whole number of 0 or more", "digits", "--seed", "-1")]
    [InlineData("cross-entropy needs outputs that sum to 1: softmax, not tanh", "digits", "--loss", "cross-entropy", "--output-activation", "tanh")]
    [InlineData("3 activations for 2 hidden layers, expected one for all or one for each", "digits", "--hidden", "8,4", "--activation", "relu,tanh,relu")]
    [InlineData("relu is for hidden layers only", "digits", "--output-activation", "relu")]
    [InlineData("option '--verbose': a network of 8,970 parameters, expected at most 200", "digits", "--verbose")]
    [InlineData("data set 'digits' has no option 'rows'", "digits", "--rows", "5")]
    [InlineData("option '--rows': '0' is not a whole number of 1 or more", "circles", "--rows", "0")]
    [InlineData("1 row: expected at least 2", "circles", "--rows", "1")]
    [InlineData("option '--config': an empty path", "iris", "--config", "")]
    [InlineData("option '--like': an empty path", "iris", "--like", "")]
    [InlineData("option '--from': an empty path", "iris", "--from", "")]
    [InlineData("option '--checkpoint': an empty path", "iris", "--checkpoint", "")]
    [InlineData("option '--report': an empty path", "iris", "--report", "")]
    [InlineData("there is no file", "iris", "--like", "nowhere.safetensors")]
    public void ATrainingThatCannotBeIsRefusedInOneSentence(string sentence, params string[] args)
        => this.Refuses(sentence, ["train", .. args, "--output", this.folder.File("m.safetensors")]);

    [Theory]
    [InlineData("unknown command 'trian': did you mean train?", "trian", "digits")]
    [InlineData("unknown command 'xyzzy': see nabla --help", "xyzzy")]
    [InlineData("unknown option '--hlep': did you mean --help?", "--hlep")]
    [InlineData("MODEL is missing", "predict")]
    [InlineData("DATA is missing", "evaluate", "m.safetensors")]
    [InlineData("option '--epochs' needs a value: number of passes over the training part", "train", "digits", "--epochs")]
    [InlineData("unknown option '--epoch': did you mean --epochs?", "train", "--epoch", "3", "digits")]
    [InlineData("unknown option '-x': see nabla train --help", "train", "-x")]
    [InlineData("unknown option '--json': see nabla datasets --help", "datasets", "--json")]
    [InlineData("there is no file, folder or data set '-x'", "train", "--", "-x")]
    [InlineData("unexpected argument '--epochs': see nabla train --help", "train", "--", "digits", "--epochs")]
    [InlineData("'--seed' precedes 'train': the command comes first, as in nabla train … --seed", "--seed", "3", "train", "digits")]
    [InlineData("there is no file", "predict", "nowhere.safetensors", "digits")]
    public void ACommandLineThatCannotBeReadIsRefusedInOneSentence(string sentence, params string[] args) => this.Refuses(sentence, args);

    [Fact]
    public void AnOutputThatCannotBeWrittenIsRefusedBeforeTraining()
    {
        this.Refuses("is a folder, expected a file", "train", "digits", "--output", this.folder.Path);
        this.Refuses("there is no folder", "train", "digits", "--output", Path.Join(this.folder.Path, "nowhere", "m.safetensors"));
        this.Refuses("an empty path", "train", "digits", "--output", "");
        this.Refuses("is a folder, expected a file", "datasets", "iris", "--output", this.folder.Path);
        this.Refuses("there is no folder", "datasets", "iris", "--output", Path.Join(this.folder.Path, "nowhere", "iris.csv"));
        this.Refuses("an empty path", "datasets", "iris", "--output", "");
        this.Refuses("an empty path", "tune", "iris", "--log", "");
        this.Refuses("is a folder, expected a JSON file of options", "train", "iris", "--config", this.folder.Path);
        if (OperatingSystem.IsLinux())
        {
            this.Refuses("folder '/proc' cannot be written to", "train", "digits", "--output", "/proc/m.safetensors");
            this.Refuses("folder '/proc' cannot be written to", "datasets", "iris", "--output", "/proc/iris.csv");
        }
    }

    [Fact]
    public void FeaturesThatAreNoNumbersAndLabelsThatAreMissingAreRefused()
    {
        byte[] labels = IdxFile.Labels(3), images = IdxFile.Bytes(IdxType.Single, [3, 2], [1, 2, 3, double.NaN, 5, 6]);
        this.Refuses("row 1, column 'value_1': NaN is not a finite number", "train", Folder("nan", images, labels));
        this.Refuses("has images 'train-images…' but no 'train-labels-idx1-ubyte'", "train", Folder("unlabeled", images, null));
        this.Refuses("data of one class, expected 2 or more", "train", Folder("alike", IdxFile.Images(3), IdxFile.Bytes(IdxType.UnsignedByte, [3], [0, 0, 0])));

        string Folder(string name, byte[] images, byte[]? labels)
        {
            string path = Directory.CreateDirectory(Path.Join(this.inputs.Path, name)).FullName;
            File.WriteAllBytes(Path.Join(path, "train-images-idx3-ubyte"), images);
            if (labels is not null)
                File.WriteAllBytes(Path.Join(path, "train-labels-idx1-ubyte"), labels);
            return path;
        }
    }

    [Fact]
    public void AFolderWithoutImagesIsRefused()
    {
        this.Refuses("has no file train-images-idx3-ubyte", "train", this.folder.Path, "--output", this.folder.File("m.safetensors"));
        this.Refuses("option '--rows' is for generated data", "train", this.folder.Path, "--rows", "5", "--output", this.folder.File("m.safetensors"));
    }

    [Fact]
    public void AFullDiskIsSaidInOneSentence()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /dev/full");
        using var error = new StringWriter();
        var full = new StreamWriter(new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0));
        Assert.Equal(1, Program.Run(["datasets"], new Streams(full, error)));
        Assert.Matches(@"^nabla: No space left on device[^\n]*\n$", error.ToString());
    }

    private void Refuses(string sentence, params string[] args)
    {
        Outcome outcome = CommandLine.Run(args);
        Assert.Contains(sentence, outcome.Error, StringComparison.Ordinal);
        Assert.Equal(1, outcome.ExitCode);
        Assert.StartsWith("nabla: ", outcome.Error, StringComparison.Ordinal);
        Assert.Single(outcome.Error.TrimEnd('\n').Split('\n'));
        Assert.Empty(outcome.Out);
        Assert.Empty(Directory.EnumerateFileSystemEntries(this.folder.Path));
    }
}
