using System.CommandLine;
using Nabla.Benchmarks.Verbs;

var root = new RootCommand("Measures what Nabla's speed depends on. Each verb prints lines of name<TAB>value.")
{
    LimitVerb.Create(),
    ProductsVerb.Create(),
    ThroughputVerb.Create(),
    RanksVerb.Create(),
    PredictVerb.Create(),
    DigitsVerb.Create(),
    KernelsVerb.Create(),
    CsvVerb.Create(),
    TableVerb.Create(),
    BreakdownVerb.Create(),
    OneRowVerb.Create(),
    TablesVerb.Create(),
};
return root.Parse(args).Invoke();
