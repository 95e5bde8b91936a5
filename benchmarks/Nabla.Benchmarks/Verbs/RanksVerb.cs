using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Nabla.Mpi;
using Nabla.Networks;
using Nabla.Numerics;
using Nabla.Optimization;
using Nabla.Training;

namespace Nabla.Benchmarks.Verbs;

/// <summary>
/// <c>ranks</c>, started by mpirun: what a message costs, and training steps by all ranks of one thread each beside those of one process with as many threads,
/// in turns.
/// </summary>
internal static class RanksVerb
{
    private static readonly Workload[] Workloads =
    [
        Workload.All[^1],
        new("mnist-784-512-512-10-b1024", [784, 512, 512, 10], new ReLU(), IsClasses: true, new Adam(), 1e-3, 1024),
    ];

    public static Command Create()
    {
        var rounds = new Option<int>("--rounds") { Description = "how often each workload runs both ways", DefaultValueFactory = _ => 5 };
        var steps = new Option<int>("--steps") { Description = "the steps of a round", DefaultValueFactory = _ => 8 };
        var command = new Command("ranks", "messages, and training by all ranks beside one process; started by mpirun") { rounds, steps };
        command.SetAction(parsed =>
        {
            using MpiGroup group = MpiGroup.World();
            Messages(group);
            foreach (Workload workload in Workloads)
                Training(group, workload, parsed.GetValue(rounds), parsed.GetValue(steps));
        });
        return command;
    }

    // Half of there and back between ranks 0 and 1, and bytes that both send at the same time.
    private static void Messages(MpiGroup group)
    {
        foreach (int length in (int[])[8, 1 << 10, 1 << 15, 1 << 20, 1 << 25])
        {
            var times = new List<double>();
            byte[] sent = new byte[length], received = new byte[length];
            for (int i = 0; i < Math.Clamp((1 << 28) / length, 20, 2000); i++)
            {
                long start = Stopwatch.GetTimestamp();
                if (group.Rank < 2)
                    group.Exchange(1 - group.Rank, sent, 1 - group.Rank, received);
                times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            }

            Print(group, $"exchange of {length} bytes, microseconds", Window.Median(times));
        }
    }

    private static void Training(MpiGroup group, Workload workload, int rounds, int steps)
    {
        (Matrix<float> x, Matrix<float> y) = workload.DrawRows(workload.Batch * steps);
        var examples = new Examples<float>(x, y);
        List<double> together = [], alone = [];
        for (int round = 0; round <= rounds; round++)
        {
            double time = StepTime(group, threads: 1);
            double one = group.Rank == 0 ? StepTime(null, threads: group.Size) : 0;
            group.Barrier();
            if (round == 0)
                continue; // the compiler has its best code after the first
            together.Add(time);
            alone.Add(one);
        }

        Print(group, $"{workload.Name}, {group.Size} ranks of 1 thread, samples/s", workload.Batch / Window.Median(together));
        Print(group, $"{workload.Name}, 1 process of {group.Size} threads, samples/s", workload.Batch / Window.Median(alone));
        Print(group, $"{workload.Name}, ratio", Window.Median([.. together.Zip(alone, (a, b) => b / a)]));

        // The median of the times between steps.
        double StepTime(IProcessGroup? processes, int threads)
        {
            var times = new List<double>();
            long last = 0;
            var settings = new TrainingSettings { Optimizer = workload.Rule, LearningRate = workload.LearningRate, BatchSize = workload.Batch, Epochs = 1 };
            var trainer = new Trainer<float>(workload.NewNetwork(), examples, null, settings, seed: 1, threads)
            {
                Processes = processes,
                StepEnded = (_, _) =>
                {
                    long now = Stopwatch.GetTimestamp();
                    if (last > 0)
                        times.Add(Stopwatch.GetElapsedTime(last, now).TotalSeconds);
                    last = now;
                },
            };
            trainer.Run();
            return Window.Median(times);
        }
    }

    private static void Print(MpiGroup group, string name, double value)
    {
        if (group.Rank == 0)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}\t{value:G4}"));
    }
}
