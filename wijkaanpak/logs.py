"""Log lines as JSON, without personal data: no addresses, query strings or cookies."""

import json
from collections.abc import MutableMapping
from typing import Any

from structlog.stdlib import ProcessorFormatter


def formatter() -> ProcessorFormatter:
    return ProcessorFormatter(processors=[as_json])  # `processor=` would take the record away


def as_json(logger: object, name: str, event: MutableMapping[str, Any]) -> str:
    record = event.get("_record")
    line: dict[str, Any] = {"event": str(event.get("event", "")).split("?")[0]}
    if record is not None:
        line |= {"level": record.levelname.lower(), "logger": record.name, "at": record.created}
    if exc_info := event.get("exc_info"):
        line["error"] = exc_info[0].__name__
        line["trace"] = _places(exc_info[2])
    return json.dumps(line, ensure_ascii=False)


def _places(traceback: Any) -> list[str]:
    """Where it went wrong, without the values: those may be somebody's words."""
    places = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        places.append(f"{code.co_filename}:{traceback.tb_lineno} {code.co_name}")
        traceback = traceback.tb_next
    return places[-12:]
