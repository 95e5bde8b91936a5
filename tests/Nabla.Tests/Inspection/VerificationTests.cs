using Nabla.Data;
using Nabla.Inspection;
using Nabla.Models;
using Nabla.Selection;
using Nabla.Training;

namespace Nabla.Tests.Inspection;

/// <summary>A model is what its data, settings and seed give, or the first difference is told.</summary>
public class VerificationTests
{
    private static readonly MlpSettings Settings = new() { Network = new() { HiddenLayers = [5] }, Training = new() { Epochs = 4 } };

    [Fact]
    public void A_saved_model_is_verified_by_its_data_however_many_threads()
    {
        DataParts data = new(Datasets.Iris());
        Model model = Saved(Train(data, Settings));
        Assert.True(Verification.OfHashes(model, data).IsVerified);
        Assert.Equal(new Verification(true, "trained again on 90 rows of iris, the model is the same to the last bit"), Verification.Of(model, data, control: new RunControl { Threads = 3 }));
    }

    [Fact]
    public void Parts_of_ones_own_are_given_as_parts()
    {
        DataParts parts = new(Datasets.Iris(), Datasets.Iris().SelectRows([3, 60, 120]));
        Model model = Saved(ModelTrainer.Train(parts, Settings).Model);
        Assert.True(Verification.Of(model, parts).IsVerified);
        Assert.Equal("other data: the model's had a validation part", Verification.Of(model, new DataParts(parts.Train)).Sentence);
    }

    [Fact]
    public void A_model_with_a_threshold_is_verified_with_it()
    {
        DataParts data = new(Datasets.Load("moons")), parts = Split.TrainTest(data.Train, 0.25, seed: 1);
        Model model = Saved(ThresholdRule.Best.Apply(ModelTrainer.Train(parts, Settings).Model, parts, Settings));
        Assert.NotNull(model.Info.Threshold);
        Assert.True(Verification.Of(model, data).IsVerified, Verification.Of(model, data).Sentence);
    }

    [Theory]
    [InlineData(2, "other data: column 'petal length' of the training part of iris differs in its ")]
    [InlineData(-1, "other data: the target of the training part of iris differs in its ")]
    public void A_changed_value_is_told(int column, string told)
    {
        Dataset iris = Datasets.Iris();
        Model model = Saved(ModelTrainer.Train(new DataParts(iris), Settings).Model);
        Dataset changed = Datasets.Iris();
        if (column < 0)
            changed.Labels[70] = 0;
        else
            changed.Features.Data[(70 * 4) + column] += 0.1;
        Verification found = Verification.Of(model, new DataParts(changed));
        Assert.False(found.IsVerified);
        Assert.StartsWith(told.Replace("petal length", iris.FeatureNames[2], StringComparison.Ordinal), found.Sentence, StringComparison.Ordinal);
        Assert.EndsWith("rows 70 to 72", found.Sentence, StringComparison.Ordinal); // blocks of three rows of 150
    }

    [Fact]
    public void Changed_settings_and_parameters_are_told()
    {
        DataParts data = new(Datasets.Iris());
        Model model = Train(data, Settings), other = Train(data, Settings with { Seed = 2 });
        var settings = new Model(model.Networks, model.Info with { Settings = model.Info.Settings with { Seed = 3 } });
        Assert.StartsWith("the settings in the model file are not those", Verification.OfHashes(settings, data).Sentence, StringComparison.Ordinal);
        var parameters = new Model(other.Networks, model.Info);
        Assert.StartsWith("the parameters in the model file are not those", Verification.OfHashes(parameters, data).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void What_another_version_made_is_told_by_its_first_number()
    {
        DataParts data = new(Datasets.Iris());
        Model model = Train(data, Settings), other = Train(data, Settings with { Seed = 2 });
        Provenance provenance = model.Info.Provenance! with { ParametersSha256 = other.ParametersSha256() };
        var old = new Model(other.Networks, model.Info with { LibraryVersion = "0.0.9", Provenance = provenance });
        Verification found = Verification.Of(old, data);
        Assert.False(found.IsVerified);
        Assert.Matches(@"^trained again, number 1 of 20 in \S+ is \S+, in the model file \S+: the model was trained by Nabla 0\.0\.9, and this is ", found.Sentence);
    }

    [Fact]
    public void A_changed_score_is_told()
    {
        DataParts data = new(Datasets.Iris());
        Model model = Train(data, Settings);
        var better = new Model(model.Networks, model.Info with { Scores = model.Info.Scores with { Training = new Scores(0, 1) } });
        Assert.StartsWith("trained again, parameters are the same, but 'scores' differs from the model file's", Verification.Of(better, data).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_run_says_so_from_the_start()
    {
        DataParts data = new(Datasets.Iris());
        Model model = Saved(ModelTrainer.Train(data, Settings, new RunControl { Cancellation = new CancellationToken(canceled: true) }).Model);
        Assert.False(model.Info.Provenance!.Repeatable);
        Assert.StartsWith("the model cannot be verified: its run ended early (cancelled)", Verification.OfHashes(model, data).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_without_provenance_is_not_verified()
    {
        DataParts data = new(Datasets.Iris());
        Model model = Train(data, Settings);
        Assert.StartsWith("the model file has no provenance, because Nabla", Verification.Of(new Model(model.Networks, model.Info with { Provenance = null }), data).Sentence, StringComparison.Ordinal);
    }

    private static Model Train(DataParts data, MlpSettings settings)
        => ModelTrainer.Train(Split.TrainValidationTest(data.Train, 0.2, 0.2, settings.Seed == 2 ? 1 : settings.Seed), settings).Model;

    private static Model Saved(Model model)
    {
        using var stream = new MemoryStream();
        model.Save(stream);
        stream.Position = 0;
        return Model.Load(stream);
    }
}
