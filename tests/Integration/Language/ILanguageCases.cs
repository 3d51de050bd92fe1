using System.Reflection;

namespace BpfSharp.Integration.Language;

/// <summary>What every class of language cases has: two inputs and a result, as globals.</summary>
public interface ILanguageCases
{
    ref long A { get; }
    ref long B { get; }
    ref long Result { get; }
}

public static class LanguageCases
{
    public static bool HaveMaps(Type cases) => cases.GetProperties().Any(property => property.GetCustomAttribute<BpfMapAttribute>() is not null);
}
