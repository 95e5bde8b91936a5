using Nabla.Data;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Models;

/// <summary>Trains the members of a model in parallel, and calibrates the whole on rows that its members were not trained on.</summary>
internal static class EnsembleTrainer
{
    /// <summary>Trains the members of a plan and combines them. The model does not depend on the number of threads.</summary>
    public static (Model Model, TrainingResult Result) Train(TrainingPlan plan, RunControl control)
    {
        IReadOnlyList<MemberPlan> plans = MemberPlan.Of(plan);
        (Model Model, TrainingResult Result)[] trained = TrainAll(plans, [.. Enumerable.Range(0, plans.Count)], control);
        ModelInfo info = ModelTrainer.InfoOf(plan) with
        {
            Members = [.. trained.Zip(plans, (member, of) => MemberInfo.Of(member.Model.Info, 1.0 / plans.Count, of.Fold))],
            HeldOutRows = trained[0].Model.Info.HeldOutRows,
        };

        // As when the model is read from a file.
        NetworkPredictor[] networks = [.. trained.Zip(info.Members, (member, of) => member.Model.Networks[0].With(of.In(info)))];
        CalibrationRows? rows = CalibrationRowsOf(plan, plans, networks, info);
        return (ModelTrainer.Complete(plan, networks, info, rows, StopOf(trained), control.ThreadCount, control.RememberRows), ResultOf(trained));
    }

    /// <summary>Trains the members of a share; their states stay in the checkpoint folder.</summary>
    /// <returns>The members, from 1, and the reasons why their runs ended.</returns>
    public static IReadOnlyList<(int Member, TrainingResult Result)> TrainShare(TrainingPlan plan, Shard share, RunControl control)
    {
        IReadOnlyList<MemberPlan> plans = MemberPlan.Of(plan);
        int[] mine = [.. Enumerable.Range(0, plans.Count).Where(member => share.Has(member))];
        return [.. mine.Zip(TrainAll(plans, mine, control), (member, run) => (member + 1, run.Result))];
    }

    private static (Model Model, TrainingResult Result)[] TrainAll(IReadOnlyList<MemberPlan> plans, int[] members, RunControl control)
    {
        int atOnce = control.Group is null ? control.ThreadCount : 1; // all processes train one member after the other, in the same order
        var body = new Body
        {
            Plans = plans,
            Members = members,
            Control = ForMember(control, members.Length, atOnce),
            Trained = new (Model, TrainingResult)[members.Length],
            Told = new Told(control.Members, members.Length),
        };
        ForkJoin.Run(ref body, members.Length, atOnce);
        if (control.Group is { } group)
            GroupRun.ThrowIfCancelled(group, control.Cancellation);
        else
            control.Cancellation.ThrowIfCancellationRequested();
        return body.Trained;
    }

    /// <summary>The out-of-fold predictions of members, or the predictions of the whole for held-out rows; null without either.</summary>
    private static CalibrationRows? CalibrationRowsOf(TrainingPlan plan, IReadOnlyList<MemberPlan> plans, NetworkPredictor[] networks, ModelInfo info)
    {
        if (plan.Settings.Ensemble is not { Folds: > 0 })
            return plan.Calibration is { } kept ? new CalibrationRows(kept, null, Predictor.Of(networks, info).Results(kept.Source, threads: 1)) : null;
        Dataset training = plan.Parts.Train;
        var folds = new int[training.Rows];
        Matrix<double>? outOfFold = null;
        foreach (IGrouping<int, (MemberPlan Plan, NetworkPredictor Network)> fold in plans.Zip(networks).GroupBy(member => member.First.Fold!.Value))
        {
            int[] held = fold.First().Plan.Held!;
            var members = new EnsemblePredictor(fold.Select(member => member.Network), fold.Select(_ => 1.0), info.TargetScaler, null);
            Matrix<double> results = members.Results(training.Source.Select(held), threads: 1);
            outOfFold ??= new Matrix<double>(training.Rows, results.Columns);
            for (int i = 0; i < held.Length; i++)
            {
                folds[held[i]] = fold.Key;
                results.Row(i).CopyTo(outOfFold.Row(held[i]));
            }
        }

        return new CalibrationRows(training, folds, outOfFold!);
    }

    // The divergence of a member must be reported.
    internal static TrainingResult ResultOf((Model Model, TrainingResult Result)[] members)
        => members.Select(member => member.Result).FirstOrDefault(result => result.Divergence is not null, members[0].Result);

    // If a member was ended early, training again does not give the same model.
    internal static StopReason StopOf((Model Model, TrainingResult Result)[] members)
        => members.Select(member => member.Result.Stop).FirstOrDefault(stop => !Provenance.IsRepeatable(stop), members[0].Result.Stop);

    // Members run in parallel, so no observer receives their steps; each has its share of the time and a separate folder.
    private static RunControl ForMember(RunControl control, int members, int atOnce) => control with
    {
        Progress = null,
        Members = null,
        Observer = null,
        RememberRows = false,
        TimeBudget = control.TimeBudget * Math.Min(1, (double)atOnce / members),
    };

    private struct Body : IParallelBody
    {
        public IReadOnlyList<MemberPlan> Plans;
        public int[] Members;
        public RunControl Control;
        public (Model Model, TrainingResult Result)[] Trained;
        public Told Told;

        public readonly void Run(int piece)
        {
            CheckpointOptions? checkpoints = this.Control.Checkpoints is { } options
                ? options with { Folder = Path.Combine(options.Folder, FormattableString.Invariant($"member-{this.Members[piece] + 1}")) }
                : null;
            this.Trained[piece] = ModelTrainer.Train(this.Plans[this.Members[piece]].Run, this.Control with { Checkpoints = checkpoints });
            this.Told.Of(this.Members[piece], this.Trained[piece].Model.Info);
        }
    }

    // Members end in any order, but are reported one at a time.
    private sealed class Told(IProgress<MemberProgress>? progress, int members)
    {
        private readonly Lock one = new();
        private int trained;

        public void Of(int member, ModelInfo info)
        {
            EpochRecord? chosen = info.History.FirstOrDefault(record => record.Epoch == info.ChosenEpoch); // none if the run was cancelled before it began
            lock (this.one)
            {
                this.trained++;
                if (chosen is not null)
                    progress?.Report(new MemberProgress(member + 1, this.trained, members, chosen));
            }
        }
    }
}

/// <summary>The run of a member.</summary>
/// <param name="Run">The plan.</param>
/// <param name="Fold">The fold that the member is not trained on; null for all rows.</param>
/// <param name="Held">The rows of that fold; null without a fold.</param>
internal sealed record MemberPlan(TrainingPlan Run, int? Fold, int[]? Held)
{
    /// <summary>The runs of all members: one for each seed and fold. The m-th has the seed of the settings plus m − 1.</summary>
    public static IReadOnlyList<MemberPlan> Of(TrainingPlan plan)
    {
        EnsembleSettings ensemble = plan.Settings.Ensemble!;
        IReadOnlyList<Fold> folds = ensemble.Folds == 0 ? [] : Folds.Of(plan.Parts.Train, ensemble.Folds, plan.Settings.Seed);
        return
        [
            .. Enumerable.Range(0, (int)ensemble.Count).Select(m =>
            {
                MlpSettings settings = plan.Settings with { Ensemble = null, Uncertainty = null, Seed = plan.Settings.Seed + (ulong)m };
                if (folds.Count == 0)
                    return new MemberPlan(TrainingPlan.Of(new DataParts(plan.Parts.Train, plan.Parts.Validation), settings), null, null);
                int fold = m % folds.Count;
                (Dataset training, Dataset held) = folds[fold].Apply(plan.Parts.Train);
                return new MemberPlan(TrainingPlan.Of(new DataParts(training, held), settings), fold, folds[fold].Test);
            }),
        ];
    }
}
