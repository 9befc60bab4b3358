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
        string code = (command as SubmitCode)?.Code ?? "";
        Group? missing = Reference().Matches(code).Select(match => match.Groups["file"])
            .FirstOrDefault(file => !File.Exists(file.Value) && !_framework.Contains(file.Value));
        if (missing is null)
            return next(command, context);
        context.Fail(command, message: $"({code.AsSpan(0, missing.Index).Count('\n') + 1},1): error: #r \"{missing}\" "
            + $"names no file: {Path.GetFullPath(missing.Value)} does not exist. Build it, or correct the path.");
        return Task.CompletedTask;
    }

    [GeneratedRegex("^[ \t]*#r[ \t]+\"(?<file>[^\":]*\\.dll)\"", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Reference();
}
