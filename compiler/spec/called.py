"""What authors call something instead of by its id: an actor's name, ``recommendation 2``, ``Scenario B``.

In: plain values of the spec. Out: the id that is meant, or help that shows it; empty where that is not sure.
"""

from __future__ import annotations

import re
from typing import Any

_LETTERS = 26  # that scenarios are named by, before AA


def actor_called(called: str, actors: Any) -> str:
    """The key in ``actors`` of the one that is so ``called`` by its key, name or short name; empty if none is."""
    for key, actor in actors.items() if isinstance(actors, dict) else ():
        names = (actor.get("name"), actor.get("short")) if isinstance(actor, dict) else (actor,)
        if called.lower() in (str(name).lower() for name in (key, *names) if name is not None):
            return str(key)
    return ""


def default_recommendation_id(number: int) -> str:
    """The id of the recommendation at a place in the list, counted from 1, when its author gives none."""
    return f"rec-{number}"


def recommendation_called(called: str, recommendations: Any) -> str:
    """Help for a recommendation that is called by its place in the list: ``2``, ``Recommendation 2``, ``rec2``."""
    found = re.fullmatch(r"(?i)(?:rec(?:ommendation)?)?[ .#-]*([1-9][0-9]?)", called.strip())
    place = int(found[1]) if found else 0
    if not isinstance(recommendations, list) or not 0 < place <= len(recommendations):
        return ""
    id = _own_id(recommendations[place - 1]) or default_recommendation_id(place)
    return f"write `{id}`, the id of recommendation {place}"


def scenario_called(called: str, scenarios: Any) -> str:
    """Help for a scenario that is called by its letter, its place in the list or its title: ``Scenario B``, ``2``."""
    if not isinstance(scenarios, list):
        return ""
    titles = [str(item.get("title")).lower() for item in scenarios if isinstance(item, dict)]
    found = re.fullmatch(r"(?i)(?:scenario)?[ .#-]*(?:([1-9][0-9]?)|([a-z]))", called.strip())
    if titles.count(called.strip().lower()) == 1 and len(titles) == len(scenarios):
        place = titles.index(called.strip().lower()) + 1
    elif found:
        place = int(found[1]) if found[1] else ord(found[2].upper()) - ord("A") + 1
    else:
        return ""
    if not 0 < place <= min(len(scenarios), _LETTERS):
        return ""
    name, id = f"scenario {chr(ord('A') + place - 1)}", _own_id(scenarios[place - 1])
    return f"write `{id}`, the id of {name}" if id else f"give {name} an `id`, and write that id here"


def _own_id(item: Any) -> str:
    id = item.get("id") if isinstance(item, dict) else None
    return id.strip() if isinstance(id, str) else ""
