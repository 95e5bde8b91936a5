using Nabla.Data;
using Nabla.Models;
using Nabla.Training;

namespace Nabla.Tests.Models;

public class TrainingSessionTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_session_ends_with_the_parameters_of_a_run(bool earlyStopping)
    {
        DataParts parts = Split.TrainValidationTest(Generators.Moons(120, noise: 0.35, seed: 2), 0.3, 0, seed: 1);
        var settings = new MlpSettings { Training = new() { Epochs = 60, EarlyStopping = earlyStopping, Patience = earlyStopping ? 60 : null, LearningRate = 0.05 }, Network = new(40, 40) };
        var session = TrainingSession.Begin(TrainingPlan.Of(parts, settings));
        while (session.Advance())
        {
        }

        Model expected = ModelTrainer.Train(parts, settings).Model;
        Assert.Equal(60, session.Epoch);
        Assert.Equal(earlyStopping, expected.Info.ChosenEpoch < 60);
        Assert.Equal(expected.ParametersSha256(), session.Finish().ParametersSha256());
    }
}
