using Ram.Experiments;
using Ram.Model;

namespace Ram.Cli.Training;

/// <summary>A model and what came of its training.</summary>
internal sealed record TrainedModel(Classifier Model, RunResult Result);
