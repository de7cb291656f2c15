"""What the API promises beyond what its document can say. Each exception has a reason, and is as narrow as it can be."""

import os
import re
import signal

import people
import schemathesis
from schemathesis.core.failures import AcceptedNegativeData
from schemathesis.openapi.checks import RejectedPositiveData

# A run that hangs is ended by the system: SIGALRM kills whoever does not expect it.
signal.alarm(int(os.environ["FUZZ_SECONDS"]))

people.make()

# Words with which the API refuses what is well-formed, and why no schema can say it.
BEYOND_SCHEMAS = {
    "one value depends on another": [
        r"lies before from",
        r"lies more than \d+ days after from; ask for a shorter range",
        r"ends before it begins; to is from or a later day",
        r"ends where it begins; send two different times, or null for no quiet hours",
        r"has to be later than not_before",
        r"has to lie within 30 days from when the task may begin",
        r"is reached by nothing; the amount of at_least is more than 0",
        r"comes too often or too rarely: .*",
        r"has to be at_most for a habit to quit",
        r"goes with habits to build; one to quit has days of its own",
        r"is a limit for a day, and times_per has no days of its own; send another schedule",
        r"goes with the state done; leave it out",
        r"does not go with GET",
        r"is missing, and so is message; a task has one of the two",
        r"does not go with call; queue a task for each",
        r"is there twice; name each habit once",
        r"looks like a tag before it; send each once",
        r"has a name that is no name of a header, or one that is there twice",
    ],
    "it depends on the clock": [
        r"lies before 1970-01-01",
        r"has not begun yet; send today or a day before",
        r"has to lie between 1970-01-01 and a year from now",
        r"has to lie within a year from now",
        r"is over already",
        r"is not over yet; send a day before the user's present one",
        r"lies more than \d+ days back; the executions of a habit reach further",
        r"is the last day of the pause; send today or a day within ten years",
        r"lies after [\d-]+; come back within ten years",
    ],
    "it depends on what is stored": [
        r"is for measured habits, and this one has no goal on that day; .*",
        r"belongs to an archived habit; restore it first",
        r"has never written to the bot",
        r"is no place in this list; send what `next` said, or leave it out",
        r"is not a habit of this user",
        r"makes more than a billion together with what is there",
    ],
    "it depends on what the world or the operator knows": [
        r"is not a time zone of the tz database; send an IANA name such as Europe/Berlin",
        r"is not a time zone that the database knows",
        r"this API knows no bot: .*",
        r"is not an address such as https://example.org/hook",
        r"names a host .*",
        r"holds a user name or a password; leave them out",
        r"names port 0, where nobody listens",
        r"has a header that cannot be chosen: .*",
    ],
    "a schema counts characters, and here bytes are counted": [
        r"is longer than 256 KiB",
        r"is longer than 8192 bytes",
    ],
    "any JSON is taken, but for one character that can be anywhere in it": [
        r"holds a NUL character, which cannot be kept",
    ],
    "a decimal number is not one in binary, so multipleOf 0.001 is met by what has more places": [
        r"has more than 3 decimal places",
    ],
}
WORDS = [re.compile(words) for group in BEYOND_SCHEMAS.values() for words in group]


# What is asked for all the time has to stay: a deletion of it becomes one of something else.
KEPT = {"delete_user": "user", "delete_habit": "habit", "delete_reminder": "reminder"}


@schemathesis.hook
def before_call(context, case, kwargs):
    """Has the last word on what is sent."""
    kept = KEPT.get(case.operation.definition.raw.get("operationId"))
    if kept and case.path_parameters.get(kept) in people.STAYING:
        case.path_parameters[kept] = 1000
    # The generator takes a 0 for a valid header, whatever its pattern says; no entity tag is a 0.
    is_meant_to_be_valid = case.meta and case.meta.generation.mode.is_positive
    for name in ["If-Match", "If-None-Match"]:
        if is_meant_to_be_valid and str(case.headers.get(name)) == "0":
            del case.headers[name]


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """Whether a failure is one."""
    if isinstance(failure, RejectedPositiveData):
        return not is_beyond_schemas(response, case.body)
    if isinstance(failure, AcceptedNegativeData):
        return not is_long_by_blanks(failure, [case.body, case.query])
    return True


def is_beyond_schemas(response, body):
    if response.status_code == 412:
        # What If-Match names was drawn: it is hardly ever the version that there is.
        return True
    if response.status_code != 422:
        return False
    details = [error["detail"] for error in response.json()["errors"]]
    return all(any(words.fullmatch(detail) for words in WORDS) or is_whole(detail, body) for detail in details)


def is_whole(detail, body):
    """JSON Schema counts 300.0 among the integers; the API does not."""
    asks_for_integer = re.fullmatch(r"is not acceptable: expected ([iu]\d+|1 to 31 or \"last\")", detail)
    return asks_for_integer and any(isinstance(value, float) and value.is_integer() for value in values(body))


def is_long_by_blanks(failure, sent):
    """The blanks around a name are cut off before it is measured."""
    is_too_long = "larger than maxLength" in failure.message
    return is_too_long and any(isinstance(value, str) and value != value.strip() for value in values(sent))


def values(body):
    """Every value of a body, at any depth."""
    if isinstance(body, dict):
        body = list(body.values())
    if isinstance(body, list):
        for item in body:
            yield from values(item)
    else:
        yield body
