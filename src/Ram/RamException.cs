namespace Ram;

/// <summary>
/// Something that the user can mend: a missing or damaged file, an option out of range. The message is one line
/// that names the file or option, what was found, what is allowed and the remedy.
/// </summary>
/// <param name="message">The line to show.</param>
/// <param name="inner">The cause, where there is one.</param>
public sealed class RamException(string message, Exception? inner = null) : Exception(message, inner);
