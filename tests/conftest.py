"""What holds for every test: laws are judged by their truth, never by how busy the machine is."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile(
    "unhurried",
    settings(),
    deadline=None,
    suppress_health_check=(*settings().suppress_health_check, HealthCheck.too_slow),
)
settings.load_profile("unhurried")
