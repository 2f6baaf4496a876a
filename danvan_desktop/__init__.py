"""Dân Vận Khéo Desktop: the yearly work of the emulation movement, offline."""

__version__ = "0.1.0"
