#!/usr/bin/python3
"""Writes the .safetensors files beside it: the recurrent attention model and its hybrid loss in plain PyTorch.

An implementation of its own, for comparison: autograd instead of written gradients, one rollout's retina at a time,
everything in double precision from inputs that are exact in single precision. Results are stored as F32.
"""
import json
import math
import pathlib

import numpy as np
import torch
import torch.nn.functional as F

HERE = pathlib.Path(__file__).resolve().parent

DEFAULTS = dict(
    patchSize=8, patches=1, scale=2, channels=1, glimpses=6, core="rectifier", hidden=256, classes=10, squash="clip",
    std=0.1, unitWidth=1, reinforceIntoCore=False, classifyEveryGlimpse=False, inputMean=0, inputStd=1)

# The smallest distance from a kink (a rectifier's zero, the edge of a clip, the border between two pixels) that single
# precision cannot step across.
SAFE = 2e-6


# --- The file format -------------------------------------------------------------------------------------------------

def write_safetensors(path, tensors, metadata, backwards=False):
    """Eight bytes of header length, the header as JSON, the data. `backwards` lays the data out in reverse order."""
    arrays = {name: np.ascontiguousarray(value.detach().numpy(), dtype="<f4") for name, value in tensors.items()}
    order = list(reversed(arrays)) if backwards else list(arrays)
    offsets, end = {}, 0
    for name in order:
        offsets[name] = [end, end + arrays[name].nbytes]
        end += arrays[name].nbytes
    header = {"__metadata__": metadata}
    for name, array in arrays.items():
        header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": offsets[name]}
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text)
        for name in order:
            file.write(arrays[name].tobytes())
    print(f"{path.name}: {path.stat().st_size / 1e3:.0f} kB, {len(arrays)} tensors")


# --- The model -------------------------------------------------------------------------------------------------------

def single(tensor):
    """Rounded to single precision, kept in double."""
    return tensor.float().double()


def corner(location, size, width):
    """The first pixel of a patch, in single precision as the specification says."""
    start = np.float32(0.5) * (np.float32(location) + np.float32(1)) * np.float32(size)
    return int(np.floor(start)) - width // 2


def area_weights(cells, pixels):
    """[cells, pixels]: how much of each cell's mean each pixel is."""
    weights = torch.zeros(cells, pixels, dtype=torch.float64)
    ratio = pixels / cells
    for cell in range(cells):
        for pixel in range(pixels):
            overlap = min(pixel + 1, (cell + 1) * ratio) - max(pixel, cell * ratio)
            weights[cell, pixel] = max(0.0, overlap) / ratio
    return weights


def retina(image, location, options):
    """One glimpse of one image [channels, height, width] of bytes, flat: patch by patch, channel by channel."""
    channels, height, width = image.shape
    pixels = (image / 255 - options["inputMean"]) / options["inputStd"]
    patches = []
    for depth in range(options["patches"]):
        side = round(options["patchSize"] * options["scale"] ** depth)
        left, top = corner(location[0], width, side), corner(location[1], height, side)
        patch = torch.zeros(channels, side, side, dtype=torch.float64)
        for row in range(side):
            for column in range(side):
                if 0 <= top + row < height and 0 <= left + column < width:
                    patch[:, row, column] = pixels[:, top + row, left + column]
        weights = area_weights(options["patchSize"], side)
        patches.append((weights @ patch @ weights.T).flatten())
    return torch.cat(patches)


def linear(weights, name, x):
    return x @ weights[name + ".weight"].T + weights[name + ".bias"]


class Kinks:
    """Remembers the smallest distance from any kink."""
    def __init__(self):
        self.nearest = math.inf

    def relu(self, x):
        self.nearest = min(self.nearest, x.detach().abs().min().item())
        return torch.relu(x)

    def clip(self, x):
        self.nearest = min(self.nearest, (x.detach().abs() - 1).abs().min().item())
        return torch.clamp(x, -1, 1)


def glimpse_network(weights, rho, location, kinks):
    what = kinks.relu(linear(weights, "glimpse.retina", rho))
    where = kinks.relu(linear(weights, "glimpse.location", location))
    return kinks.relu(linear(weights, "glimpse.what", what) + linear(weights, "glimpse.where", where))


def core_network(weights, g, state, options, kinks):
    h, c = state
    summed = linear(weights, "core.input", g) + linear(weights, "core.hidden", h)
    if options["core"] == "rectifier":
        return kinks.relu(summed), None
    i, f, candidate, o = summed.chunk(4, dim=1)
    c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(candidate)
    return torch.sigmoid(o) * torch.tanh(c), c


def policy_mean(weights, h, options, kinks):
    raw = linear(weights, "location", h)
    return {"clip": kinks.clip, "tanh": torch.tanh, "none": lambda x: x}[options["squash"]](raw)


def one_glimpse(weights, images, location, state, options, kinks):
    rho = torch.stack([retina(image, l, options) for image, l in zip(images, location)])
    return core_network(weights, glimpse_network(weights, rho, location, kinks), state, options, kinks)


def first_state(rollouts, options):
    return tuple(torch.zeros(rollouts, options["hidden"], dtype=torch.float64) for _ in range(2))


def move(sample, options):
    """The location of an action, in single precision."""
    return torch.clamp(torch.tensor(options["unitWidth"]).float() * sample.float(), -1, 1).double()


def look(weights, images, first, options, noise):
    """Runs the policy: the locations [T, rollouts, 2] and the samples [T-1, rollouts, 2]; `noise` 0 takes the mean."""
    location, state, kinks = first, first_state(len(images), options), Kinks()
    locations, samples, beliefs, means = [first], [], [], []
    with torch.no_grad():
        for t in range(options["glimpses"]):
            state = one_glimpse(weights, images, location, state, options, kinks)
            beliefs.append(torch.softmax(linear(weights, "action", state[0]), dim=1))
            if t < options["glimpses"] - 1:
                means.append(policy_mean(weights, state[0], options, kinks))
                samples.append(single(means[-1] + (options["std"] * noise[t] if noise is not None else 0)))
                location = move(samples[-1], options)
                locations.append(location)
    return torch.stack(locations), torch.stack(samples), torch.stack(beliefs), torch.stack(means), kinks


def hybrid_loss(weights, images, labels, returns, locations, samples, options, loss_options):
    """The loss of given locations and samples, and everything on the way to it."""
    last, kinks = options["glimpses"] - 1, Kinks()
    state, rows = first_state(len(images), options), torch.arange(len(images))
    hidden, beliefs, baselines, log_probabilities = [], [], [], []
    action = reinforce = squared = 0
    for t in range(options["glimpses"]):
        state = one_glimpse(weights, images, locations[t], state, options, kinks)
        h = state[0]
        log_softmax = torch.log_softmax(linear(weights, "action", h), dim=1)
        hidden.append(h)
        beliefs.append(log_softmax.exp())
        if t == last:
            action = action - log_softmax[rows, labels]
            continue
        if options["classifyEveryGlimpse"]:
            action = action - loss_options["everyGlimpseWeight"] * log_softmax[rows, labels]
        baseline = linear(weights, "baseline", h.detach())[:, 0]
        mean = policy_mean(weights, h if options["reinforceIntoCore"] else h.detach(), options, kinks)
        log_probability = torch.distributions.Normal(mean, options["std"]).log_prob(samples[t]).sum(dim=1)
        reinforce = reinforce - (returns - baseline).detach() * log_probability
        squared = squared + (returns - baseline) ** 2
        baselines.append(baseline)
        log_probabilities.append(log_probability)
    parts = {"loss.action": action.mean(),
             "loss.reinforce": loss_options["reinforceWeight"] * reinforce.mean(),
             "loss.baseline": loss_options["baselineWeight"] * squared.mean()}
    loss = sum(parts.values())
    assert kinks.nearest > SAFE, f"a kink at {kinks.nearest}"
    results = {"loss": loss.reshape(1), **{name: part.reshape(1) for name, part in parts.items()}}
    results |= {
        "log_probabilities": torch.stack(log_probabilities), "baselines": torch.stack(baselines),
        "beliefs": torch.stack(beliefs), "hidden_states": torch.stack(hidden)}
    return loss, results


# --- Inputs ----------------------------------------------------------------------------------------------------------

def uniform(generator, *shape):
    return torch.rand(*shape, generator=generator, dtype=torch.float64) * 2 - 1


def make_weights(generator, options, retina_units, location_units, glimpse_units):
    """Uniform within 1 / sqrt(inputs), as nn.Linear has it, in nn.Linear's layout; livelier in the heads."""
    hidden, gates = options["hidden"], 4 if options["core"] == "lstm" else 1
    size = options["patches"] * options["channels"] * options["patchSize"] ** 2
    shapes = {
        "glimpse.retina": (retina_units, size), "glimpse.location": (location_units, 2),
        "glimpse.what": (glimpse_units, retina_units), "glimpse.where": (glimpse_units, location_units),
        "core.input": (gates * hidden, glimpse_units), "core.hidden": (gates * hidden, hidden),
        "location": (2, hidden), "action": (options["classes"], hidden), "baseline": (1, hidden)}
    gains = {"glimpse.retina": 2, "glimpse.what": 2, "glimpse.where": 2, "core.input": 2, "core.hidden": 1.5,
             "location": 4, "action": 4, "baseline": 2}
    weights = {}
    for name, (outputs, inputs) in shapes.items():
        bound = gains.get(name, 1) / math.sqrt(inputs)
        weights[name + ".weight"] = single(uniform(generator, outputs, inputs) * bound)
        weights[name + ".bias"] = single(uniform(generator, outputs) / math.sqrt(inputs))
    return weights


def make_images(generator, count, channels, height, width):
    """Bytes: noise under smooth blobs, so that wide patches see something too."""
    y, x = torch.meshgrid(torch.arange(height), torch.arange(width), indexing="ij")
    images = torch.zeros(count, channels, height, width, dtype=torch.float64)
    for image in images:
        for plane in image:
            for _ in range(3):
                cx, cy = (uniform(generator, 1).item() * 0.5 + 0.5 for _ in range(2))
                plane += torch.exp(-((x / width - cx) ** 2 + (y / height - cy) ** 2) / 0.03)
            plane *= 0.6 + 0.4 * uniform(generator, height, width)
    return (images.clamp(0, 1) * 255).round()


def first_seed_that(works):
    """The first seed without a kink within single precision's reach."""
    for seed in range(1000):
        try:
            return works(seed)
        except AssertionError as error:
            print(f"  seed {seed}: {error}")
    raise RuntimeError("no seed works")


# --- The files -------------------------------------------------------------------------------------------------------

def make_loss_fixture(name, given, image_shape, rollouts, units, loss_options, all_keys=True):
    options = DEFAULTS | given

    def attempt(seed):
        generator = torch.Generator().manual_seed(seed)
        weights = make_weights(generator, options, *units)
        images = make_images(generator, rollouts, options["channels"], *image_shape)
        labels = torch.randint(options["classes"], (rollouts,), generator=generator)
        returns = (torch.arange(rollouts) % 2).double()
        noise = torch.randn(options["glimpses"] - 1, rollouts, 2, generator=generator, dtype=torch.float64)
        first = single(uniform(generator, rollouts, 2))
        locations, samples, _, _, _ = look(weights, images, first, options, noise)
        for weight in weights.values():
            weight.requires_grad_()
        loss, results = hybrid_loss(
            weights, images, labels, returns, locations, samples, options, loss_options)
        loss.backward()
        inputs = {"images": images, "labels": labels.double(), "returns": returns, "locations": locations,
                  "samples": samples}
        gradients = {"gradient." + key: weight.grad for key, weight in weights.items()}
        assert all(gradient.abs().max() > 1e-4 for gradient in gradients.values()), "a gradient vanishes"
        return weights | inputs | results | gradients

    written = options if all_keys else {key: options[key] for key in options if options[key] != DEFAULTS[key]}
    write_safetensors(
        HERE / f"{name}.safetensors", first_seed_that(attempt),
        {"ram.options": json.dumps(written), "loss.options": json.dumps(loss_options)})


def make_independent_fixture():
    """A weight file that leaves every default out, and what the model in it sees and says."""
    given = {"glimpses": 4, "std": 0.2}
    options = DEFAULTS | given

    def attempt(seed):
        generator = torch.Generator().manual_seed(seed)
        weights = make_weights(generator, options, 128, 128, 256)
        images = make_images(generator, 8, 1, 28, 28)
        first = torch.zeros(8, 2, dtype=torch.float64)
        locations, _, beliefs, means, kinks = look(weights, images, first, options, noise=None)
        assert kinks.nearest > SAFE, f"a kink at {kinks.nearest}"
        pixels = 0.5 * (locations[1:] + 1) * 28
        inside = locations[1:].abs() < 1
        assert ((pixels - pixels.round()).abs()[inside] > 1e-3).all(), "a location on the border of a pixel"
        top = beliefs[-1].topk(2, dim=1)
        assert (top.values[:, 0] - top.values[:, 1] > 1e-2).all(), "a prediction is close"
        predictions = top.indices[:, 0]
        assert len(predictions.unique()) > 3 and inside.double().mean() > 0.5, "too uniform"
        return weights, {"images": images, "locations": locations, "means": means, "beliefs": beliefs,
                         "predictions": predictions}

    weights, expected = first_seed_that(attempt)
    write_safetensors(HERE / "independent.safetensors", dict(sorted(weights.items())),
                      {"format": "pt", "ram.options": json.dumps(given)}, backwards=True)
    write_safetensors(HERE / "independent-expected.safetensors", expected, {"format": "pt"})


if __name__ == "__main__":
    small = (37, 29, 45)  # no multiples of a vector's width
    make_loss_fixture(
        "rectifier-3", dict(glimpses=3, hidden=43, std=0.22), (28, 28), 7, small,
        dict(reinforceWeight=0.7, baselineWeight=1.3, everyGlimpseWeight=1), all_keys=False)
    make_loss_fixture(
        "rectifier-6", dict(glimpses=6, hidden=43, patchSize=12, patches=3, std=0.17, reinforceIntoCore=True),
        (60, 60), 5, small, dict(reinforceWeight=0.3, baselineWeight=0.6, everyGlimpseWeight=1))
    make_loss_fixture(
        "lstm-3", dict(glimpses=3, core="lstm", hidden=43, squash="tanh", unitWidth=0.5, std=0.25, classes=3,
                       channels=3, patches=2, scale=1.5, inputMean=0.25, inputStd=0.5),
        (23, 31), 6, small, dict(reinforceWeight=1.7, baselineWeight=0.4, everyGlimpseWeight=1))
    make_loss_fixture(
        "lstm-6", dict(glimpses=6, core="lstm", hidden=43, patchSize=12, patches=3, squash="none", std=0.2,
                       reinforceIntoCore=True, classifyEveryGlimpse=True),
        (60, 60), 5, small, dict(reinforceWeight=0.4, baselineWeight=1.6, everyGlimpseWeight=0.6))
    make_loss_fixture(
        "paper-3", dict(glimpses=3, std=0.2), (28, 28), 5, (128, 128, 256),
        dict(reinforceWeight=0.7, baselineWeight=1.3, everyGlimpseWeight=1), all_keys=False)
    make_independent_fixture()
