"""The tone in which the state of a registration is shown; the word itself is the domain's."""

from __future__ import annotations

from danvan_desktop.domain.workflow import State, StepKind
from danvan_desktop.ui.theme import Tone

_STATES = {
    State.REGISTERED: Tone.NEUTRAL,
    State.RETURNED: Tone.BAD,
    State.STOPPED: Tone.WARN,
    State.WITHDRAWN: Tone.NEUTRAL,
    State.NOT_RECOGNISED: Tone.WARN,
    State.RECOGNISED: Tone.GOOD,
    State.REVOKED: Tone.BAD,
}
_ACTIVITIES = {
    StepKind.RUNNING: Tone.GOOD,
    StepKind.FORMAL_ONLY: Tone.WARN,
    StepKind.STOPPED: Tone.BAD,
}


def state_tone(state: State) -> Tone:
    """What is on its way between registering and deciding is shown as information."""
    return _STATES.get(state, Tone.INFO)


def activity_tone(activity: StepKind) -> Tone:
    """Running, formal only, or stopped."""
    return _ACTIVITIES.get(activity, Tone.NEUTRAL)
