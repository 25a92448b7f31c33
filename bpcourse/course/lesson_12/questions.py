"""Lesson 12: its questions, polls for the room, and words."""

from __future__ import annotations

from bpcourse.course.questions import Option, Question, Term, poll

QUESTIONS = (
    Question(
        "12-paths",
        "$y_0=x$, and then twenty times $y_{k+1}=y_k+y_k$. **How many paths lead from $x$ to $y_{20}$?**",
        "Each of the twenty sums doubles their number: 2²⁰, and there are 21 nodes.",
        answer=2**20,
        hint="How many paths lead to y₁, and to y₂?",
        traps=(
            (40, "The two ways of each sum can be chosen independently: multiply."),
            (20, "Each sum has two ways."),
            (400, "That is 20²; it is 2²⁰."),
        ),
    ),
    Question(
        "12-sweeps",
        "A network has a million weights and one loss. **How many sweeps give the whole gradient?**",
        "A reverse sweep answers for one output and all inputs, a forward sweep for one input and all outputs.",
        options=(
            Option("one, from the loss back to the weights", "", right=True),
            Option(
                "one, from the weights forward to the loss",
                "A forward sweep answers for one weight that moves alone.",
                mistake="forward_sweep.all_leaves",
            ),
            Option(
                "a million, one for each weight",
                "So many forward sweeps it would take.",
            ),
        ),
    ),
    Question(
        "12-shared",
        "$f=a\\cdot b$ with $a=x+1$ and $b=x-1$, at $x=3$. **What has the node $x$ received at the end of a reverse sweep?**",
        "2 through a and 4 through b, added: 2x = 6.",
        answer=6,
        hint="a is 4 and b is 2. What does each of the two hand to x?",
        traps=(
            (2, "That is what comes through a. b hands on something as well."),
            (4, "That is what comes through b. a hands on something as well."),
            (8, "Paths are added, not multiplied."),
        ),
    ),
    Question(
        "12-when",
        "A reverse sweep is under way. **When may a node hand on what it has received?**",
        "Else it hands on a part of its sum.",
        options=(
            Option(
                "as soon as it receives something",
                "Another child may speak later, and then what was handed on is too little.",
                mistake="reverse_sweep.levels",
            ),
            Option(
                "when all nodes that are computed from it have handed on",
                "",
                right=True,
            ),
            Option(
                "when all nodes that it is computed from have handed on",
                "Those come after it on the way back.",
                mistake="reverse_sweep.not_reversed",
            ),
        ),
    ),
    Question(
        "12-broadcast",
        "`X` is `(100, 3)`, `b` is `(3,)`, and `g` is the gradient of $E$ with respect to `X + b`, 1 in every entry. **What is the gradient with respect to `b[0]`?**",
        "b[0] was copied into 100 rows, and each copy hands back 1.",
        answer=100,
        hint="How many entries of X + b contain b[0]?",
        traps=(
            (1, "That would be the mean over the copies. They add up."),
            (300, "Only the entries of column 0 contain b[0]."),
        ),
    ),
    Question(
        "12-softmax-constant",
        "`p` is a softmax, and `g`, the gradient with respect to `p`, is 5 in every entry. **What comes back to each logit?**",
        "The outputs always add up to 1, so a loss that grows by 5 with each of them doesn't move at all.",
        answer=0,
        hint="When a logit moves, what does the sum of all outputs do?",
        traps=((5, "The outputs can't all grow: they add up to 1."),),
    ),
    Question(
        "12-zero-grad",
        "A program forgets `zero_grad()`. Its parameters get the gradient 2 in the first step and 3 in the second. **With which gradient "
        "does it make its second step?**",
        "`backward` adds to what is there: 2 + 3.",
        answer=5,
        hint="A shared node adds what it receives. What does a parameter do that still has something?",
        traps=((3, "It would be, had the gradient been set to zero between."),),
    ),
    Question(
        "12-memory",
        "**Why does a reverse sweep need memory that a forward sweep doesn't?**",
        "The slopes are needed in the opposite order, last operation first.",
        options=(
            Option(
                "its numbers are gradients, which are larger",
                "A gradient has as many entries as what it belongs to.",
            ),
            Option(
                "the values of the forward pass are kept until the way back needs them",
                "",
                right=True,
            ),
            Option(
                "it computes the whole Jacobian of every operation",
                "A rule goes from g to the gradient of the inputs without it, as softmax's does.",
                mistake="softmax_rule.diagonal",
            ),
        ),
    ),
    Question(
        "12-detach",
        "In a program in PyTorch's style `w = w - 0.1 * w.grad` is written instead of `w.data = w.data - 0.1 * w.grad.data`. "
        "**What happens to the graph?**",
        "An operation on tensors is recorded like any other; `.data` are numbers without a past.",
        options=(
            Option(
                "nothing: a step is no part of the network",
                "The engine can't know that. It records what you compute.",
            ),
            Option(
                "the step becomes a node of it, and the graph grows with each step",
                "",
                right=True,
            ),
            Option(
                "it runs in a circle, and backward never ends",
                "The new w is a new node: there is no circle.",
            ),
        ),
    ),
    Question(
        "12-twice",
        '$y=a\\cdot a$. In `parents`, the list of `y` is `["a", "a"]`, and $a=3$. **What is the list `slopes["y"]`?**',
        "Each place has the slope with respect to itself alone: the other factor. The sweep adds them: 6.",
        options=(
            Option("`[3, 3]`", "", right=True),
            Option(
                "`[6, 6]`",
                "That would give 12. The sweep adds the two places itself.",
            ),
            Option(
                "`[6]`",
                "One slope for each place of the list of parents.",
                mistake="reverse_sweep.by_name",
            ),
        ),
    ),
    Question(
        "12-jacobian",
        "`A` is (2, 3), `B` is (3, 4), and `C = A @ B`. **How many numbers has the whole Jacobian of `C` with respect to `A`, which no "
        "rule ever builds?**",
        "8 entries of C, each with 6 slopes. The rule gives back 6 numbers, and needs no more than g and B.",
        answer=48,
        hint="One slope for each entry of C and each entry of A.",
        traps=(
            (
                6,
                "So many come back from the rule. How many slopes are there in between?",
            ),
            (
                8,
                "So many entries has C. Each has a slope with respect to each entry of A.",
            ),
            (14, "Each with each: multiply."),
            (96, "That is with respect to B: 8 times 12."),
        ),
    ),
    Question(
        "12-many-outputs",
        "A program computes 500 numbers from 3 inputs, and you want all 1500 slopes. **How many sweeps does the cheaper of the two modes, "
        "forward or reverse, need?**",
        "A forward sweep answers for one input and all outputs: 3. Reverse mode would need 500.",
        answer=3,
        hint="What does one sweep of each mode answer for?",
        traps=(
            (500, "So many takes reverse mode. Here the inputs are fewer."),
            (1, "One is enough with one output (reverse) or one input (forward)."),
            (1500, "One sweep gives many slopes at once."),
        ),
    ),
)

POLLS = (
    poll(
        "12-poll-shared",
        "A node feeds two others. **What does it do with what they hand back?**",
        "Both change E when the node moves, and small changes add.",
        "it adds the two",
        (
            "it keeps the later one",
            "That is = for +=.",
            "reverse_sweep.overwritten",
        ),
        (
            "it multiplies them",
            "Slopes are multiplied along one path. Paths are added.",
            "reverse_sweep.paths_multiplied",
        ),
        (
            "it keeps the larger one",
            "Both count.",
            "reverse_sweep.largest_path",
        ),
        taught="One sweep back",
    ),
    poll(
        "12-poll-order",
        "**In which order does a reverse sweep visit the nodes?**",
        "A node may hand on only when all its children have.",
        "each behind everything that is computed from it",
        (
            "level by level from the root, as they are reached",
            "A node can be the root's parent and its grandparent at once.",
            "reverse_sweep.levels",
        ),
        (
            "parents before children, as forward",
            "At the leaves nothing is known yet.",
            "reverse_sweep.not_reversed",
        ),
        (
            "as they were written down, backwards",
            "That works only if they were written in the order of computing.",
            "reverse_sweep.as_given",
        ),
        taught="An order",
    ),
    poll(
        "12-poll-broadcast",
        "`b` of shape `(3,)` is added to `(100, 3)`, and `g` comes back. **What is db?**",
        "Each number of b has 100 copies, and every copy moves with it.",
        "the sum of g over the rows",
        (
            "the mean of g over the rows",
            "Copies add up. A mean is a node of its own, if there is one.",
            "unbroadcast.mean",
        ),
        (
            "g itself",
            "db has the shape of b.",
            "unbroadcast.unchanged",
        ),
        (
            "the first row of g",
            "Every copy has its part.",
            "unbroadcast.first_copy",
        ),
        taught="Rules for arrays",
    ),
    poll(
        "12-poll-matmul",
        "`g` is the gradient with respect to `A @ B`. **What is dB?**",
        "B[m, k] multiplied A[n, m], for every n.",
        "`A.T @ g`",
        (
            "`A.T @ g / N`",
            "The mean, if there is one, is a node of its own.",
            "matmul_rule.batch_mean",
        ),
        (
            "`A @ g`",
            "Write the shapes: which one has to turn?",
            "matmul_rule.no_transpose",
        ),
        (
            "`g.T @ A`",
            "That is its transpose. dB has the shape of B.",
            "matmul_rule.second_transposed",
        ),
        taught="Rules for arrays",
    ),
)

TERMS = (
    Term("automatic differentiation", "自动微分", "", ""),
    Term("reverse mode", "反向模式", "", "reverse_sweep"),
    Term("forward mode", "前向模式", "", "forward_sweep"),
    Term("topological order", "拓扑顺序", "", "topological_order"),
    Term("leaf", "叶节点", "", "leaf"),
    Term("root", "根节点", "", "root"),
    Term("vector-Jacobian product", "向量–雅可比积", "", ""),
    Term("broadcast", "广播", "", "unbroadcast"),
    Term("tape", "计算记录带", "", ""),
    Term("tensor", "张量", "", "Tensor"),
)
