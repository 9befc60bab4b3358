namespace Ram.Notebooks.Execution;

/// <summary>Packages that could not be restored.</summary>
/// <param name="message">One line.</param>
internal sealed class PackageException(string message) : Exception(message);
