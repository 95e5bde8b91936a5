#:project ../src/Nabla/Nabla.csproj
#:project ../src/Nabla.Mpi/Nabla.Mpi.csproj

using Nabla.Data;
using Nabla.Models;
using Nabla.Mpi;

using MpiGroup group = MpiGroup.World();
Model model = new MlpClassifier(new() { Seed = 1 }).Fit(Datasets.Digits(), control: new RunControl { Group = group, Threads = 1 });
if (group.Rank == 0)
    model.Save("digits.safetensors");
