"""What is said beside an order: what must stay as it is, and what is not meant."""

from language.besides.beside import Beside, set_apart

__all__ = ["Beside", "set_apart"]
