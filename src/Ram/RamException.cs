namespace Ram;

/// <summary>
/// Something that the user can mend: a damaged file, a value out of range, a full disk.
/// The message is one line that names what was found, what is allowed and the remedy.
/// </summary>
public sealed class RamException(string message, Exception? inner = null) : Exception(message, inner);
