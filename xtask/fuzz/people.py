"""Two people with habits, marks, tokens and tasks, made before anything is tried."""

import os
from datetime import date, datetime, timedelta, timezone

import requests

URL = os.environ["FUZZ_API_URL"]
KEY = os.environ["FUZZ_API_KEY"]

# The first is whose data is asked for; the second is somebody else; the others can be deleted.
USERS = [7, 8, 70, 71, 72, 73]

# Their ids, and those of habits and reminders that are asked for, as numbers and as they stand in addresses.
STAYING = [id for number in [1, 2, 3, 4, 7, 8] for id in (number, str(number))]

HABITS = [
    {"name": "Read", "schedule": {"kind": "daily"}, "reminders": [{"time": "21:00"}, {"time": "06:30"}]},
    {
        "name": "Drink",
        "schedule": {"kind": "weekdays", "days": ["mon", "wed", "fri"]},
        "goal": {"kind": "at_least", "amount": 8, "unit": "glasses"},
        "tags": ["home"],
    },
    {"name": "Smoke", "kind": "quit", "schedule": {"kind": "daily"}, "target": {"days": 21}},
]


def make() -> None:
    """Makes everything; ids count from 1, and the dictionaries of schemathesis.toml name what is made first."""
    for user in USERS:
        _send("put", f"/v1/users/{user}", {"locale": "en", "zone": "Etc/UTC"})
        for habit in [*HABITS, _asking_soon(), _asking_every_hour(), *_spare()]:
            made = _send("post", f"/v1/users/{user}/habits", habit)
            for days in range(1, 4):
                day = date.today() - timedelta(days=days)
                _send("put", f"/v1/users/{user}/habits/{made['id']}/executions/{day}", {"state": "done"})
        _send("post", f"/v1/users/{user}/tokens", {"name": "Home", "access": "write"})
        message = {"user": user, "text": "Hello"}
        _send("post", "/v1/tasks", {"dedup_key": f"message-{user}", "message": message})
        call = {"url": "http://10.0.0.1/hook", "body": "{}"}
        _send("post", "/v1/tasks", {"dedup_key": f"call-{user}", "call": call})
    _send("post", "/v1/admin/keys", {"name": "billing", "scope": "tasks"})
    _give_up_messages()


def _give_up_messages() -> None:
    """So that there are dead letters, and tasks to be tried again."""
    claimed = _send("post", "/v1/scheduler/deliveries/claim", {"limit": 100})["deliveries"]
    outcome = {"kind": "rejected", "cause": "Bad Request"}
    reports = [{key: it[key] for key in ("user", "id", "attempt")} | {"outcome": outcome} for it in claimed]
    _send("post", "/v1/scheduler/deliveries/report", {"reports": reports})


def _asking_soon() -> dict:
    """A habit with a reminder in each of the next minutes: while requests are sent, messages fall due."""
    now = datetime.now(timezone.utc)
    times = [(now + timedelta(minutes=minutes)).strftime("%H:%M") for minutes in range(1, 11)]
    return {"name": "Stretch", "schedule": {"kind": "daily"}, "reminders": [{"time": time} for time in times]}


def _asking_every_hour() -> dict:
    times = [f"{hour:02}:00" for hour in range(10, 20)]
    return {"name": "Hourly", "schedule": {"kind": "daily"}, "reminders": [{"time": time} for time in times]}


def _spare() -> list[dict]:
    """Habits that can be deleted."""
    return [{"name": f"Spare {number}", "schedule": {"kind": "daily"}} for number in range(1, 11)]


def _send(method: str, path: str, body: dict) -> dict:
    answer = requests.request(method, URL + path, json=body, headers={"X-API-Key": KEY}, timeout=20)
    assert answer.ok, f"{method} {path}: {answer.text}"
    return answer.json()
