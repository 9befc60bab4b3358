using System.Numerics.Tensors;
using Ram.Model;
using Ram.Numerics;

namespace Ram.Catch;

/// <summary>
/// Games that an agent plays side by side: in each frame it glimpses the screen, says where to look next and moves the
/// paddle. One thread at a time uses it; it allocates nothing while it plays.
/// </summary>
internal sealed class AgentGames
{
    private readonly RecurrentAttentionModel _model;
    private readonly CatchAction[] _actions;
    private readonly float[] _chances;

    public AgentGames(RecurrentAttentionModel model, int count)
    {
        _model = model;
        Games = new CatchGames(count);
        Activations = new Workspace(model, count);
        _actions = new CatchAction[CatchGame.Moves * count];
        _chances = new float[_actions.Length];
    }

    public CatchGames Games { get; }

    /// <summary>What the model computes; the caller sets the first locations.</summary>
    public Workspace Activations { get; }

    /// <summary>What was done, <c>[moves x games]</c>.</summary>
    public ReadOnlySpan<CatchAction> Actions => _actions;

    /// <summary>Looks first at the centre and does what is most probable.</summary>
    public void BeDeterministic()
    {
        Activations.At(Activations.Locations, 0).Padded.Clear();
        Activations.Noise.Padded.Clear();
        Array.Fill(_chances, -1);
    }

    /// <summary>Draws what decides the actions of stochastic games; <see cref="Workspace"/> draws the locations.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="update">The update.</param>
    /// <param name="first">The number of the first game within the update.</param>
    public void DrawChances(ulong seed, long update, int first)
    {
        for (int game = 0; game < Games.Count; game++)
        {
            var stream = new RandomStream(seed, StreamPurpose.Action, update, first + game);
            for (int at = game; at < _chances.Length; at += Games.Count)
                _chances[at] = (float)stream.NextDouble();
        }
    }

    /// <summary>Plays the games, which have begun, to their end.</summary>
    public void Play()
    {
        for (; !Games.IsOver; Move())
            Glimpse();
        Glimpse();
        _model.Action.Forward(
            Activations.Core.HiddenAt(Games.Frame), Activations.At(Activations.Probabilities, Games.Frame));
    }

    private void Glimpse() => _model.Step(Activations, Games.Frame, Games.Images);

    private void Move()
    {
        int frame = Games.Frame, first = frame * Games.Count;
        _model.DecideLocation(Activations, frame);
        Matrix probabilities = Activations.At(Activations.Probabilities, frame);
        _model.Action.Forward(Activations.Core.HiddenAt(frame), probabilities);
        for (int game = 0; game < Games.Count; game++)
            _actions[first + game] = Choose(probabilities.Row(game), _chances[first + game]);
        Games.Play(_actions.AsSpan(first, Games.Count));
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
