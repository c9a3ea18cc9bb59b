"""Says of a fault that came of what the program read that the file may be the cause of it."""

OF_VALUES = (ArithmeticError, LookupError, TypeError, ValueError)
"""What goes wrong with a value nobody at the desk would have written."""

ADVICE = "If another program wrote into the file, 'workstation check' puts right what it finds."


def advice(error: BaseException) -> str:
    """Return what to do where the fault, or what led to it, may be of the file; "" where not."""
    seen: list[BaseException] = []
    waiting: list[BaseException | None] = [error]
    while waiting:
        one = waiting.pop()
        if not isinstance(one, BaseException) or one in seen:
            continue
        if isinstance(one, OF_VALUES):
            return ADVICE
        seen.append(one)
        # What failed in a thread of its own is told of by an error that holds it.
        waiting += [one.__cause__, one.__context__, getattr(one, "error", None)]
    return ""
