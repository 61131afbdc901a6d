"""Axes of a small map: without ticks from the beginning, since making them takes longer than drawing the map."""

from matplotlib.axes import Axes
from matplotlib.axis import XAxis, YAxis

__all__ = ["PanelAxes"]


class _Still:
    """An axis that is never drawn: what would make its first ticks, only to style them, does nothing."""

    def set_clip_path(self, path, transform=None):
        self.stale = True

    def grid(self, visible=None, which="major", **kwargs):
        self.stale = True


class _StillXAxis(_Still, XAxis):
    pass


class _StillYAxis(_Still, YAxis):
    pass


class PanelAxes(Axes):
    """Axes whose two axes are never drawn; by the hook that matplotlib has for projections.

    Examples
    --------
    >>> import matplotlib.pyplot as plt
    >>> ax = plt.figure().add_axes((0, 0, 1, 1), axes_class=PanelAxes)
    >>> ax.axison
    False
    """

    name = "ctip_panel"

    def _init_axis(self):
        self.xaxis, self.yaxis = _StillXAxis(self), _StillYAxis(self)
        self.spines.bottom.register_axis(self.xaxis)
        self.spines.top.register_axis(self.xaxis)
        self.spines.left.register_axis(self.yaxis)
        self.spines.right.register_axis(self.yaxis)

    def tick_params(self, axis="both", **kwargs):
        """Do nothing: to style ticks that are never drawn would first make them."""

    def clear(self):
        super().clear()
        self.set_axis_off()
