using Ram.Numerics;

namespace Ram.Training;

/// <summary>The shards of an update, side by side.</summary>
internal static class Shards
{
    /// <summary>Runs work(shard, member) for each shard.</summary>
    /// <param name="team">The threads to work on.</param>
    /// <param name="count">The shards.</param>
    /// <param name="update">The update, from 0.</param>
    /// <param name="work">What is done for a shard.</param>
    /// <exception cref="RamException">When a shard cannot be computed, naming the update.</exception>
    public static void Run(Team team, int count, long update, Action<int, int> work)
    {
        try
        {
            team.Run(count, work);
        }
        catch (RamException error)
        {
            throw new RamException($"Update {update + 1} failed: {error.Message} The last checkpoint is good.", error);
        }
    }
}
