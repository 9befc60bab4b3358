namespace Ram.Notebooks;

/// <summary>What a user can mend: one line that names the file, what is wrong and the remedy.</summary>
/// <param name="message">The line.</param>
/// <param name="inner">What caused it, if anything.</param>
public sealed class NotebookException(string message, Exception? inner = null) : Exception(message, inner);
