namespace Ram.Data;

/// <summary>How far a download has come.</summary>
/// <param name="Address">What is being downloaded.</param>
/// <param name="Received">The bytes so far.</param>
/// <param name="Total">The bytes to come in all, if the mirror says so.</param>
public readonly record struct DownloadProgress(Uri Address, long Received, long? Total);
