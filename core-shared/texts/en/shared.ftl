# Words that several messages use.

date = { $weekday }, { $day } { $month }
date-with-year = { $day } { $month } { $year }
weekday-mon = Mon
weekday-tue = Tue
weekday-wed = Wed
weekday-thu = Thu
weekday-fri = Fri
weekday-sat = Sat
weekday-sun = Sun
month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec
days-every-day = every day
days-workdays = Monday to Friday
span-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
span-weeks =
    { $count ->
        [one] { $count } week
       *[other] { $count } weeks
    }
span-months =
    { $count ->
        [one] { $count } month
       *[other] { $count } months
    }
out-of-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
out-of-weeks =
    { $count ->
        [one] { $count } week
       *[other] { $count } weeks
    }
out-of-months =
    { $count ->
        [one] { $count } month
       *[other] { $count } months
    }
streak = 🔥 { $span } in a row
streak-without-lapse = 🔥 { $span } without a lapse
amount-of-goal = { $amount } of { $goal }
amount-and-limit = { $amount } (at most { $goal })
goal-at-least = at least { $goal } a day
goal-at-most = at most { $goal } a day
days-every-n =
    { $n ->
        [one] every day
       *[other] every { $n } days
    }
days-of-month = each month: { $dates }
days-last-of-month = last day
days-times-a-week =
    { $n ->
        [one] once a week
       *[other] { $n } times a week
    }
days-times-a-month =
    { $n ->
        [one] once a month
       *[other] { $n } times a month
    }
button-today = 📋 Today

## The list of a day

button-new = ➕ New habit
button-habits = 📊 Habits
button-settings = ⚙️ Settings
today-headline = 📋 <b>{ $date }</b>
today-closed = 🗓 <b>{ $date }</b>
today-progress = { $done } of { $total }  { $bar }
today-all-done =
    { $done } of { $total }  { $bar }
    🎉 That’s all for today!
today-no-habits = No habits yet. Start with a small one: two minutes a day are enough.
today-nothing-due = Nothing is due today. Enjoy the day!
today-morning = — Morning —
today-day = — Day —
today-evening = — Evening —
today-any-time = — Any time —
today-only-limits = Nothing to tick off today, only limits to stay within.
today-vacation = 🏖 Vacation through { $date }: nothing is due.
today-limit = { $amount } (max { $limit })
day-headline-yesterday = 🗓 <b>{ $date }</b> · yesterday
day-headline-ago =
    { $count ->
        [one] 🗓 <b>{ $date }</b> · { $count } day ago
       *[other] 🗓 <b>{ $date }</b> · { $count } days ago
    }
day-nothing-due = There was nothing to tick off.
button-yesterday = ‹ Yesterday
