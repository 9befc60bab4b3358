using System.Numerics.Tensors;
using Ram.Model;
using Ram.Numerics;

namespace Ram.Catch;

/// <summary>Games that an agent plays side by side, on one thread at a time; nothing is allocated in play.</summary>
internal sealed class AgentGames(RecurrentAttentionModel model, int count)
{
    private readonly CatchAction[] _actions = new CatchAction[CatchGame.Moves * count];
    private readonly float[] _chances = new float[CatchGame.Moves * count];

    public CatchGames Games { get; } = new(count);

    /// <summary>What the model computes; the caller sets the first locations.</summary>
    public Workspace Activations { get; } = new(model, count);

    /// <summary>What was done, <c>[moves x games]</c>.</summary>
    public ReadOnlySpan<CatchAction> Actions => _actions;

    /// <summary>Looks first at the centre and does what is most probable.</summary>
    public void BeDeterministic()
    {
        Activations.At(Activations.Locations, 0).Padded.Clear();
        Activations.Noise.Padded.Clear();
        Array.Fill(_chances, -1);
    }

    /// <summary>Draws what decides the actions of stochastic games, the first of which has that number.</summary>
    public void DrawChances(ulong seed, long update, int first)
    {
        for (int game = 0; game < count; game++)
        {
            var stream = new RandomStream(seed, StreamPurpose.Action, update, first + game);
            for (int at = game; at < _chances.Length; at += count)
                _chances[at] = (float)stream.NextDouble();
        }
    }

    /// <summary>Plays the games, which have begun, to their end; somebody may watch every frame.</summary>
    public void Play(Action? watch = null)
    {
        while (true)
        {
            int frame = Games.Frame, first = frame * count;
            Matrix probabilities = Activations.At(Activations.Probabilities, frame);
            model.Step(Activations, frame, Games.Images);
            model.Action.Forward(Activations.Core.HiddenAt(frame), probabilities);
            watch?.Invoke();
            if (Games.IsOver)
                return;
            model.DecideLocation(Activations, frame);
            for (int game = 0; game < count; game++)
                _actions[first + game] = Choose(probabilities.Row(game), _chances[first + game]);
            Games.Play(_actions.AsSpan(first, count));
        }
    }

    /// <summary>Plays games from the one with a number on, deterministically, to their end.</summary>
    public void Play(ulong seed, StreamPurpose purpose, int first)
    {
        Games.Begin(seed, purpose, update: 0, first);
        BeDeterministic();
        Play();
    }

    // With a chance in [0, 1), the action in whose share of the probabilities it lies; below 0, the most probable.
    private static CatchAction Choose(ReadOnlySpan<float> probabilities, float chance)
    {
        if (chance < 0)
            return (CatchAction)TensorPrimitives.IndexOfMax(probabilities);
        int action = 0;
        for (float sum = probabilities[0]; action < probabilities.Length - 1 && chance >= sum; sum += probabilities[action])
            action++;
        return (CatchAction)action;
    }
}
