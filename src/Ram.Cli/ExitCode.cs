namespace Ram.Cli;

/// <summary>What the process says of its end.</summary>
internal static class ExitCode
{
    /// <summary>All is well.</summary>
    public const int Success = 0;

    /// <summary>Something failed: a damaged file, a full disk, a training that was stopped.</summary>
    public const int Failure = 1;

    /// <summary>The command line itself is wrong.</summary>
    public const int Usage = 2;
}
