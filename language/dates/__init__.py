"""Days, spans of time and shifts as people say them in Russian and English.

Everything is read by tables of words and short rules over a sentence's tokens, since dateparser takes
0.3 s to wake, a millisecond a sentence, and reads «пятнадцатое февраля» as the 25th. What is said
vaguely («в следующем месяце», «2-3 недели») is not read at all: a question is better than a guess.

How the ambiguous is read:
- a day and month without a year is the coming one, today included; a 29 February that the coming
  February does not have is impossible;
- a weekday is the first one strictly after today, with "next" or «следующую» too; one week on only with
  «через неделю», "a week from Friday"; «на следующей неделе в пятницу» is next calendar week's;
- «конец недели» is its Friday (the next week's on a weekend), the middle of a month is the 15th,
  «конец дня» is today;
- "15.02" is a date behind «на», «до», "by"…, as the whole text, or with two digits both and a leading zero;
  behind «релиз», "v" and the like it is a version;
- a weekday said together with a date must be that date's own, else the date is impossible.
"""

from language.dates.days import find_date, find_dates
from language.dates.mentions import DateMention, Period, Problem, Shift
from language.dates.periods import find_period
from language.dates.shifts import find_shift

__all__ = ["DateMention", "Period", "Problem", "Shift", "find_date", "find_dates", "find_period", "find_shift"]
