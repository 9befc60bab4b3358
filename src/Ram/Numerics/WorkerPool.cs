using System.Diagnostics;

namespace Ram.Numerics;

/// <summary>
/// Threads that take numbered tasks together. Each begins with its own share, so that what its tasks read is in its
/// caches, and then helps the others: a task must depend on its number alone.
/// </summary>
internal sealed class WorkerPool : IDisposable
{
    // A training's tasks follow each other within some microseconds; waking a sleeper takes ten to fifty. So a helper
    // looks out for half a millisecond, and lets others run meanwhile, before it sleeps.
    private static readonly long _patience = Stopwatch.Frequency / 2000;

    // The counters of the shares lie so far apart that no two are on one cache line, nor on a pair that is fetched at once.
    private const int Apart = 32;

    private readonly Thread[] _helpers;
    private readonly int[] _next;
    private readonly SemaphoreSlim _start = new(0);
    private Action<int, int> _work = (_, _) => { };
    private int _tasks, _busy;
    private volatile bool _ended;
    private volatile Exception? _error;

    /// <summary>A pool of the caller and threads - 1 helpers; 0 is one thread a core.</summary>
    public WorkerPool(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        threads = threads == 0 ? Environment.ProcessorCount : threads;
        _helpers = new Thread[threads - 1];
        _next = new int[threads * Apart];
        for (int helper = 0; helper < _helpers.Length; helper++)
        {
            int worker = helper + 1;
            _helpers[helper] = new Thread(() => Help(worker)) { IsBackground = true, Name = $"Ram {worker}" };
            _helpers[helper].Start();
        }
    }

    /// <summary>The caller and the helpers.</summary>
    public int Workers => _helpers.Length + 1;

    /// <summary>Runs work(task, worker) for each task; returns when all are done.</summary>
    /// <exception cref="Exception">An exception that a task threw.</exception>
    public void Run(int tasks, Action<int, int> work)
    {
        (_work, _tasks, _error) = (work, tasks, null);
        for (int worker = 0; worker < Workers; worker++)
            _next[worker * Apart] = FirstOf(worker);
        int helpers = Math.Min(_helpers.Length, tasks - 1);
        if (helpers > 0)
        {
            Volatile.Write(ref _busy, helpers);
            _start.Release(helpers);
        }
        Drain(0);
        var spin = new SpinWait();
        while (Volatile.Read(ref _busy) > 0)
            spin.SpinOnce(sleep1Threshold: -1);
        if (_error is Exception error)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(error);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ended = true;
        if (_helpers.Length > 0)
            _start.Release(_helpers.Length);
        foreach (Thread helper in _helpers)
            helper.Join();
        _start.Dispose();
    }

    private void Help(int worker)
    {
        while (true)
        {
            var spin = new SpinWait();
            long bedtime = Stopwatch.GetTimestamp() + _patience;
            while (_start.CurrentCount == 0 && Stopwatch.GetTimestamp() < bedtime)
                spin.SpinOnce(sleep1Threshold: -1);
            _start.Wait();
            if (_ended)
                return;
            Drain(worker);
            Interlocked.Decrement(ref _busy);
        }
    }

    private void Drain(int worker)
    {
        for (int turn = 0; turn < Workers; turn++)
            DrainShare((worker + turn) % Workers, worker);
    }

    private void DrainShare(int owner, int worker)
    {
        int task, end = FirstOf(owner + 1);
        while ((task = Interlocked.Increment(ref _next[owner * Apart]) - 1) < end && _error is null)
        {
            try
            {
                _work(task, worker);
            }
#pragma warning disable CA1031 // Whatever a task throws is thrown again where the pool was called.
            catch (Exception error)
#pragma warning restore CA1031
            {
                _error = error;
            }
        }
    }

    private int FirstOf(int worker) => (int)((long)_tasks * worker / Workers);
}
