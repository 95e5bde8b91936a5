using Nabla.Models;
using Nabla.Training;

namespace Nabla.Tests.Models;

public class HistoryThinningTests
{
    [Fact]
    public void A_history_of_a_thousand_epochs_stays_as_it_is()
    {
        EpochRecord[] history = History(1000);
        Assert.Same(history, HistoryThinning.Thin(history, 999));
    }

    [Theory]
    [InlineData(1001)]
    [InlineData(1986)]
    [InlineData(1987)]
    [InlineData(3001)]
    [InlineData(123_457)]
    public void A_longer_one_keeps_what_matters(int epochs)
    {
        EpochRecord[] history = History(epochs);
        IReadOnlyList<EpochRecord> thinned = HistoryThinning.Thin(history, 537);

        Assert.InRange(thinned.Count, 450, 1000);
        Assert.Equal(thinned.OrderBy(record => record.Epoch), thinned);
        Assert.Equal(thinned.Count, thinned.Distinct().Count());
        foreach (int epoch in (int[])[0, 111, 222, 333, 444, 537, epochs - 1])
            Assert.Contains(history[epoch], thinned);
        Assert.Same(thinned, HistoryThinning.Thin(thinned, 537));
    }

    [Fact]
    public void A_model_of_a_long_run_is_the_same_after_it_was_written()
    {
        var model = new Model(SampleModels.Iris.Networks, SampleModels.Iris.Info with { History = History(2500), ChosenEpoch = 2001 });
        byte[] bytes = SampleModels.ToBytes(model);
        Model read = Model.Load(new MemoryStream(bytes));
        Assert.InRange(read.Info.History.Count, 800, 1000);
        Assert.Equal(bytes, SampleModels.ToBytes(read));
    }

    // Extremes stand at epochs that no equal distance hits.
    [Fact]
    public void A_model_without_a_history_is_written_and_read()
    {
        var model = new Model(SampleModels.Iris.Networks, SampleModels.Iris.Info with { History = [] });
        Assert.Empty(Model.Load(new MemoryStream(SampleModels.ToBytes(model))).Info.History);
    }

    private static EpochRecord[] History(int epochs) =>
    [
        .. Enumerable.Range(0, epochs).Select(epoch => new EpochRecord(
            epoch,
            epoch switch { 111 => -1, 222 => double.PositiveInfinity, _ => 1 },
            null,
            epoch switch { 333 => -1, 444 => 2, _ => epoch < 10 ? null : 1 },
            null,
            0.1)),
    ];
}
