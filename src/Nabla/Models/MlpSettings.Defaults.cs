using Nabla.Data;
using Nabla.Optimization;

namespace Nabla.Models;

/// <content>What depends on how many rows there are. Measured against scikit-learn's defaults in docs/guide/training.md.</content>
public partial record MlpSettings
{
    private const int LeastEpochs = 60;
    private const int LeastPatience = 10;
    private const int UsualIterations = 200;
    private const double UsualSteps = 3000;
    private const double PatientSteps = 500;
    private const double StrongestDecay = 0.5;
    private const double DecayTimesRows = 500;

    /// <summary>
    /// These settings with all decided that they leave to the data: what a model file keeps. Few rows make few steps an
    /// epoch, so they get more epochs; and a network overfits them more easily, so weights decay more.
    /// </summary>
    /// <param name="training">What is to be trained on.</param>
    public MlpSettings For(Dataset training)
    {
        ArgumentNullException.ThrowIfNull(training);
        Optimizer optimizer = this.Optimizer
            ?? (this.WeightDecay != 0 ? new Adam() : new AdamW(Math.Min(StrongestDecay, Math.Round(DecayTimesRows / training.Rows, 4))));
        bool byBatch = optimizer is UpdateRule;
        double stepsOfEpoch = byBatch ? Math.Ceiling((double)training.Rows / (this.BatchSize ?? training.Rows)) : 1;
        return this with
        {
            Loss = this.NamedLoss(training.Task),
            Optimizer = optimizer,
            Epochs = this.Epochs ?? (byBatch ? AsManyAs(UsualSteps, LeastEpochs) : UsualIterations),
            Patience = this.Patience ?? (byBatch ? AsManyAs(PatientSteps, LeastPatience) : LeastPatience),
        };

        int AsManyAs(double steps, int least) => Math.Max(least, (int)Math.Ceiling(steps / stepsOfEpoch));
    }
}
