using Nabla.Data;

namespace Nabla.App.Tests.Rows;

public enum Plan
{
    Free,
    Basic,
    Premium,
}

[NablaRow]
public partial record Customer(
    [property: Ignore] int Id,
    double? Age,
    string City,
    Plan Plan,
    bool? Member,
    DateOnly Since,
    TimeSpan LastVisit,
    decimal Spent,
    [Category] int Region,
    [Target] string Returns);

/// <summary>Customers whose answer follows from their values.</summary>
internal static class Customers
{
    public static Customer[] Make(int count, int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => One(i, random))];
    }

    private static Customer One(int id, Random random)
    {
        double age = 18 + (60 * random.NextDouble());
        var plan = (Plan)random.Next(3);
        bool member = random.Next(2) == 1;
        string returns = (plan == Plan.Premium && member) || age > 60 ? "often" : "rarely";
        return new Customer(
            id,
            random.Next(20) == 0 ? null : age,
            random.Next(3) switch { 0 => "Paris", 1 => "Rome", _ => "Oslo" },
            plan,
            random.Next(30) == 0 ? null : member,
            new DateOnly(2020, 1, 1).AddDays(random.Next(1500)),
            TimeSpan.FromHours(random.Next(1000)),
            random.Next(10_000) / 100m,
            random.Next(5),
            returns);
    }
}
