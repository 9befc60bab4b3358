namespace Ram.Cli;

/// <summary>The command line is wrong: one line that names the option, what was found and what is allowed.</summary>
internal sealed class UsageException(string message, Exception? inner = null) : Exception(message, inner);
