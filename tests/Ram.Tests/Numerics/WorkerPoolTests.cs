using Ram.Numerics;

namespace Ram.Tests.Numerics;

public sealed class WorkerPoolTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void Every_task_runs_once_and_no_member_runs_two_at_a_time(int threads)
    {
        using var pool = new WorkerPool(threads);
        Assert.Equal(threads, pool.Workers);
        for (int tasks = 0; tasks <= 40; tasks++)
        {
            int[] runs = new int[tasks], busy = new int[threads];
            int clashes = 0;
            pool.Run(tasks, (task, worker) =>
            {
                if (Interlocked.Increment(ref busy[worker]) != 1)
                    Interlocked.Increment(ref clashes);
                Interlocked.Increment(ref runs[task]);
                Interlocked.Decrement(ref busy[worker]);
            });
            Assert.All(runs, count => Assert.Equal(1, count));
            Assert.Equal(0, clashes);
        }
    }

    [Fact]
    public void Many_short_runs_with_more_threads_than_tasks_lose_nothing()
    {
        using var pool = new WorkerPool(5);
        long sum = 0;
        for (int run = 0; run < 3000; run++)
        {
            long[] results = new long[3];
            pool.Run(3, (task, _) => results[task] = run + task);
            sum += results.Sum();
        }
        Assert.Equal(3L * 3000 * 2999 / 2 + 3 * 3000, sum);
    }

    [Fact]
    public void Helpers_take_part()
    {
        using var pool = new WorkerPool(2);
        using var both = new Barrier(2);
        // Each of the two tasks waits for the other, so one thread alone would never end.
        pool.Run(2, (_, _) => Assert.True(both.SignalAndWait(TimeSpan.FromSeconds(30))));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void An_exception_reaches_the_caller_and_the_team_goes_on(int threads)
    {
        using var pool = new WorkerPool(threads);
        for (int run = 0; run < 20; run++)
        {
            var error = Assert.Throws<InvalidOperationException>(() => pool.Run(10, (task, _) =>
            {
                if (task == 4)
                    throw new InvalidOperationException("task 4");
            }));
            Assert.Equal("task 4", error.Message);
            int done = 0;
            pool.Run(10, (_, _) => Interlocked.Increment(ref done));
            Assert.Equal(10, done);
        }
    }

    [Fact]
    public void Without_a_number_there_is_a_thread_for_each_core()
    {
        using var pool = new WorkerPool(0);
        Assert.Equal(Environment.ProcessorCount, pool.Workers);
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerPool(-1));
    }
}
