using System.Globalization;
using System.Net;
using Ram.Data;
using Ram.Files;
using Ram.Tests.Files;

namespace Ram.Tests.Data;

public sealed class MnistDownloadTests : IDisposable
{
    private static readonly byte[] _content = Noise(200_000);
    private static readonly byte[] _archive = FakeMnist.Compress(_content);
    private static readonly MnistFile _file = new("train-labels-idx1-ubyte", _content.Length, Checksum.Sha256(_content));
    private static readonly string _first = Mnist.Mirrors[0] + _file.Name + ".gz";
    private static readonly string _second = Mnist.Mirrors[1] + _file.Name + ".gz";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task TheFirstMirrorIsEnough()
    {
        ProgressList<DownloadProgress> progress = new();
        MirrorStub mirrors = new(_ => new ByteArrayContent(_archive));
        Assert.Null(await Fetch(mirrors, progress));
        Assert.Equal([_first], mirrors.Asked);
        AssertFetched();
        Assert.Equal(new DownloadProgress(new Uri(_first), _archive.Length, _archive.Length), progress.Reports[^1]);
        Assert.True(progress.Reports.Count > 1);
        Assert.Equal(progress.Reports.Select(report => report.Received).Order().Distinct(),
            progress.Reports.Select(report => report.Received));
    }

    [Fact]
    public async Task TheSecondMirrorStandsIn()
    {
        MirrorStub mirrors = new((address, _) => Task.FromResult(address.AbsoluteUri == _first
            ? new HttpResponseMessage(HttpStatusCode.ServiceUnavailable)
            : new HttpResponseMessage { Content = new ByteArrayContent(_archive) }));
        Assert.Null(await Fetch(mirrors));
        Assert.Equal([_first, _second], mirrors.Asked);
        AssertFetched();
    }

    [Fact]
    public async Task WrongContentIsRefusedAndTheSecondMirrorStandsIn()
    {
        MirrorStub mirrors = new(address =>
            new ByteArrayContent(address.AbsoluteUri == _first ? "<html>log in</html>"u8.ToArray() : _archive));
        Assert.Null(await Fetch(mirrors));
        AssertFetched();
    }

    [Fact]
    public async Task WrongContentFromAllMirrorsLeavesNothing()
    {
        string? problem = await Fetch(new MirrorStub(_ => new ByteArrayContent(FakeMnist.Compress(new byte[12]))));
        AssertFailed(problem, "12 bytes with SHA-256");
    }

    [Fact]
    public async Task ACutConnectionLeavesNothing()
    {
        string? problem = await Fetch(new MirrorStub(_ => new StreamContent(new CutStream(_archive[..^10]))));
        AssertFailed(problem, "The response ended prematurely");
    }

    [Fact]
    public async Task ASilentEndInTheMiddleLeavesNothing()
    {
        string? problem = await Fetch(new MirrorStub(_ => new ByteArrayContent(_archive[..(_archive.Length / 2)])));
        AssertFailed(problem, "right are 200000");
    }

    [Fact]
    public async Task AMirrorThatFallsSilentIsGivenUp()
    {
        MirrorStub mirrors = new(_ => new StreamContent(new SilentStream(_archive[..999])));
        string? problem = await Fetch(mirrors, patience: 0.05);
        AssertFailed(problem, "no answer for 0.05 seconds");
    }

    [Fact]
    public async Task AMirrorThatNeverAnswersIsGivenUp()
    {
        MirrorStub mirrors = new(async (_, cancellation) =>
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            return new HttpResponseMessage();
        });
        string? problem = await Fetch(mirrors, patience: 0.05);
        AssertFailed(problem, "no answer for 0.05 seconds");
    }

    [Fact]
    public async Task AnEndlessAnswerIsGivenUp()
    {
        string? problem = await Fetch(new MirrorStub(_ => new StreamContent(new MemoryStream(new byte[1_000_000]))));
        AssertFailed(problem, "more than 200000 bytes came");
    }

    [Fact]
    public async Task NoNetworkIsToldInOneLine()
    {
        string? problem = await Fetch(NoNetwork());
        AssertFailed(problem, "Name or service not known");
        Assert.DoesNotContain('\n', problem!);
    }

    [Fact]
    public async Task CancellingIsNoFailureOfTheMirror()
    {
        using CancellationTokenSource cancelled = new();
        MirrorStub mirrors = new(_ =>
        {
            cancelled.Cancel();
            return new StreamContent(new SilentStream(_archive[..999]));
        });
        using MnistDownload download = new(mirrors, progress: null);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => download.Fetch(_file, _folder.Path, cancelled.Token));
        Assert.Empty(_folder.Names);
    }

    internal static MirrorStub NoNetwork() =>
        new((_, _) => throw new HttpRequestException("Name or service not known\n(storage:443)"));

    private static byte[] Noise(int length)
    {
        byte[] content = new byte[length];
        new Random(1).NextBytes(content);
        return content[..(length / 2)].Concat(new byte[length / 2]).ToArray();
    }

    private async Task<string?> Fetch(
        MirrorStub mirrors, IProgress<DownloadProgress>? progress = null, double patience = 60)
    {
        CultureInfo.CurrentCulture = new CultureInfo("de-DE");
        using MnistDownload download = new(mirrors, progress) { Patience = TimeSpan.FromSeconds(patience) };
        return await download.Fetch(_file, _folder.Path, CancellationToken.None);
    }

    private void AssertFetched()
    {
        Assert.Equal([_file.Name + ".gz"], _folder.Names);
        Assert.Equal(_content, _file.Read(_folder[_file.Name + ".gz"]));
    }

    private void AssertFailed(string? problem, string reason)
    {
        Assert.NotNull(problem);
        Assert.Contains(_first, problem, StringComparison.Ordinal);
        Assert.Contains(_second, problem, StringComparison.Ordinal);
        Assert.Equal(3, problem.Split(reason).Length);
        Assert.Empty(_folder.Names);
    }
}
