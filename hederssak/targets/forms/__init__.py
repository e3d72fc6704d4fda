"""What the pages of targets read from an address or a form."""

from hederssak.targets.forms.costs import NormsForm
from hederssak.targets.forms.sliders import Slider, position_in, sliders_of, wish_in

__all__ = ["NormsForm", "Slider", "position_in", "sliders_of", "wish_in"]
