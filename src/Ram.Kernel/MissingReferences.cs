using System.Text.RegularExpressions;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;

namespace Ram.Kernel;

/// <summary>
/// Fails a cell whose <c>#r "path.dll"</c> names no file, in one line; the compiler would report every name besides
/// that it then does not know.
/// </summary>
internal static partial class MissingReferences
{
    private static readonly HashSet<string> _framework = new(
        $"{AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")}".Split(Path.PathSeparator).Select(Path.GetFileName)!,
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Runs the command, if all files are there that its code refers to.</summary>
    public static Task FailAsync(
        KernelCommand command, KernelInvocationContext context, KernelPipelineContinuation next)
    {
        if (command is not SubmitCode { Code: string code } || Find(code) is not (string file, int line))
            return next(command, context);
        context.Fail(command, message: FormattableString.Invariant($"({line},1): error: ") +
            $"#r \"{file}\" names no file: {Path.GetFullPath(file)} does not exist. Build it, or correct the path.");
        return Task.CompletedTask;
    }

    private static (string File, int Line)? Find(string code)
    {
        foreach (Match match in Reference().Matches(code))
        {
            string file = match.Groups["file"].Value;
            if (!File.Exists(file) && !_framework.Contains(file))
                return (file, code.AsSpan(0, match.Groups["file"].Index).Count('\n') + 1);
        }
        return null;
    }

    [GeneratedRegex("^[ \t]*#r[ \t]+\"(?<file>[^\":]*\\.dll)\"", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Reference();
}
