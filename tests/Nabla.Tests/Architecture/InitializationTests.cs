using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Nabla.Tests.Architecture;

/// <summary>
/// Whatever type a program touches first, all is there. Runtimes differ in when they run static initializers: Mono runs that of a base
/// type when an object is made, the CLR when a static field is looked at. So no initializer may lead back to itself by any way.
/// </summary>
public class InitializationTests
{
    private const BindingFlags Declared = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static;

    private static readonly Assembly Library = typeof(Nabla.Networks.NetworkSpec).Assembly;

    private static readonly Dictionary<int, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value & 0xFFFF);

    [Fact]
    public void No_static_initializer_leads_back_to_itself()
    {
        Dictionary<Type, HashSet<Type>> leads = Library.GetTypes().Where(type => type.TypeInitializer is not null).ToDictionary(type => type, Touched);
        Assert.Contains(leads, pair => pair.Value.Count > 0); // so the walk sees something
        foreach (Type type in leads.Keys)
            Assert.True(Path(type, type, leads, []) is not { } path, $"static initializers lead in a circle: {string.Join(" → ", Path(type, type, leads, [])?.Select(one => one.FullName) ?? [])}");
    }

    [Fact]
    public void Any_public_type_may_be_the_first()
    {
        Type[] types = [.. Library.GetExportedTypes().Where(type => !type.IsGenericTypeDefinition)];
        Assert.True(types.Length > 100);
        Assert.All(types, type => Touch(type.FullName!));
    }

    // In an assembly of its own, where no other type has been touched.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Touch(string name)
    {
        var context = new AssemblyLoadContext(name, isCollectible: true);
        try
        {
            Assembly fresh = context.LoadFromAssemblyPath(Library.Location);
            Type first = fresh.GetType(name, throwOnError: true)!;
            RuntimeHelpers.RunClassConstructor(first.TypeHandle);
            if (!first.IsAbstract && first.GetConstructor([]) is { } constructor)
                Assert.NotNull(constructor.Invoke(null));

            // From there to its base types, and to all catalogs with what stands in them.
            for (Type? type = first; type is not null && type.Assembly == fresh; type = type.BaseType)
            {
                RuntimeHelpers.RunClassConstructor(type.TypeHandle);
                foreach (PropertyInfo property in type.GetProperties(Declared).Where(property => property.Name == "All" && property.GetIndexParameters().Length == 0))
                {
                    object? all = property.GetValue(null);
                    Assert.True(all is not null, $"{type}.All is null when {name} is the first");
                    foreach (object? entry in (System.Collections.IEnumerable)all)
                        Assert.True(entry is not null, $"{type}.All has null in it when {name} is the first");
                }
            }
        }
        finally
        {
            context.Unload();
        }
    }

    // The types whose initializers may run while that of a type does.
    private static HashSet<Type> Touched(Type type)
    {
        var touched = new HashSet<Type>();
        var seen = new HashSet<MethodBase>();
        var waiting = new Stack<MethodBase>([type.TypeInitializer!]);
        while (waiting.TryPop(out MethodBase? method))
        {
            if (!seen.Add(method))
                continue;
            foreach (MemberInfo member in References(method))
            {
                if (member.DeclaringType is not { } owner || owner.Assembly != Library)
                    continue;
                for (Type? one = owner; one is not null && one.Assembly == Library; one = one.BaseType)
                {
                    Type definition = one.IsGenericType ? one.GetGenericTypeDefinition() : one;
                    if (definition != type && definition.TypeInitializer is not null)
                        touched.Add(definition);
                }

                if (member is MethodBase called)
                    waiting.Push(called);
            }
        }

        return touched;
    }

    private static List<Type>? Path(Type from, Type to, Dictionary<Type, HashSet<Type>> leads, HashSet<Type> seen)
    {
        foreach (Type next in leads.GetValueOrDefault(from) ?? [])
        {
            if (next == to)
                return [from, to];
            if (seen.Add(next) && Path(next, to, leads, seen) is { } rest)
                return [from, .. rest];
        }

        return null;
    }

    // The methods and fields that a method's code names, functions that are only handed on left out.
    private static IEnumerable<MemberInfo> References(MethodBase method)
    {
        if (method.IsAbstract || method.GetMethodBody()?.GetILAsByteArray() is not { } code)
            yield break;
        Type[] typeArguments = method.DeclaringType?.IsGenericType == true ? method.DeclaringType.GetGenericArguments() : [];
        Type[] methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : [];
        for (int i = 0; i < code.Length;)
        {
            int value = code[i++];
            if (value == 0xFE)
                value = 0xFE00 | code[i++];
            OpCode operation = Codes[value];
            if (operation.OperandType is OperandType.InlineMethod or OperandType.InlineField && operation != OpCodes.Ldftn
                && method.Module.ResolveMember(BitConverter.ToInt32(code, i), typeArguments, methodArguments) is { } member)
            {
                yield return member;
            }

            i += operation.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, i)),
                _ => 4,
            };
        }
    }
}
