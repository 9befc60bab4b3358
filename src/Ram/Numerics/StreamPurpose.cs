namespace Ram.Numerics;

/// <summary>What a random stream is drawn for. Streams of different purposes never share a number.</summary>
public enum StreamPurpose
{
    /// <summary>Initial weights; the step is the parameter's place in the model.</summary>
    Initialisation = 1,

    /// <summary>The order of the training images; the step is the epoch.</summary>
    Shuffling = 2,

    /// <summary>Making images: where a digit or a piece of clutter goes, how a stroke wobbles.</summary>
    Data = 3,

    /// <summary>The first location of a rollout, uniform in [-1, 1] x [-1, 1].</summary>
    FirstLocation = 4,

    /// <summary>The normals of the location policy.</summary>
    Location = 5,

    /// <summary>The actions sampled in a game.</summary>
    Action = 6,

    /// <summary>Stochastic rollouts on validation and test images.</summary>
    Validation = 7,

    /// <summary>The settings tried by random search.</summary>
    Search = 8,

    /// <summary>Games to train on; the step is the update.</summary>
    Game = 9,

    /// <summary>Games that the best weights are chosen on.</summary>
    ValidationGame = 10,

    /// <summary>Games that a result is reported on.</summary>
    TestGame = 11,

    /// <summary>The actions of a player that moves at random.</summary>
    RandomAction = 12,

    /// <summary>A gaze that is drawn uniformly, beside which an agent's is judged.</summary>
    RandomGaze = 13,
}
