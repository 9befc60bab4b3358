namespace Ram.Cli.Tests;

/// <summary>A test of signals, which Windows has not.</summary>
internal sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute() => Skip = OperatingSystem.IsWindows() ? "Windows has no signals." : null;
}
