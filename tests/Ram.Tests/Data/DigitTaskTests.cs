using System.Globalization;
using Ram.Data;

namespace Ram.Tests.Data;

public class DigitTaskTests
{
    private static readonly DigitSets _few = RealDigits.Load(train: 60, validation: 30, test: 20);

    public static TheoryData<string> Names => [.. DigitTask.Names];

    [Theory]
    [InlineData("mnist", 28)]
    [InlineData("translated-60", 60)]
    [InlineData("cluttered-60", 60)]
    [InlineData("cluttered-100", 100)]
    public void The_sets_have_the_tasks_size(string name, int side)
    {
        DigitTask task = DigitTask.Load(name, seed: 1, _few);
        Assert.Equal(name, task.Name);
        Assert.Equal((60, 30, 20), (task.Train.Count, task.Validation.Count, task.Test.Count));
        foreach (IExamples set in new[] { task.Train, task.Validation, task.Test })
            Assert.Equal((1, side, side, 10), (set.Channels, set.Height, set.Width, set.Classes));
        Assert.Equal(_few.Test.Labels, task.Test.Labels);
        Assert.Equal(_few.Validation.Labels, task.Validation.Labels);
        Assert.Equal((_few.Name, _few.Checksum), (task.DataName, task.DataChecksum));
    }

    [Theory]
    [InlineData("translated-60", 0)]
    [InlineData("cluttered-60", 4)]
    [InlineData("cluttered-100", 8)]
    public void The_clutter_is_of_the_tasks_number_and_from_training_digits(string name, int pieces)
    {
        DigitSets source = new("patterns", TestDigits.Make(50, (_, _, _) => 1), TestDigits.Make(50, (_, _, _) => 20),
            TestDigits.Make(50, (_, _, _) => 100));
        DigitTask task = DigitTask.Load(name, seed: 1, source);
        for (int i = 0; i < 50; i++)
        {
            Assert.Equal(64 * pieces, task.Validation.Draw(0, i).Sum(pixel => pixel % 20));
            Assert.Equal(64 * pieces, task.Test.Draw(0, i).Sum(pixel => pixel % 100));
            Assert.Equal(64 * pieces + 28 * 28, task.Train.Draw(0, i).Sum(pixel => pixel));
        }
    }

    [Fact]
    public void The_seed_changes_the_training_images_alone()
    {
        DigitTask one = DigitTask.Load("cluttered-60", seed: 1, _few), two = DigitTask.Load("cluttered-60", seed: 2, _few);
        Assert.NotEqual(one.Train.Draw(0, 0), two.Train.Draw(0, 0));
        Assert.Equal(one.Validation.Images.Pixels, two.Validation.Images.Pixels);
        Assert.Equal(one.Test.Images.Pixels, two.Test.Images.Pixels);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Distorted_training_changes_the_training_digits_alone(string name)
    {
        DigitTask plain = DigitTask.Load(name, seed: 3, _few);
        DigitTask distorted = plain.WithDistortedTraining(Distortion.Elastic);
        Assert.NotEqual(plain.Train.Draw(0, 0), distorted.Train.Draw(0, 0));
        Assert.NotEqual(distorted.Train.Draw(1, 0), distorted.Train.Draw(0, 0));
        Assert.Same(plain.Validation, distorted.Validation);
        Assert.Same(plain.Test, distorted.Test);
        Assert.Equal($"{plain.Description}, bent in training", distorted.Description);
        Assert.Equal(
            (plain.Name, plain.DataName, plain.DataChecksum), (distorted.Name, distorted.DataName, distorted.DataChecksum));
    }

    [Fact]
    public void Clutter_is_not_distorted()
    {
        DigitSets source = new("patterns", TestDigits.Make(50, (_, _, _) => 1), _few.Validation, _few.Test);
        DigitTask task = DigitTask.Load("cluttered-60", seed: 1, source).WithDistortedTraining(Distortion.Elastic);
        for (int i = 0; i < 50; i++)
            Assert.InRange(task.Train.Draw(0, i).Sum(pixel => pixel), 4 * 64 + 1, 4 * 64 + 28 * 28);
    }

    [Theory]
    [InlineData("mnist", "c3f9adf9c66efb57")]
    [InlineData("translated-60", "3561ffdb8ff84fc2")]
    [InlineData("cluttered-60", "0c99d3a2c87fb800")]
    [InlineData("cluttered-100", "4cb87f23ed484554")]
    public void The_test_images_of_MNIST_are_those_of_the_stated_checksum(string name, string checksum)
    {
        DigitTask task = DigitTask.Load(name, seed: 5);
        Assert.Equal((Mnist.Name, Mnist.Checksum), (task.DataName, task.DataChecksum));
        Assert.Equal(checksum, DigitSets.ChecksumOf(task.Test)[..16]);
    }

    [Theory]
    [InlineData("cluttered60", " Did you mean cluttered-60?")]
    [InlineData("Mnist", " Did you mean mnist?")]
    [InlineData("imagenet", "")]
    public void An_unknown_task_is_named_with_those_that_there_are(string name, string guess)
    {
        CultureInfo.CurrentCulture = new CultureInfo("de-DE");
        RamException exception = Assert.Throws<RamException>(() => DigitTask.Load(name));
        Assert.Equal($"There is no task \"{name}\"; there are mnist, translated-60, cluttered-60, "
            + $"cluttered-100.{guess}", exception.Message);
    }
}
