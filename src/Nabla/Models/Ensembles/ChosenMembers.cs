using Nabla.Data;
using Nabla.Numerics;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>Models whose members have individual settings and weights, selected by a search.</summary>
internal static class ChosenMembers
{
    /// <summary>Trains each member on all training rows and combines them. The model does not depend on the number of threads.</summary>
    /// <param name="parts">The training and test parts, without a validation part.</param>
    /// <param name="members">Settings and weights, the member with the largest weight first; its information also describes the whole.</param>
    /// <param name="selection">Information on the selection.</param>
    /// <param name="temperature">The temperature of the whole; null for none.</param>
    /// <param name="control">Threads and cancellation.</param>
    public static (Model Model, TrainingResult Result) Train(
        DataParts parts, IReadOnlyList<(MlpSettings Settings, double Weight)> members, SelectionInfo selection, TemperatureScaling? temperature, RunControl control)
    {
        if (parts.Validation is not null)
            throw new ArgumentException("members that were chosen by folds are trained on all rows, so a validation part has no effect: leave out --validation-size");
        var plan = TrainingPlan.Of(parts, members[0].Settings);
        ModelTrainer.CheckKinds(plan, ModelTrainer.InfoOf(plan));
        var body = new Body { Parts = parts with { Test = null }, Members = members, Control = Quiet(control), Trained = new (Model, TrainingResult)[members.Count] };
        ForkJoin.Run(ref body, members.Count, control.ThreadCount);
        control.Cancellation.ThrowIfCancellationRequested();
        ModelInfo info = ModelTrainer.InfoOf(plan) with
        {
            Members = [.. body.Trained.Zip(members, (member, of) => MemberInfo.Of(member.Model.Info, of.Weight, fold: null))],
            Temperature = temperature,
            Selection = selection,
        };

        // As when the model is read from a file.
        NetworkPredictor[] networks = [.. body.Trained.Zip(info.Members, (member, of) => member.Model.Networks[0].With(of.In(info)))];
        TrainingResult result = EnsembleTrainer.ResultOf(body.Trained);
        return (ModelTrainer.Complete(plan, networks, info, rows: null, EnsembleTrainer.StopOf(body.Trained), control.ThreadCount, control.RememberRows), result);
    }

    /// <summary>Trains the members of such a model again, to combine them as in its file.</summary>
    public static Model Again(Model model, DataParts parts, RunControl control)
        => Train(parts, [.. model.Info.Members!.Select(member => (member.Settings, member.Weight))], model.Info.Selection!, model.Info.Temperature, control).Model;

    private static RunControl Quiet(RunControl control) => control with { Progress = null, Observer = null, RememberRows = false, Checkpoints = null };

    private struct Body : IParallelBody
    {
        public DataParts Parts;
        public IReadOnlyList<(MlpSettings Settings, double Weight)> Members;
        public RunControl Control;
        public (Model Model, TrainingResult Result)[] Trained;

        public readonly void Run(int piece) => this.Trained[piece] = ModelTrainer.Train(this.Parts, this.Members[piece].Settings, this.Control);
    }
}
