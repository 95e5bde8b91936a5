using System.Reflection;
using System.Text;

namespace Nabla.Tests.Architecture;

/// <summary>The public members of the library stand in a file, so that a change of them is a change that someone reads.</summary>
public class PublicApiTests
{
    private const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    [Fact]
    public void The_public_members_are_those_of_the_list()
    {
        string path = Path.Combine(Repository.Root, "src", "Nabla", "PublicApi.txt");
        string found = List(typeof(Nabla.Networks.NetworkSpec).Assembly);
        if (Environment.GetEnvironmentVariable("NABLA_UPDATE_GOLDEN") == "1")
            File.WriteAllText(path, found);
        Assert.True(
            File.ReadAllText(path) == found,
            "the public members have changed: run the tests with NABLA_UPDATE_GOLDEN=1 and look at what changes in src/Nabla/PublicApi.txt");
    }

    private static string List(Assembly assembly)
    {
        var text = new StringBuilder();
        foreach (Type type in assembly.GetExportedTypes().Where(type => !type.FullName!.Contains('<', StringComparison.Ordinal)).OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(type.FullName).Append('\n');
            foreach (string member in type.GetMembers(Declared).Where(IsVisible).Select(Describe).Order(StringComparer.Ordinal))
                text.Append("    ").Append(member).Append('\n');
        }

        return text.ToString();
    }

    // What the compiler makes of extension members is nested in the class that declares them and has no name of its own.
    // Accessors are named by their properties, and what the compiler makes of records says nothing.
    private static bool IsVisible(MemberInfo member) => member switch
    {
        MethodInfo { IsSpecialName: true } method when !method.Name.StartsWith("op_", StringComparison.Ordinal) => false,
        MethodBase method => (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly)
            && method.Name is not ("PrintMembers" or "<Clone>$" or "GetHashCode" or "Equals" or "op_Equality" or "op_Inequality" or "ToString" or "Deconstruct"),
        PropertyInfo property => property.Name != "EqualityContract" && property.GetAccessors(nonPublic: true).Any(a => a.IsPublic || a.IsFamily || a.IsFamilyOrAssembly),
        FieldInfo field => field.IsPublic || field.IsFamily,
        _ => false,
    };

    private static string Describe(MemberInfo member) => member.ToString()!;
}
