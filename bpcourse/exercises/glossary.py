"""The course's terms, in one place: English, Chinese, symbol, name in code, lessons."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    """lessons: the two-digit numbers of the lessons whose glossary shows it."""

    english: str
    chinese: str
    symbol: str
    code: str
    lessons: tuple[str, ...]


def terms(lesson: str) -> list[Term]:
    """The terms of a lesson; KeyError where it has none."""
    found = [t for t in TERMS if lesson in t.lessons]
    if not found:
        raise KeyError(f"the glossary has no term for lesson {lesson!r}")
    return found


def _t(english: str, chinese: str, symbol: str, code: str, lessons: str) -> Term:
    return Term(english, chinese, symbol, code, tuple(lessons.split()))


TERMS = (
    _t("forward pass", "前向传播", "", "forward", "00 05"),
    _t("backward pass, backpropagation", "反向传播", "", "backward", "00 05"),
    _t("training", "训练", "", "fit", "00 07"),
    _t("inference", "推理", "", "predict", "00 07"),
    _t("network", "神经网络", "", "Network", "00 05"),
    _t("layer", "层", "", "", "00 04"),
    _t("neuron, unit", "神经元", "", "", "00 03"),
    _t("weight", "权值, 权重", "$w_{jk}$", "W[j, k]", "00 03 04"),
    _t("bias", "偏置", "$b_k$", "b", "00 03 04"),
    _t("input", "输入", "$x$, $X$", "x, X", "00 03 04"),
    _t("target, label", "目标值, 标签", "$t$, $y$", "t, y", "00 02 03"),
    _t("activation function", "激活函数", "$f$", "f", "01"),
    _t("derivative, slope", "导数", "$f'$", "prime", "01"),
    _t("logistic function, sigmoid", "Sigmoid 函数", r"$\sigma$", "sigmoid", "01 03"),
    _t("rectified linear unit", "ReLU 函数", "ReLU", "relu", "01"),
    _t("leaky ReLU, its slope below 0", "LeakyReLU 函数", "$p$", "leaky_relu", "01"),
    _t("hyperbolic tangent", "双曲正切", r"$\tanh$", "tanh", "01"),
    _t("subgradient", "次梯度", "", "", "01 07"),
    _t("saturation", "饱和", "", "", "01"),
    _t("central difference", "中心差分", "", "central_difference", "01 04"),
    _t("complex step", "复数步长", "", "complex_step", "01"),
    _t("pre-activation, weighted input", "未激活的输出", "$z$", "z, Z", "01 03 04"),
    _t("activation, output of a layer", "激活值", "$a$, $o$", "a, o", "01 03 04"),
    _t("loss, objective", "损失函数, 目标函数", "$E$", "E", "02 06"),
    _t(
        "half squared error",
        "均方差 (误差平方和的一半)",
        r"$\frac12\sum_k(o_k-t_k)^2$",
        "half_squared_error",
        "02",
    ),
    _t("softmax", "Softmax 函数", "$p$", "softmax", "02"),
    _t("Jacobian", "雅可比矩阵", "$J_{ij}$", "softmax_jacobian", "02"),
    _t("logits", "logits (未归一化分数)", "$z$", "z", "02"),
    _t("cross-entropy", "交叉熵", r"$-\sum_k y_k\log p_k$", "cross_entropy", "02"),
    _t("entropy", "信息熵", "$H$", "entropy", "02"),
    _t(
        "Kullback–Leibler divergence",
        "K-L 散度",
        r"$\mathrm{KL}$",
        "kl_divergence",
        "02",
    ),
    _t("one-hot vector", "独热编码", "$y$", "one_hot", "02 07"),
    _t("chain rule", "链式法则", "", "chain_rule_factors", "03 05"),
    _t("computational graph", "计算图", "", "", "03"),
    _t("local derivative", "局部导数", "", "", "03"),
    _t(
        "error signal, delta",
        "误差信号",
        r"$\delta=\partial E/\partial z$",
        "delta",
        "03 04 05",
    ),
    _t("fully connected layer", "全连接层", "", "layer_output", "04"),
    _t("outer product", "外积", r"$x^\top\delta$", "np.outer", "04"),
    _t("transpose", "转置", r"$W^\top$", "W.T", "04 05"),
    _t("batch", "批", "$N$ samples", "X", "04 06"),
    _t("hidden layer", "隐藏层", "", "", "05"),
    _t("delta recursion", "δ 递推", r"$\delta^{(l)}$", "all_deltas", "05"),
    _t("elementwise product", "逐元素乘积", r"$\odot$", "*", "05"),
    _t("total derivative", "全导数", "", "", "05"),
    _t("vanishing gradient", "梯度弥散, 梯度消失", "", "gradient_norms", "01 05 07"),
    _t("exploding gradient", "梯度爆炸", "", "", "01 05"),
    _t("gradient descent", "梯度下降", "", "gradient_descent", "06"),
    _t("step size, learning rate", "步长, 学习率", r"$\eta$", "eta", "06"),
    _t("epoch", "训练轮", "", "epochs", "06"),
    _t("iteration", "迭代", "", "steps", "06"),
    _t("mini-batch", "小批量", "$B$", "batch_size", "06 07"),
    _t("step size decay", "学习率衰减", "", "decayed_step", "06"),
    _t("overfitting", "过拟合", "", "", "07"),
    _t("regularisation", "正则化", r"$\lambda$", "lam", "07"),
    _t("dropout", "随机失活", "keep", "dropout", "07"),
    _t("early stopping", "提前停止", "", "", "07"),
    _t("data augmentation", "数据增强", "", "", "07"),
    _t("initialisation", "初始化", "", "he_init", "07"),
)
