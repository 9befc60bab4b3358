using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Ram.Notebooks.Formatting;

/// <summary>How a value without formatters of its own is looked at.</summary>
internal static class ObjectShape
{
    /// <summary>How many items of a sequence are shown.</summary>
    public const int ListLimit = 20;

    /// <summary>How deep values within values are shown.</summary>
    public const int DepthLimit = 4;

    /// <summary>Whether the value is one piece of text: a number, a string, a date, or a type with a text of its
    /// own (<c>ToString</c> overridden by hand).</summary>
    public static bool IsScalar(object? value) => value switch
    {
        null or string or IFormattable or bool or char or Enum or Type or Delegate => true,
        IEnumerable or ITuple => false,
        _ => HasOwnText(value.GetType()) && !IsRecord(value.GetType()) && !IsAnonymous(value.GetType()),
    };

    public static bool IsAnonymous(Type type) =>
        type.Name.StartsWith("<>", StringComparison.Ordinal) && type.Name.Contains("AnonymousType", StringComparison.Ordinal);

    /// <summary>Public fields and properties, in the order of their declaration.</summary>
    public static IReadOnlyList<(string Name, Func<object, object?> Get)> Members(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetMethod is { IsPublic: true }
                && property.GetIndexParameters().Length == 0 && IsReadable(property.PropertyType))
            .Select(property => (property.Name, Guard(property.GetValue))),
        .. type.GetFields(BindingFlags.Public | BindingFlags.Instance)
            .Where(field => IsReadable(field.FieldType))
            .Select(field => (field.Name, Guard(field.GetValue))),
    ];

    private static Func<object, object?> Guard(Func<object, object?> get) => instance =>
    {
        try
        {
            return get(instance);
        }
        catch (TargetInvocationException error)
        {
            return $"{error.InnerException!.GetType()}: {error.InnerException.Message}";
        }
    };

    private static bool IsReadable(Type type) => !type.IsByRefLike && !type.IsPointer && !type.IsByRef;

    private static bool HasOwnText(Type type) =>
        type.GetMethod(nameof(ToString), Type.EmptyTypes)!.DeclaringType is { } owner
        && owner != typeof(object) && owner != typeof(ValueType);

    private static bool IsRecord(Type type) =>
        type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null;
}
