using Ram.Files;

namespace Ram.Data;

/// <summary>
/// Fetches MNIST's files from the public mirrors, one after the other. Nothing takes a file's name before its content
/// is verified, so that a download may be broken off at any time; the files that are complete are not fetched again.
/// </summary>
internal sealed class MnistDownload(HttpMessageHandler handler, IProgress<DownloadProgress>? progress) : IDisposable
{
    private const int BufferSize = 1 << 16;
    private readonly HttpClient _client = new(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>How long a mirror may be silent, before and within an answer.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <summary>Fetches one file into a folder.</summary>
    /// <returns>Null, or what went wrong with each mirror.</returns>
    /// <exception cref="RamException">When the file cannot be written.</exception>
    /// <exception cref="OperationCanceledException">When cancelled.</exception>
    public async Task<string?> Fetch(MnistFile file, string folder, CancellationToken cancellation)
    {
        List<string> problems = [];
        foreach (string mirror in Mnist.Mirrors)
        {
            (byte[]? archive, string? problem) = await Download(new Uri(mirror + file.ArchiveName), file.Length, cancellation)
                .ConfigureAwait(false);
            problem ??= file.Problem(file.Decompress(archive!));
            if (problem is null)
            {
                AtomicFile.Write(Path.Combine(folder, file.ArchiveName), archive!);
                return null;
            }
            problems.Add($"{mirror}{file.ArchiveName} ({problem})");
        }
        return string.Join(", ", problems);
    }

    private async Task<(byte[]? Archive, string? Problem)> Download(Uri address, int most, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            return (await Receive(address, most, patience).ConfigureAwait(false), null);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (null, FormattableString.Invariant($"no answer for {Patience.TotalSeconds} seconds"));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return (null, exception.Message.ReplaceLineEndings(" ").TrimEnd('.'));
        }
    }

    private async Task<byte[]> Receive(Uri address, int most, CancellationTokenSource patience)
    {
        patience.CancelAfter(Patience);
        using HttpResponseMessage answer = await _client
            .GetAsync(address, HttpCompletionOption.ResponseHeadersRead, patience.Token).ConfigureAwait(false);
        answer.EnsureSuccessStatusCode();
        using Stream body = await answer.Content.ReadAsStreamAsync(patience.Token).ConfigureAwait(false);
        using MemoryStream archive = new();
        byte[] buffer = new byte[BufferSize];
        while (archive.Length <= most)
        {
            patience.CancelAfter(Patience);
            int count = await body.ReadAsync(buffer, patience.Token).ConfigureAwait(false);
            if (count == 0)
                return archive.ToArray();
            archive.Write(buffer, 0, count);
            progress?.Report(new DownloadProgress(address, archive.Length, answer.Content.Headers.ContentLength));
        }
        throw new IOException($"more than {most} bytes came, which cannot be the archive");
    }
}
