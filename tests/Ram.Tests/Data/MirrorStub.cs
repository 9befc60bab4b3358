namespace Ram.Tests.Data;

/// <summary>Answers in the place of the network, and remembers what was asked for.</summary>
internal sealed class MirrorStub(Func<Uri, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    public MirrorStub(Func<Uri, HttpContent> answer)
        : this((address, _) => Task.FromResult(new HttpResponseMessage { Content = answer(address) }))
    {
    }

    public List<string> Asked { get; } = [];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Asked.Add(request.RequestUri!.AbsoluteUri);
        return answer(request.RequestUri, cancellationToken);
    }
}

/// <summary>A connection that is cut after some bytes.</summary>
internal sealed class CutStream(byte[] start) : MemoryStream(start, writable: false)
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        await base.ReadAsync(buffer, cancellationToken) is > 0 and var count
            ? count
            : throw new HttpIOException(HttpRequestError.ResponseEnded, "The response ended prematurely.");
}

/// <summary>A connection that falls silent after some bytes.</summary>
internal sealed class SilentStream(byte[] start) : MemoryStream(start, writable: false)
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (await base.ReadAsync(buffer, cancellationToken) is > 0 and var count)
            return count;
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return 0;
    }
}

/// <summary>Keeps what is reported, at once and in order.</summary>
internal sealed class ProgressList<T> : IProgress<T>
{
    public List<T> Reports { get; } = [];

    public void Report(T value) => Reports.Add(value);
}
