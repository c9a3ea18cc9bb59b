"""Back from leave: a backlog spread evenly over working days instead of burying the first one."""

from datetime import date

from workstation.method.days import WorkingDays


def spread_evenly(count: int, start: date, days: int, working: WorkingDays) -> list[date]:
    """Return the day each of ``count`` follow-ups lands on, in order.

    The first working day is ``start`` or the next one; earlier days take the remainder, so no
    day has more than one follow-up more than another.
    """
    first = working.next(start)
    landing = [first]
    while len(landing) < days:
        landing.append(working.add(landing[-1], 1))
    share, left_over = divmod(count, days)
    return [
        day
        for position, day in enumerate(landing)
        for _ in range(share + (1 if position < left_over else 0))
    ]
