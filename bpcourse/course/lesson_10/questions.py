"""Lesson 10: its questions, polls for the room, and words."""

from __future__ import annotations

from bpcourse.course.questions import Option, Question, Term, poll

from .output_size import output_size

QUESTIONS = (
    Question(
        "10-weights",
        "A dense layer leads from 16 × 16 pixels to 10 × 10 × 32 units: 819,200 weights and 3,200 biases. Now the units of "
        "each of the 32 pictures of 10 × 10 **share** one kernel of 7 × 7 weights and one bias. **How many parameters "
        "are left?**",
        "32 kernels of 49 weights and one bias each.",
        answer=32 * (7 * 7 + 1),
        hint="How many numbers has one kernel with its bias, and how many kernels are there?",
        traps=(
            (32 * 7 * 7, "Each kernel has a bias as well."),
            (7 * 7 + 1, "That is one kernel. There are 32, one for each picture."),
            (32 * 7 * 7 + 3200, "The bias is shared too: one for each kernel."),
        ),
    ),
    Question(
        "10-anywhere",
        "500 digits, each at a random place in a field of 16 × 16 pixels, are all that two networks get to see: a dense one "
        "with 64 hidden units (17,098 parameters), and one with 32 shared kernels (1,930). Both memorise their 500. **Which reads "
        "new digits at new places better?**",
        "A kernel that has learnt a stroke at one place knows it at every place.",
        options=(
            Option(
                "the dense one: it has nine times as many parameters",
                "It has to learn every stroke again at every place, from 500 pictures.",
            ),
            Option("the one with shared kernels, by far", "", right=True),
            Option(
                "both about as well: each knows its 500",
                "To have memorised 500 pictures says nothing about new ones (lesson 08).",
            ),
        ),
    ),
    Question(
        "10-moved",
        "A kernel slides over an image (stride 1). The digit moves by one pixel to the right, away from all edges. "
        "**What happens to the outputs $Z$?**",
        "The same patches stand one place further, and so do their outputs.",
        options=(
            Option(
                "nothing: $Z$ doesn't depend on the place",
                "Each output belongs to a place, and sees only the patch that lies there.",
            ),
            Option("they move by one place to the right, too", "", right=True),
            Option(
                "they move to the left: the kernel stays behind",
                "The patch that was at place c is now at place c + 1.",
            ),
            Option(
                "all of them change, in no simple way",
                "So it is in a dense layer, where each pixel has weights of its own.",
            ),
        ),
    ),
    Question(
        "10-size",
        "A kernel of 5 pixels moves over a row of 28 by 2 pixels at a time, without padding. **How many places has "
        "it?**",
        "23 pixels are left of the kernel; 11 moves of 2 fit, and the first place needs none.",
        answer=output_size(28, 5, 2),
        hint="How many pixels are left when the kernel stands at the beginning?",
        traps=(
            (11, "Those are the moves. The first place needs none."),
            (24, "That is for moves of one pixel."),
            (14, "That would be 28 / 2: the kernel itself takes room."),
            (13, "The last one would stick out."),
        ),
    ),
    Question(
        "10-kernel-shape",
        "An image has 3 channels, and the layer makes 16 pictures of it with kernels of 5 × 5. **Which shape has "
        "`W`?**",
        "One weight for each pixel of the patch, each channel in and each channel out.",
        answer=(5, 5, 3, 16),
        hint="W is (k, k, C_in, C_out).",
    ),
    Question(
        "10-shared",
        "A kernel's weight is used at 100 places of an image. **What is the gradient of this image's $E$ with respect to it?**",
        "When the weight moves, all 100 outputs move, and small changes add.",
        options=(
            Option(
                "the mean of what the 100 places say",
                "The mean is over samples. Within one sample every place adds its part.",
                mistake="conv_weight_gradient.mean_over_places",
            ),
            Option("the sum of what the 100 places say", "", right=True),
            Option(
                "what the last place says",
                "That is what = instead of += gives.",
                mistake="conv_weight_gradient.last_place",
            ),
            Option(
                "100 numbers, one for each place",
                "It is one weight, so its gradient is one number.",
                mistake="conv_weight_gradient.one_place",
            ),
        ),
    ),
    Question(
        "10-overlap",
        "A kernel of 3 × 3, stride 1, one output channel. **How many deltas does a pixel far from all edges receive?**",
        "It took part in 9 places, once under each weight of the kernel.",
        answer=9,
        hint="Under how many weights of the kernel does the pixel lie, one after the other?",
        traps=(
            (1, "That would be stride 3, where patches don't overlap."),
            (3, "In one row it is three. There are three rows."),
        ),
    ),
    Question(
        "10-symmetric",
        "Somebody tests an input gradient with one kernel only, which looks the same after half a turn, and it agrees with the measured "
        "slopes. **What is shown?**",
        "A kernel that lies in the image the wrong way round looks the same there.",
        options=(
            Option(
                "that it is right",
                "For this kernel. With a kernel turned by 180° in the formula nothing would have changed.",
                mistake="conv_input_gradient.half_turn",
            ),
            Option(
                "that it is right for kernels that look the same after half a turn",
                "",
                right=True,
            ),
            Option(
                "nothing: slopes can't be measured for images",
                "E is a number and a pixel is a number; push it and see.",
            ),
        ),
    ),
    Question(
        "10-second-largest",
        "A block of a max pooling holds 1, 5, 0 and 4, and its delta is 0.3. **What does the pixel 4 receive?**",
        "When 4 moves by a little, 5 is still the largest.",
        answer=0.0,
        hint="Push the 4 by a little. Does the output move?",
        traps=(
            (0.3, "That is what the largest pixel receives."),
            (0.075, "That would be the mean's way back."),
        ),
    ),
    Question(
        "10-ties",
        "Behind a ReLU a block of four zeros has the delta 0.4. A program gives the **whole** delta to each of the four "
        "largest pixels. **How much does it send back in all?**",
        "Four times 0.4, where only 0.4 came in: the shares have to add up to the delta.",
        answer=1.6,
        digits=2,
        hint="How many pixels get something, and how much each?",
        traps=((0.4, "So much came in, and so much should go back."),),
    ),
    Question(
        "10-turned-round",
        "`np.convolve` and a convolution layer of a network give different numbers for the same kernel. **Why?**",
        "Mathematics turns the kernel round, networks don't: what they do is called cross-correlation there. A learnt kernel doesn't "
        "mind.",
        options=(
            Option(
                "one of them has a mistake",
                "Both do what they promise. They promise two things.",
            ),
            Option("`np.convolve` turns the kernel round", "", right=True),
            Option(
                "`np.convolve` divides by the length",
                "It adds products, like a layer.",
                mistake="conv_output.mean_of_patch",
            ),
        ),
    ),
    Question(
        "10-receptive",
        "Two convolutions of 3 × 3, stride 1, stand behind each other. **How many pixels wide is the part of the image that one output "
        "of the second can see?**",
        "It sees three outputs of the first, which see three pixels each and overlap: 3 + 2 = 5.",
        answer=5,
        hint="Which outputs of the first convolution does it see, and which pixels do the outer two of them see?",
        traps=(
            (3, "That is what an output of the first one sees."),
            (6, "The patches overlap."),
            (9, "That would be without overlap, stride 3 in the first."),
        ),
    ),
    Question(
        "10-one-by-one",
        "A convolution has kernels of 1 × 1, 8 channels in and 4 out. **What does it do?**",
        "A patch is one pixel with its 8 channels: lesson 04's layer, pixel by pixel.",
        options=(
            Option(
                "nothing: a kernel of one pixel multiplies by one number",
                "It has 8 × 4 weights: the channels of the pixel are mixed.",
            ),
            Option("it applies a dense layer of 8 → 4 to every pixel", "", right=True),
            Option(
                "it adds up each channel over the image",
                "Places don't meet in it at all.",
                mistake="conv_weight_gradient.channels_summed",
            ),
        ),
    ),
    Question(
        "10-last-column",
        "An image is 8 pixels wide, the kernel 3, the stride 2, without padding. **What gradient has the last column of pixels?**",
        "Places begin at columns 0, 2 and 4; the last patch ends at column 6.",
        answer=0,
        hint="Where does the last patch end?",
        traps=((1, "Is there a patch that contains column 7?"),),
    ),
)

POLLS = (
    poll(
        "10-poll-shared",
        "One weight of a kernel is used at every place of the image. **How do the places' parts of its gradient come together?**",
        "The weight moves all places at once, and small changes add. The mean is over samples.",
        "they are added, over all places",
        (
            "their mean is taken, over places and samples",
            "E is a mean over samples. Places of one sample add up.",
            "conv_weight_gradient.mean_over_places",
        ),
        (
            "the sums are multiplied: all pixels times all deltas",
            "A sum of products isn't a product of sums.",
            "conv_weight_gradient.sums_multiplied",
        ),
        (
            "the last place decides",
            "That is what = instead of += does.",
            "conv_weight_gradient.last_place",
        ),
        taught="The gradient of a shared weight",
    ),
    poll(
        "10-poll-pixel",
        "Only one delta is 1, all others are 0. **What stands in the image that goes back?**",
        "Each pixel of that patch receives δ through the weight that lay on it.",
        "the kernel, as it is, where the patch was cut",
        (
            "the kernel turned by 180°, where the patch was cut",
            "Then the first pixel would receive δ through the last weight. (The half turn belongs to the whole thing written as one convolution.)",
            "conv_input_gradient.half_turn",
        ),
        (
            "one number, in the middle of the patch",
            "All pixels of the patch took part.",
            "conv_input_gradient.middle_only",
        ),
        (
            "the mean of the kernel, in each pixel of the patch",
            "Each pixel has met one weight, not all.",
            "conv_input_gradient.flat_kernel",
        ),
        taught="Back to the pixels",
    ),
    poll(
        "10-poll-overlap",
        "A pixel lies in four patches. **What does it receive?**",
        "Each of the four outputs moves with it, and small changes add.",
        "the sum of what the four places send back",
        (
            "what the last of the four sends back",
            "That is = instead of +=.",
            "conv_input_gradient.overwritten",
        ),
        (
            "their mean",
            "E changes by all four changes, not by a quarter of them.",
            "conv_input_gradient.averaged",
        ),
        (
            "the sum, divided by the number of samples",
            "dX is per sample.",
            "conv_input_gradient.batch_mean",
        ),
        taught="Back to the pixels",
    ),
    poll(
        "10-poll-tie",
        "Behind a ReLU a block of a max pooling holds four zeros. **Which way back is right?**",
        "Any split in shares that add up to δ is a subgradient.",
        "the pixels share δ in any way that adds up to it",
        (
            "each of the four gets δ",
            "Then δ goes back four times over.",
            "max_pool_backward.ties_in_full",
        ),
        (
            "each of the four gets δ times its value",
            "The slope of the largest in itself is 1, not its value.",
            "max_pool_backward.times_value",
        ),
        (
            "each gets 1: the mask says which pixels receive",
            "Which pixels receive is one thing, what they receive another.",
            "max_pool_backward.mask_only",
        ),
        taught="The largest of each block",
    ),
)

TERMS = (
    Term("convolution", "卷积", "", "conv_output"),
    Term("patch", "图像块", "", "patches"),
    Term("kernel", "卷积核", "", "W"),
    Term("channel", "通道", "$C$", ""),
    Term("weight sharing", "权重共享", "", ""),
    Term("stride", "步幅", "", "stride"),
    Term("padding", "填充", "", "padding"),
    Term("pooling", "池化", "", "max_pool"),
    Term("cross-correlation", "互相关", "", ""),
    Term("receptive field", "感受野", "", ""),
    Term("dilated convolution", "空洞卷积", "", ""),
    Term("depthwise convolution", "逐通道卷积", "", ""),
)
